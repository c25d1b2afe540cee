"""`annotate-kit workbook`, as a person types it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.fakes.edited_books import cell_of, edited, row_of
from tests.fakes.handed_back import a_project, exported
from tests.fakes.sources import MEETING, ORGANIZATION, meetings

from annotate_kit.codec import encode_annotation, encode_article
from annotate_kit.workbook.manifest import MANIFEST

Run = Callable[..., Any]

SECOND = "meeting-0000000002"


@pytest.fixture
def corpus(run: Run, tmp_path: Path) -> Path:
    """A project with two annotated articles in the current folder."""
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


def book(path: Path, *, title: str = "Summit of Tokyo", day: str = "05/06/2024") -> Path:
    def edit(made: Any) -> None:
        sheet = made["Meetings"]
        cell_of(sheet, SECOND, "Title").value = title
        cell_of(sheet, SECOND, "Day").value = day
        sheet.delete_rows(row_of(sheet, "meeting-0000000003"))

    path.write_bytes(edited(exported(a_project()), edit))
    return path


def test_what_the_export_made_has_nothing_to_do(run: Run, corpus: Path) -> None:
    assert run("export", "xlsx").code == 0
    result = run("workbook", "check", "exports/annotations.xlsx")
    assert (result.code, result.out) == (0, "")
    assert result.err == "Nothing was changed in the workbook that is not here already.\n"
    assert corpus.exists()


@pytest.mark.usefixtures("corpus")
def test_check_shows_a_table_of_what_would_happen(run: Run, tmp_path: Path) -> None:
    result = run("workbook", "check", str(book(tmp_path / "back.xlsx")))
    assert result.code == 1
    lines = result.out.splitlines()
    assert lines[0].split() == [*("sheet", "cell", "record", "field", "exported", "workbook", "now", "what", "happens")]
    assert lines[1].split("  ")[0] == "Meetings"
    assert lines[1].endswith("apply")
    assert [line.rsplit(maxsplit=1)[-1] for line in lines[1:4]] == ["apply", "refused", "missing"]
    assert "Meetings!E3 (Day, meeting-0000000002): “05/06/2024” could be 6 May 2024 or 5 June 2024." in result.out
    assert result.err == "1 change can be made, 2 wait for a person.\n"


def test_check_writes_nothing_but_the_report(run: Run, corpus: Path, tmp_path: Path) -> None:
    path = book(tmp_path / "back.xlsx")
    before = {file: file.read_bytes() for file in corpus.rglob("*") if file.is_file()}
    assert run("workbook", "check", "back.xlsx", "--report", "report.xlsx").code == 1
    after = {file: file.read_bytes() for file in corpus.rglob("*") if file.is_file()}
    assert after.keys() - before.keys() == {tmp_path / "report.xlsx"}
    assert all(after[file] == content for file, content in before.items())
    assert load_workbook("report.xlsx").sheetnames == ["Problems", "Meetings"]
    refused = run("workbook", "check", "back.xlsx", "--report", "back.xlsx")
    assert (refused.code, "would overwrite the workbook" in refused.err) == (2, True)
    assert path.read_bytes() == before[path]


@pytest.mark.usefixtures("corpus")
def test_json_is_one_object_whose_changes_are_a_list(run: Run, tmp_path: Path) -> None:
    result = run("workbook", "check", str(book(tmp_path / "back.xlsx")), "--format", "json")
    found = json.loads(result.out)
    assert (result.code, found["book"], found["two_way"], found["notes"]) == (1, "back.xlsx", False, [])
    assert found["changes"][0] == {
        "base": "Tokyo summit",
        "cell": "B3",
        "field": "Title",
        "key": "/title",
        "ours": "Tokyo summit",
        "outcome": "apply",
        "record": SECOND,
        "sheet": "Meetings",
        "theirs": "Summit of Tokyo",
        "why": "",
    }


@pytest.mark.usefixtures("corpus")
def test_what_is_to_be_known_of_the_workbook_is_told(run: Run, tmp_path: Path) -> None:
    def edit(made: Any) -> None:
        del made[MANIFEST]
        cell_of(made["Meetings"], SECOND, "Title").value = "Summit of Tokyo"

    (tmp_path / "back.xlsx").write_bytes(edited(exported(a_project()), edit))
    result = run("workbook", "check", "back.xlsx")
    assert result.err.startswith("The workbook no longer says what was exported")
    assert result.out.splitlines()[1].endswith("apply")


def test_apply_merges_what_it_can_and_says_what_is_left(run: Run, corpus: Path, tmp_path: Path) -> None:
    path = book(tmp_path / "back.xlsx")
    result = run("workbook", "apply", str(path), "--as", "kim", "--by", "Anna Analyst")
    assert result.code == 1
    assert result.err.splitlines()[-1] == "1 change made in 1 annotation file."
    said = (corpus / "annotations/summit/kim.json").read_text()
    assert "Summit of Tokyo" in said
    assert "entered in workbook by Anna Analyst" in said
    again = run("workbook", "apply", str(path), "--as", "kim")
    assert again.err.splitlines()[-1] == "0 changes made in 0 annotation files."
    whole = book(tmp_path / "whole.xlsx", day="2023-05")
    assert run("workbook", "apply", str(whole), "--as", "kim", "--deletes", "--format", "json").code == 0
    assert "meeting-0000000003" not in (corpus / "annotations/summit/kim.json").read_text()
    assert run("entities", "undo", "--as", "kim").code == 0
    assert "meeting-0000000003" in (corpus / "annotations/summit/kim.json").read_text()


def test_what_was_left_half_done_is_told_and_finished(run: Run, corpus: Path, tmp_path: Path) -> None:
    path = book(tmp_path / "back.xlsx")
    run("workbook", "apply", str(path), "--as", "kim")
    (note,) = (corpus / ".annotate-kit/workbooks").glob("*.json")
    note.write_text(note.read_text().replace('"done": true', '"done": false'))
    run("export", "xlsx", "--rows", "records")
    told = run("workbook", "check", "exports/annotations.xlsx")
    assert "The changes of back.xlsx were left half done; the next `workbook apply` finishes them." in told.err
    finished = run("workbook", "apply", "exports/annotations.xlsx", "--as", "kim")
    assert "The changes of back.xlsx had been left half done; they are finished now." in finished.err
    assert '"done": true' in note.read_text()


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"a,b\n", "a text file (perhaps CSV)"),
        (b"PK\x03\x04", "cut off or damaged"),
    ],
)
def test_what_is_no_workbook_is_one_line(run: Run, tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "bad.xlsx").write_bytes(content)
    for command in (("check",), ("apply", "--as", "kim")):
        result = run("workbook", *command, "bad.xlsx")
        assert (result.code, result.out) == (3, "")
        assert words in result.err
        assert result.err.count("\n") == 1


@pytest.mark.usefixtures("corpus")
def test_what_cannot_be_meant_is_said(run: Run) -> None:
    assert run("workbook", "check", "nowhere.xlsx").code == 3
    assert run("workbook", "apply", "nowhere.xlsx").code == 2
    assert run("workbook").code == 2
    assert "--deletes" in run("workbook", "apply", "--help").out
