"""Each format as its reader takes it: published schemas, a strict parser, the rules of GitHub's runner."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import attrs
import jsonschema
import pytest
from junitparser import JUnitXml
from tests.report.conftest import HOSTILE, QUOTE, STAGE, UNUSED

from annotate_kit.core import Place, Problem
from annotate_kit.report import FORMATS, PLAIN, Findings, NoSources, made, problems_json
from annotate_kit.report.github import SHOWN, github_summary, worst_first
from annotate_kit.report.gitlab import fingerprints
from annotate_kit.report.markdown import markdown
from annotate_kit.report.sarif import MOST

PUBLISHED = Path(__file__).parent / "published"
EMPTY = Findings(files=("annotations/a/kim.json",))
ASCII_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]")


def read(name: str, findings: Findings) -> Any:
    """A report that its published schema accepts, formats and all."""
    schema = json.loads((PUBLISHED / f"{name}.schema.json").read_text("utf-8"))
    value = json.loads(made(name.partition("-")[0], findings, PLAIN))
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER).validate(
        value
    )
    return value


def text(name: str, findings: Findings) -> str:
    return made(name, findings, PLAIN).decode()


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_from_outside_acts_whatever_the_format(name: str, findings: Findings) -> None:
    report = text(name, findings)
    # JSON escapes what is no plain text; everything else shows it.
    assert not ASCII_CONTROL.search(report) or name in ("json", "jsonl")
    assert report.endswith("\n")


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_problems_give_the_same_bytes(name: str, findings: Findings) -> None:
    assert made(name, findings, PLAIN) == made(name, attrs.evolve(findings), PLAIN)


@pytest.mark.parametrize("name", ["full", "concise", "text", "jsonl", "github"])
def test_no_problems_are_no_lines(name: str) -> None:
    assert text(name, EMPTY) == ""


# Lines of JSON.


def test_jsonl_is_the_problems_of_json_line_by_line(findings: Findings) -> None:
    lines = text("jsonl", findings).splitlines()
    whole = json.loads(problems_json(findings.problems, files=findings.files))
    assert [json.loads(line) for line in lines] == whole["problems"]
    assert json.loads(text("json", findings)) == whole


# GitHub.

COMMAND = re.compile(r"::(error|warning) ([^:]*)::(.*)")


def properties(command: str) -> dict[str, str]:
    """What the runner reads out of a command."""
    found = COMMAND.fullmatch(command)
    assert found, command
    listed = dict(pair.split("=", 1) for pair in found[2].split(","))
    return {
        "kind": found[1],
        "message": unescaped(found[3]),
        **{name: unescaped(value) for name, value in listed.items()},
    }


def unescaped(text: str) -> str:
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_github_annotates_the_very_place(findings: Findings) -> None:
    commands = [properties(line) for line in text("github", findings).splitlines()]
    assert commands[-1]["kind"] == "warning"
    stage = next(command for command in commands if command["title"] == "AK104 unknown-value")
    assert stage == {
        "kind": "error",
        "title": "AK104 unknown-value",
        "file": "data/news/annotations/expo-2030-vote/final.json",
        "line": "41",
        "endLine": "41",
        "col": "16",
        "endColumn": "37",
        "message": f"{STAGE.message} [{STAGE.caption}]",
    }
    # A place of several lines may have no columns.
    assert {"line": "9", "endLine": "15"}.items() <= commands[-1].items()
    assert "col" not in commands[-1]


def test_github_takes_a_problem_in_no_file() -> None:
    assert text("github", Findings(problems=(Problem(code="AK001", message="x"),))) == (
        "::error title=AK001 invalid-json::x\n"
    )


def test_github_commands_hold_what_could_end_them(findings: Findings) -> None:
    hostile = next(line for line in text("github", findings).splitlines() if "AK103" in line)
    read = properties(hostile)
    assert read["file"] == "data/news/annotations/a b/%41¤␇.json"
    assert read["message"].endswith("`x` % , :")


def test_github_gets_ten_of_a_kind_and_the_worst_of_them() -> None:
    many = [attrs.evolve(STAGE, place=Place(line=n, column=1, end_line=n, end_column=2)) for n in range(1, 31)]
    many += [attrs.evolve(UNUSED, place=None, pointer=f"/spans/{n}") for n in range(15)]
    broken = Problem(code="AK001", message="this is no JSON ##[error] ", file="annotations/z/kim.json")
    report = text("github", Findings(problems=(*many, broken))).splitlines()
    commands = [properties(line) for line in report if line.startswith("::")]
    assert [command["kind"] for command in commands] == ["error"] * SHOWN + ["warning"] * SHOWN
    assert commands[0]["title"] == "AK001 invalid-json"
    assert len(report) == len(many) + 1
    assert "##[" not in "".join(line for line in report if not line.startswith("::"))


def test_what_makes_other_problems_comes_first() -> None:
    codes = ["AK307", "AK104", "AK006", "AK302", "AK203", "AK601", "AK001"]
    problems = [Problem(code=code, message="x") for code in codes]
    ordered = [problem.code for problem in worst_first(problems)]
    assert ordered == ["AK001", "AK601", "AK203", "AK302", "AK104", "AK006", "AK307"]


def test_the_summary_of_a_step_is_no_longer_than_github_takes() -> None:
    many = tuple(attrs.evolve(STAGE, message="부산" * 400) for _ in range(1000))
    summary = github_summary(Findings(problems=many, files=(STAGE.file,)))
    assert 800_000 < len(summary.encode()) < 1024 * 1024
    assert re.search(r"\n\n[0-9]+ more are in the log\.\n\Z", summary)


# GitLab.


def test_gitlab_reads_the_report(findings: Findings) -> None:
    items = read("gitlab-code-quality", findings)
    stage = next(item for item in items if item["check_name"] == "AK104 unknown-value")
    assert stage["location"] == {"lines": {"begin": 41}, "path": "data/news/annotations/expo-2030-vote/final.json"}
    assert {item["severity"] for item in items} == {"major", "minor"}
    assert len({item["fingerprint"] for item in items}) == len(items)
    assert read("gitlab-code-quality", EMPTY) == []


def test_a_fingerprint_outlives_what_is_added_before_it() -> None:
    moved = attrs.evolve(
        STAGE, pointer="/records/9/data/stage", place=Place(line=1, column=1, end_line=1, end_column=2)
    )
    span = attrs.evolve(QUOTE, pointer="/spans/7/quotes/0", message="other words")
    assert fingerprints((STAGE, QUOTE)) == fingerprints((moved, span))


@pytest.mark.parametrize(
    "other",
    [
        attrs.evolve(STAGE, code="AK105"),
        attrs.evolve(STAGE, record="expo-bid-2"),
        attrs.evolve(STAGE, file="annotations/b/final.json"),
        attrs.evolve(STAGE, pointer="/records/3/data/stage/x"),
        attrs.evolve(STAGE, at_key=True),
    ],
)
def test_a_fingerprint_tells_problems_apart(other: Problem) -> None:
    assert len(set(fingerprints((STAGE, other, STAGE)))) == 3


# JUnit.


def test_junit_is_read_by_a_strict_reader(findings: Findings) -> None:
    report = text("junit", findings)
    suites = JUnitXml.fromstring(report.encode())
    assert (suites.tests, suites.failures) == (5, 3)
    cases = {case.name: case for suite in suites for case in suite}
    stage = cases["AK104 unknown-value /records/3/data/stage"]
    assert [(result.type, result.message) for result in stage.result] == [("AK104", STAGE.message)]
    assert cases["AK307 span-unused /spans/3"].is_passed
    assert "Take it out." in cases["AK307 span-unused /spans/3"].system_out
    assert cases["valid"].classname == "data/news/annotations/expo-2030-vote/article.json"
    assert cases["AK103 unknown-property"].classname == "data/news/annotations/a b/%41¤␇.json"


def test_junit_counts_what_it_holds(findings: Findings) -> None:
    root = ET.fromstring(text("junit", findings))  # noqa: S314 - our own bytes
    for suite in root:
        assert int(suite.attrib["tests"]) == len(suite.findall("testcase"))
        assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
    assert int(root.attrib["tests"]) == len(root.findall("testsuite/testcase"))


def test_junit_of_a_problem_in_no_file_has_a_name_too() -> None:
    report = text("junit", Findings(problems=(Problem(code="AK001", message="broken"),)))
    assert 'testsuite name="annotate-kit"' in report


# SARIF.


def test_sarif_meets_the_standard(findings: Findings) -> None:
    run = read("sarif-2.1.0", findings)["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    stage = next(result for result in run["results"] if result["ruleId"] == "AK104")
    place = stage["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 41, "startColumn": 16, "endLine": 41, "endColumn": 38}
    assert place["artifactLocation"]["uri"] == "data/news/annotations/expo-2030-vote/final.json"
    assert stage["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == STAGE.pointer
    hostile = next(result for result in run["results"] if result["ruleId"] == "AK103")
    assert hostile["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == (
        "data/news/annotations/a%20b/%2541%E2%80%AE%07.json"
    )
    assert run["invocations"][0]["toolExecutionNotifications"] == []
    assert read("sarif-2.1.0", EMPTY)["runs"][0]["results"] == []


def test_sarif_stops_where_github_would_refuse_the_file_and_says_so() -> None:
    run = json.loads(text("sarif", Findings(problems=(UNUSED,) * (MOST + 5), more=3)))["runs"][0]
    assert len(run["results"]) == MOST
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert [note["message"]["text"] for note in notes] == [
        "5 more problems are not listed",
        "3 files have more problems than limits.problems-per-file lists; the rest were not looked for",
    ]


# reviewdog.


def test_rdjson_counts_bytes(findings: Findings) -> None:
    report = read("rdjson", findings)
    assert report["severity"] == "ERROR"
    quote = next(item for item in report["diagnostics"] if item["code"]["value"].startswith("AK203"))
    # Columns 18 to 22 in code points; two Hangul syllables of three bytes lie between.
    assert quote["location"]["range"] == {"start": {"line": 7, "column": 18}, "end": {"line": 7, "column": 26}}
    assert "suggestions" not in quote


def test_rdjson_suggests_what_can_stand_in_the_file(findings: Findings) -> None:
    stage = next(item for item in read("rdjson", findings)["diagnostics"] if item["code"]["value"].startswith("AK104"))
    assert stage["suggestions"] == [{"range": stage["location"]["range"], "text": '"candidature-submitted"'}]
    assert stage["severity"] == "ERROR"


def test_without_sources_nothing_is_known_of_lines_and_words() -> None:
    assert NoSources().line("a", 1) is None
    assert NoSources().words(STAGE) is None


@pytest.mark.parametrize("suggestion", ["29", '"2030"', '["BOK"]', '{"title": "chief"}'])
def test_rdjson_suggests_a_value_of_another_type_as_it_is_written(suggestion: str) -> None:
    problem = attrs.evolve(STAGE, code="AK101", suggestion=suggestion)
    (only,) = read("rdjson", Findings(problems=(problem,)))["diagnostics"]
    assert only["suggestions"][0]["text"] == suggestion


def test_rdjson_of_nothing_and_of_problems_without_place() -> None:
    assert read("rdjson", EMPTY)["severity"] == "WARNING"
    only = read("rdjson", Findings(problems=(HOSTILE, attrs.evolve(STAGE, suggestion="x")), prefix="p/"))
    assert "range" not in only["diagnostics"][0]["location"]
    # The line is not known: the column in code points is the best there is.
    assert only["diagnostics"][1]["location"]["range"]["start"] == {"line": 41, "column": 16}


# Markdown.


def test_markdown_is_a_table_in_which_nothing_acts(findings: Findings) -> None:
    report = text("markdown", findings)
    assert report.startswith("### annotate-kit\n\n3 errors and 1 warning in 3 of 4 files.\n\n| where |")
    rows = report.splitlines()[6:]
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows)
    hostile = next(row for row in rows if "AK103" in row)
    assert "<b>" not in hostile
    assert "@" not in hostile
    assert "http://" not in hostile
    assert r"\[x\]\(" in hostile
    assert "AK307 span-unused (warning)" in report


def test_markdown_of_nothing_has_no_table() -> None:
    assert markdown(EMPTY) == "### annotate-kit\n\nNo problems in 1 file.\n"
