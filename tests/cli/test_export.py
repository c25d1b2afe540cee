"""`annotate-kit export`, as a person types it."""

import io
import json
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from tests.fakes.sources import MEETING, ORGANIZATION, meetings

from annotate_kit.codec import encode_annotation, encode_article

Run = Callable[..., Any]


@pytest.fixture
def corpus(run: Run, tmp_path: Path) -> Path:
    """A project with two annotated articles and one that is new, in the current folder."""
    assert run("init", "--no-types").code == 0
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas/meeting.schema.json").write_text(json.dumps(MEETING))
    (tmp_path / "schemas/organization.schema.json").write_text(json.dumps(ORGANIZATION))
    for one in meetings().articles:
        folder = tmp_path / "annotations" / one.article.id
        folder.mkdir()
        (folder / "text.txt").write_bytes(one.text.encode())
        (folder / "article.json").write_bytes(encode_article(one.article))
        (folder / f"{one.annotation.annotator}.json").write_bytes(encode_annotation(one.annotation))
    return tmp_path


def test_an_export_prints_where_the_file_is_and_tells_what_is_in_it(run: Run, corpus: Path) -> None:
    result = run("export", "json")
    assert (result.code, result.out) == (0, "exports/annotations.json\n")
    assert result.err == "4 records of 2 articles\n"
    assert len(json.loads((corpus / "exports/annotations.json").read_bytes())["records"]) == 4
    result = run("export", "json", "--flat")
    assert result.out == "exports/annotations.jsonl\n"
    assert len((corpus / "exports/annotations.jsonl").read_bytes().splitlines()) == 4


def test_a_workbook_tells_what_it_had_to_change_and_a_receipt_lists_it(run: Run, corpus: Path) -> None:
    result = run("export", "xlsx", "--receipt", "receipt.json")
    assert (result.code, result.out) == (0, "exports/annotations.xlsx\n")
    assert "2 values had to be changed:" in result.err
    assert "Meetings!Q3 (Phone, meeting-0000000002): null is an empty cell" in result.err
    assert zipfile.is_zipfile(corpus / "exports/annotations.xlsx")
    assert len(json.loads((corpus / "receipt.json").read_bytes())["alterations"]) == 2


def test_an_export_goes_where_it_is_told(run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (corpus / "away").mkdir()
    assert run("export", "json", "--output", "away/x.json").out == "away/x.json\n"
    assert (corpus / "away/x.json").is_file()
    monkeypatch.chdir(corpus / "away")
    assert run("export", "json").out == f"{corpus.as_posix()}/exports/annotations.json\n"


@pytest.mark.usefixtures("corpus")
def test_the_standard_output_takes_both_formats(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("export", "json", "--flat", "--output", "-")
    assert [json.loads(line)["article"] for line in result.out.splitlines()] == ["forum", "forum", "summit", "summit"]
    assert result.err == "4 records of 2 articles\n"
    stdout = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", stdout)
    assert run("export", "xlsx", "--output", "-").code == 0
    assert zipfile.is_zipfile(stdout.buffer)


@pytest.mark.usefixtures("corpus")
def test_a_workbook_is_not_thrown_at_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    result = run("export", "xlsx", "--output", "-")
    assert (result.code, result.out) == (2, "")
    assert "a workbook cannot be shown on a terminal" in result.err


@pytest.mark.usefixtures("corpus")
def test_options_choose_what_is_exported(run: Run) -> None:
    assert "1 article of another status than done: not exported." in run("export", "json", "--status", "done").err
    nothing = run("export", "json", "--status", "needs-review")
    assert nothing.code == 1
    assert "nothing is left to export. 2 articles of another status than needs-review" in nothing.err
    assert "Quotes and sentences were left out, as was asked for." in run("export", "json", "--no-text").err
    assert run("export", "json", "--annotator", "kim").code == 0


def test_what_is_not_valid_is_refused_until_it_is_allowed(run: Run, corpus: Path) -> None:
    path = corpus / "annotations/summit/kim.json"
    path.write_bytes(path.read_bytes().replace(b'"summit"', b'"party"', 1))
    refused = run("export", "xlsx")
    assert (refused.code, refused.out) == (1, "")
    assert "Run `annotate-kit validate` to see them" in refused.err
    assert not (corpus / "exports").exists()
    allowed = run("export", "xlsx", "--allow-problems")
    assert allowed.code == 0
    assert "Exported in spite of" in allowed.err


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("export",), 2, "Missing argument"),
        (("export", "pdf"), 2, "pdf"),
        (("export", "xlsx", "--flat"), 2, "--flat is for JSON"),
        (("export", "csv", "--output", "-"), 2, "csv writes a file for each table"),
        (("export", "json", "--output", "-", "--split-by", "article"), 2, "do not fit into the standard output"),
        (("export", "csv", "--template", "x.xlsx"), 2, "--template is for xlsx"),
        (("export", "xlsx", "--template", "x.xlsx"), 3, "x.xlsx cannot be read: no such file"),
        (("export", "xlsx", "--template", "schemas/meeting.schema.json"), 3, "the template"),
        (("export", "xlsx", "--date", "17 May"), 2, "'17 May' is no day"),
        (("export", "xlsx", "--types", "party"), 2, "there is no record type 'party'"),
        (("export", "xlsx", "--columns", "nothing"), 2, "there is no column 'nothing'"),
        (("export", "xlsx", "--since", "main"), 2, "not in a git repository"),
        (("export", "json", "--status", "ready"), 2, "ready"),
        (("export", "json", "--annotator", "nobody"), 2, "there is no annotator 'nobody'"),
        (("export", "json", "--output", "no/such/folder/x.json"), 3, "cannot be written"),
        (("export", "json", "--output", "annotations"), 3, "cannot be written"),
        (("export", "json", "--receipt", "no/such/x.json"), 3, "cannot be written"),
        (("--project", "nowhere", "export", "json"), 2, "not an annotate-kit project"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(run: Run, arguments: tuple[str, ...], code: int, words: str) -> None:
    result = run(*arguments)
    assert result.code == code
    assert words in result.err
    assert len([line for line in result.err.splitlines() if line.startswith("annotate-kit:")]) <= 1


def test_a_file_for_each_table_stands_in_a_folder(run: Run, corpus: Path) -> None:
    assert run("export", "csv").out == "exports/annotations-csv\n"
    assert (corpus / "exports/annotations-csv/meetings.csv").is_file()
    result = run("export", "csv", "--output", "mine", "--types", "meeting", "--columns", "title,kind", "--formula-safe")
    assert (result.code, result.out) == (0, "mine\n")
    assert (corpus / "mine/meetings.csv").read_bytes().splitlines()[0] == (
        b"Entity ID,Title,Kind,Annotation status,Articles,First article,Evidence"
    )
    assert not (corpus / "mine/organizations.csv").exists()
    rows = run("export", "csv", "--rows", "records", "--output", "mine")
    assert rows.code == 0
    assert (corpus / "mine/meetings.csv").read_bytes().startswith(b"Record ID,")


def test_a_file_for_each_article_is_named_and_the_receipt_lists_each(run: Run, corpus: Path) -> None:
    result = run("export", "xlsx", "--split-by", "article", "--receipt", "receipt.json", "--date", "2024-05-17")
    assert result.out == "exports/annotations-by-article/forum.xlsx\nexports/annotations-by-article/summit.xlsx\n"
    assert [one["records"] for one in json.loads((corpus / "receipt.json").read_bytes())] == [2, 2]
    assert run("export", "json", "--split-by", "annotator", "--output", "each/").out == "each/kim.json\n"


def test_an_article_that_cannot_be_read_is_named_and_the_others_are_exported(run: Run, corpus: Path) -> None:
    (corpus / "annotations/summit/article.json").write_bytes(b"{")
    result = run("export", "json")
    assert (result.code, result.out) == (1, "exports/annotations.json\n")
    assert "annotations/summit is not exported" in result.err
    assert len(json.loads((corpus / "exports/annotations.json").read_bytes())["records"]) == 2


@pytest.mark.usefixtures("corpus")
def test_rows_are_counted_on_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotate_kit.cli.export._SHOWN", 10)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    result = run("export", "csv")
    assert "\rwriting  10 rows\rwriting  20 rows" in result.err
    assert "\r\x1b[K" in result.err
    monkeypatch.setattr("annotate_kit.cli.export._SHOWN", 10_000)
    assert "writing" not in run("export", "csv").err


@pytest.mark.parametrize("name", ["csv", "json", "jsonl", "parquet", "sqlite", "xlsx"])
def test_the_same_project_gives_the_same_bytes_in_any_folder(
    run: Run, corpus: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("export", name, "--output", "one").code == 0
    shutil.copytree(corpus, corpus / "elsewhere", ignore=shutil.ignore_patterns("one", "elsewhere", ".annotate-kit"))
    monkeypatch.chdir(corpus / "elsewhere")
    assert run("export", name, "--output", "other").code == 0
    one, other = corpus / "one", corpus / "elsewhere/other"
    files = sorted(one.iterdir()) if one.is_dir() else [one]
    assert [file.read_bytes() for file in files] == [
        (other / file.name if one.is_dir() else other).read_bytes() for file in files
    ]


def test_a_template_gives_its_cover_and_looks(run: Run, corpus: Path) -> None:
    book: Any = Workbook()
    book.active.title = "Cover"
    book.save(corpus / "house.xlsx")
    assert run("export", "xlsx", "--template", "house.xlsx").code == 0
    assert load_workbook(corpus / "exports/annotations.xlsx").sheetnames[:2] == ["Cover", "Read me"]


@pytest.mark.parametrize(
    ("option", "limit", "what"),
    [
        ("workbook-bytes", 1_000, "it has more than 1,000 bytes"),
        ("workbook-parts", 2, "parts, and 2 are allowed"),
        ("workbook-inflated-bytes", 1_000, "it would inflate to more than 1,000 bytes"),
        ("workbook-part-bytes", 1_000, "would inflate to more than 1,000 bytes"),
    ],
)
def test_a_template_is_unpacked_within_the_limits_of_the_project(
    run: Run, corpus: Path, option: str, limit: int, what: str
) -> None:
    Workbook().save(corpus / "house.xlsx")
    with (corpus / "annotate-kit.toml").open("a") as settings:
        settings.write(f"\n[limits]\n{option} = {limit}\n")
    result = run("export", "xlsx", "--template", "house.xlsx")
    assert result.code == 3
    assert f"raise limits.{option} in annotate-kit.toml" in " ".join(result.err.split())
    assert result.err.count("\n") <= 2
    if option != "workbook-bytes":
        assert what in result.err
