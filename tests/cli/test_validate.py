"""`annotate-kit validate` and `annotate-kit schema`, as a person types them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotate_kit.cli import console, watching

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _no_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test is in CI unless it says so."""
    for name in ("CI", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)


TEXT = "Riyadh wins\n\nRiyadh won 119 votes.\n"


@pytest.fixture
def work(run: Run, project: Path) -> Path:
    """A project with one article and an annotation file without records."""
    source = project / "in.txt"
    source.write_text(TEXT)
    assert run("import", str(source)).code == 0
    article = json.loads((project / "annotations/riyadh-wins/article.json").read_bytes())
    write(
        project,
        {
            "annotator": "kim",
            "article": "riyadh-wins",
            "format": "annotate-kit/1",
            "notes": [],
            "records": [],
            "rejected": [],
            "schemas": {},
            "spans": [],
            "status": "in-work",
            "text_sha256": article["text_sha256"],
            "waivers": [],
        },
    )
    return project


def file_of(work: Path) -> Path:
    return work / "annotations/riyadh-wins/kim.json"


def write(work: Path, value: Any) -> None:
    text = json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    file_of(work).write_bytes(text.encode())


def change(work: Path, **changes: Any) -> None:
    write(work, {**json.loads(file_of(work).read_bytes()), **changes})


def test_a_valid_project_is_quiet_on_stdout(run: Run, work: Path) -> None:
    done = run("validate")
    assert (done.code, done.out, done.err) == (0, "", "No problems in 8 files.\n")
    assert work.is_dir()


def test_an_error_is_a_line_with_its_place_and_exit_status_1(run: Run, work: Path) -> None:
    change(work, status="finished")
    done = run("validate")
    assert done.code == 1
    assert done.out == (
        "annotations/riyadh-wins/kim.json:10:13: AK104 "
        'status "finished" is not in the list. Use in-work, needs-review or done.\n'
    )
    assert done.err == "1 error in 1 of 8 files.\n"


def test_warnings_alone_fail_only_where_that_is_asked_for(run: Run, work: Path) -> None:
    file_of(work).write_bytes(file_of(work).read_bytes() + b"\n")
    assert run("validate").code == 0
    assert run("validate").out.startswith("annotations/riyadh-wins/kim.json:15:1: AK006 warning: ")
    assert run("validate", "--fail-on", "warning").code == 1
    assert run("validate", "--fail-on", "warning", "--ignore", "not-canonical").code == 0
    (work / "annotate-kit.toml").write_text('[validate]\nfail-on = "warning"\n')
    assert run("validate").code == 1
    assert run("validate", "--fail-on", "error").code == 0


def test_paths_are_meant_from_where_one_stands(run: Run, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(work, status="finished")
    assert run("validate", "schemas").code == 0
    assert run("validate", "riyadh-wins").code == 1
    monkeypatch.chdir(work / "annotations/riyadh-wins")
    assert run("validate", "kim.json").code == 1
    assert run("validate", "article.json").code == 0
    assert run("validate", ".").err.endswith("in 1 of 3 files.\n")
    assert run("validate", str(work / "schemas")).code == 0


@pytest.mark.parametrize("arguments", [("nowhere",), ("--select", "AK9"), ("--format", "xml"), ("--fail-on", "never")])
def test_a_wrong_question_is_one_line_and_exit_status_2(run: Run, work: Path, arguments: tuple[str, ...]) -> None:
    done = run("validate", *arguments)
    assert done.code == 2
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert work.is_dir()


def test_a_path_outside_the_project_is_a_wrong_question(run: Run, work: Path) -> None:
    done = run("validate", "/etc")
    assert done.code == 2
    assert "is not in the project" in done.err
    assert run("--project", "/etc", "validate").code == 2
    assert work.is_dir()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_cannot_be_read_is_exit_status_3(run: Run, work: Path) -> None:
    file_of(work).chmod(0)
    assert run("validate").code == 3


def test_a_folder_in_place_of_a_file_is_exit_status_3(run: Run, work: Path) -> None:
    (work / "annotations/riyadh-wins/lee.json").mkdir()
    done = run("validate")
    assert done.code == 3
    assert done.err.count("\n") == 1


def test_json_goes_to_stdout_or_a_file(run: Run, work: Path) -> None:
    change(work, status="finished")
    done = run("validate", "--format", "json")
    assert json.loads(done.out)["problems"][0]["code"] == "AK104"
    assert run("validate", "--format", "json", "--output", "-").out == done.out
    quiet = run("validate", "--format", "json", "--output", "report.json")
    assert (quiet.code, quiet.out) == (1, "")
    assert (work / "report.json").read_text() == done.out
    refused = run("validate", "--output", "nowhere/report.txt")
    assert refused.code == 3
    assert "nowhere/report.txt cannot be written" in refused.err


def test_selected_rules_are_lists_with_commas(run: Run, work: Path) -> None:
    change(work, status="finished", text_sha256="0" * 64)
    assert run("validate", "--select", "AK104, AK5").out.count("\n") == 1
    assert run("validate", "--select", "AK104", "--select", "text-changed").out.count("\n") == 2
    assert run("validate", "--ignore", "AK1,AK2").code == 0


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"\xff\xfe", b"[1, 2]", b"9" * 6000, b'{"records": {"a": []}}', b"[" * 10_000]
)
def test_a_broken_file_is_told_in_lines_without_a_traceback(run: Run, work: Path, raw: bytes) -> None:
    file_of(work).write_bytes(raw)
    done = run("validate")
    assert done.code == 1
    assert all(line.startswith("annotations/riyadh-wins/kim.json:1:") for line in done.out.splitlines())
    assert file_of(work).read_bytes() == raw


def test_edits_in_a_journal_are_mentioned_on_stderr(run: Run, work: Path) -> None:
    folder = work / ".annotate-kit/journal/riyadh-wins/kim"
    folder.mkdir(parents=True)
    (folder / "0.jsonl").write_bytes(b"x\n")
    assert "warning: edits of kim on riyadh-wins are in a journal" in run("validate").err


def test_validate_works_where_the_fast_engine_cannot_be_imported(
    run: Run, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(work, records=[{"data": {"name": ""}, "id": "organization-1", "type": "organization"}])
    fast = run("validate")
    monkeypatch.setitem(sys.modules, "annotate_kit.validate.fast", None)
    assert run("validate").out == fast.out
    assert fast.out.count("AK1") == 2


# Schemas.


def test_record_types_are_listed_and_shown(run: Run, work: Path) -> None:
    listed = run("schema", "show")
    assert listed.out.splitlines()[0].split() == ["type", "key", "title", "version"]
    assert "expo-bid" in listed.out
    shown = run("schema", "show", "expo-bid")
    assert shown.out.startswith("Expo bid (expo-bid): key b, version 1.0.0\n")
    unknown = run("schema", "show", "meeting")
    assert (unknown.code, unknown.out) == (2, "")
    for path in work.glob("schemas/*"):
        path.unlink()
    assert run("schema", "show").out == ""


def test_the_envelope_is_printed_without_a_project(run: Run) -> None:
    done = run("schema", "show", "--envelope")
    assert done.code == 0
    assert json.loads(done.out)["title"] == "Annotation file"


def test_schemas_are_linted(run: Run, work: Path) -> None:
    assert run("schema", "lint").code == 0
    (work / "schemas/meeting.schema.json").write_text('{"title": "Meeting", "properties": {"x": {}}}')
    warned = run("schema", "lint")
    assert (warned.code, warned.out.count("\n")) == (0, 1)
    (work / "schemas/meeting.schema.json").write_text('{"title": "Meeting", "type": "objekt"}')
    assert run("schema", "lint").code == 1
    as_json = json.loads(run("schema", "lint", "--format", "json").out)
    assert (as_json["errors"], as_json["problems"][0]["file"]) == (1, "schemas/meeting.schema.json")
    assert "schemas/meeting.schema.json" in as_json["files"]


def test_lint_says_which_schemas_it_could_not_search(run: Run, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dynamic = {"title": "Tree", "properties": {"x": {"title": "X", "$dynamicRef": "#"}}}
    (work / "schemas/tree.schema.json").write_text(json.dumps(dynamic))
    why = "it has $dynamicRef, which may mean something else in each place"
    said = f"schemas/tree.schema.json may have parts that nothing can meet and that are not told: {why}."
    assert run("schema", "lint").err.splitlines()[:-1] == [said]
    monkeypatch.setitem(sys.modules, "annotate_kit.validate.unmet", None)
    assert run("schema", "lint").err.count("that needs jsonschema-rs, which is not installed") == len(
        list(work.glob("schemas/*.schema.json"))
    )


# Reports.


def test_several_reports_come_out_of_one_run(run: Run, work: Path) -> None:
    change(work, status="finished")
    done = run("validate", "--format", "full", "--output", "sarif=r.sarif", "--output", "junit=r.xml", "--statistics")
    assert done.code == 1
    assert ' 10 |   "status": "finished",\n    |             ^^^^^^^^^^\n' in done.out
    assert json.loads((work / "r.sarif").read_bytes())["runs"][0]["results"][0]["ruleId"] == "AK104"
    assert "<testsuites" in (work / "r.xml").read_text()
    assert done.err == (
        "1 error in 1 of 8 files.\ncount  code   name           severity\n    1  AK104  unknown-value  error\n"
    )


def test_text_is_another_name_of_concise_and_the_default_in_a_pipe(run: Run, work: Path) -> None:
    change(work, status="finished")
    assert run("validate").out == run("validate", "--format", "text").out == run("validate", "--format", "concise").out


def test_reports_that_go_to_one_place_are_refused_before_anything_is_checked(run: Run, work: Path) -> None:
    done = run("validate", "--format", "json", "--format", "sarif")
    assert (done.code, done.out) == (2, "")
    assert "two reports would go to the standard output" in done.err
    assert work.is_dir()


def test_services_get_paths_from_the_top_of_the_repository(run: Run, work: Path) -> None:
    change(work, status="finished")
    (work.parent / ".git").mkdir()
    try:
        for name in ("github", "gitlab", "junit", "sarif", "rdjson", "markdown"):
            assert f"{work.name}/annotations/riyadh-wins/kim.json" in run("validate", "--format", name).out.replace(
                "\\", ""
            )
        assert run("validate", "--format", "jsonl").out.count(work.name) == 0
    finally:
        (work.parent / ".git").rmdir()


def test_the_summary_of_a_step_is_added_to(run: Run, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = work / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert run("validate", "--format", "github").out == ""
    assert summary.read_text() == "before\n"
    change(work, status="finished")
    done = run("validate", "--format", "github")
    assert done.out.startswith("::error title=AK104 unknown-value,file=")
    assert summary.read_text().startswith("before\n### annotate-kit\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(work))
    refused = run("validate", "--format", "github")
    assert refused.code == 1
    assert refused.err.startswith("warning: the summary of the step could not be written: ")


# What is checked.


def test_only_what_changed_is_checked(run: Run, work: Path) -> None:
    identity = ["-c", "user.name=tests", "-c", "user.email=tests@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
        subprocess.run(["git", *identity, *arguments], cwd=work, check=True)
    assert run("validate", "--changed-since", "HEAD").err == "No problems in 0 files.\n"
    change(work, status="finished")
    done = run("validate", "--changed-since", "HEAD")
    assert (done.code, done.err) == (1, "1 error in 1 of 1 file.\n")
    unknown = run("validate", "--changed-since", "nowhere")
    assert (unknown.code, unknown.out) == (2, "")
    assert "git knows no revision 'nowhere'" in unknown.err


def test_the_cache_is_used_except_in_ci(run: Run, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = work / ".annotate-kit/cache/checked.json"
    monkeypatch.setenv("CI", "true")
    assert run("validate").code == 0
    assert not cache.exists()
    monkeypatch.setenv("CI", "false")
    assert run("validate", "--no-cache").code == 0
    assert not cache.exists()
    change(work, status="finished")
    first = run("validate")
    assert cache.exists()
    assert run("validate") == first
    assert run("validate", "--no-cache") == first


def test_a_project_that_wants_another_version_is_not_checked(run: Run, work: Path) -> None:
    (work / "annotate-kit.toml").write_text('required-version = ">=99"\n')
    done = run("validate")
    assert (done.code, done.out) == (2, "")
    assert "this project wants annotate-kit >=99" in done.err


# On a terminal.


@pytest.fixture
def terminal(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ends are a terminal, of 60 cells."""
    capfd.readouterr()
    # pytest puts another stream in place for the test itself, so the class has to say it.
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _self: True)
    monkeypatch.setattr(console, "is_interactive", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "VTE_VERSION", "TERM_PROGRAM", "WT_SESSION", "KONSOLE_VERSION"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("terminal")
def test_a_terminal_gets_the_full_report_in_colour(run: Run, work: Path) -> None:
    change(work, status="finished")
    shown = run("validate").out
    assert "\x1b[1;31mAK104\x1b[0m" in shown
    assert '"status": "finished",' in shown
    assert "\x1b" not in run("validate", "--output", "report.txt").out
    assert "\x1b" not in (work / "report.txt").read_text()


@pytest.mark.usefixtures("terminal")
def test_no_color_is_respected(run: Run, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    change(work, status="finished")
    shown = run("validate").out
    assert "^^^" in shown
    assert "\x1b" not in shown


@pytest.mark.usefixtures("terminal")
def test_watching_checks_again_after_a_change_whatever_is_broken(
    run: Run, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pause(_seconds: float) -> None:
        waits.append(None)
        if len(waits) > 2:
            raise KeyboardInterrupt
        if len(waits) == 1:
            change(work, status="finished")
        else:
            (work / "annotate-kit.toml").write_text("fail-on = 1\n")

    waits: list[None] = []
    monkeypatch.setattr(watching, "pause", pause)
    done = run("validate", "--watch")
    assert done.code == 130
    assert done.out.count("\x1b[2J") == 3
    lines = done.err.splitlines()
    assert lines[:3] == ["No problems in 8 files.", "Watching for changes; Ctrl+C ends it.", "1 error in 1 of 8 files."]
    assert "annotate-kit.toml:1: there is no setting 'fail-on'" in lines[4]


def test_watching_needs_a_terminal(run: Run, work: Path) -> None:
    done = run("validate", "--watch")
    assert (done.code, done.out) == (2, "")
    assert "--watch needs a terminal" in done.err
    assert work.is_dir()
