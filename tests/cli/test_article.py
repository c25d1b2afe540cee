"""`article update` at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.fakes.projects import ARTICLE, TEXT, a_disk, a_session, counted, tag_all

from annotate_kit.core import Record, changes, make_span
from annotate_kit.store import DiskFs
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.session import open_session


@pytest.fixture
def tagged(run: Run, tmp_path: Path) -> Run:
    """A project with three cities tagged, and a corrected text beside it."""
    fs = a_disk()
    session = a_session(fs)
    tag_all(session, ("Riyadh", "Busan", "Rome"))
    session.close()
    for path, raw in fs.snapshot().items():
        target = tmp_path / path.removeprefix("/work/corpus/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)
    (tmp_path / "new.txt").write_text(TEXT.replace("Busan, backed", "The city of Pusan, backed"))
    return run


def test_it_says_what_became_of_every_span_and_fails_while_one_is_in_doubt(tagged: Run, tmp_path: Path) -> None:
    dry = tagged("article", "update", ARTICLE, "new.txt", "--as", "kim", "--dry-run")
    assert dry.code == 1
    assert dry.out == "kim: 1 exact, 1 moved, 1 changed, 0 lost\n    changed  s-0000000001  Busan\n"
    assert "nothing was written" in dry.err
    assert (tmp_path / "annotations" / ARTICLE / "text.txt").read_text() == TEXT
    done = tagged("article", "update", ARTICLE, "new.txt", "--as", "kim")
    assert (done.code, done.out) == (1, dry.out)
    assert "1 span is for a person to look at" in done.err
    assert "AK208" in tagged("validate", "--format", "concise").out
    assert "that is the text already" in tagged("article", "update", ARTICLE, "new.txt", "--as", "kim").err


def test_a_correction_that_puts_nothing_in_doubt_is_a_success(tagged: Run, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(TEXT + "More.\n")
    done = tagged("article", "update", ARTICLE, "new.txt", "--as", "kim", "--format", "json")
    assert done.code == 0
    found = json.loads(done.out)
    assert (found["article"], found["is_text_new"]) == (ARTICLE, True)
    (file,) = found["files"]
    assert [(span["kind"], span["quote"]) for span in file["spans"]] == [
        ("exact", "Riyadh"),
        ("exact", "Busan"),
        ("exact", "Rome"),
    ]
    (tmp_path / "new.txt").write_text(TEXT + "More and more.\n")
    assert "nothing is in doubt" in tagged("article", "update", ARTICLE, "new.txt", "--as", "kim").err


def test_it_is_taken_back(tagged: Run, tmp_path: Path) -> None:
    path = tmp_path / "annotations" / ARTICLE / "kim.json"
    before = path.read_bytes()
    tagged("article", "update", ARTICLE, "new.txt", "--as", "kim")
    done = tagged("article", "update", "--undo", "--as", "kim")
    assert done.code == 0
    assert "taken back" in done.err
    assert path.read_bytes() == before
    assert "nothing to take back" in tagged("article", "update", "--undo", "--as", "kim").err


def test_a_file_about_a_text_that_is_not_kept_is_said_and_fails(tagged: Run, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("Kim Yoon spoke in Seoul.\n" + TEXT)
    tagged("article", "update", ARTICLE, "new.txt", "--as", "kim")
    path = tmp_path / "annotations" / ARTICLE / "kim.json"
    value = json.loads(path.read_text())
    value["spans"].append({"fragments": [[0, 8]], "id": "s-new", "prefix": "", "quotes": ["Kim Yoon"], "suffix": ""})
    path.write_text(json.dumps(value))
    done = tagged("article", "update", "--undo", "--as", "kim")
    assert done.code == 0
    value = json.loads(path.read_text())
    value["text_sha256"] = "0" * 64
    path.write_text(json.dumps(value))
    done = tagged("article", "update", ARTICLE, "new.txt", "--as", "kim")
    assert done.out == "kim: made on a text that is not kept here; nothing was moved\n"
    assert done.code == 1


def test_what_is_missing_or_too_much_is_a_usage_error(tagged: Run, tmp_path: Path) -> None:
    assert tagged("article", "update", ARTICLE, "--as", "kim").code == 2
    (tmp_path / "texts").mkdir()
    for name in "ab":
        (tmp_path / "texts" / f"{name}.txt").write_text("A text.\n")
    done = tagged("article", "update", ARTICLE, "texts", "--as", "kim")
    assert done.code == 2
    assert "texts holds 2 texts" in done.err


def test_a_span_that_has_no_place_in_the_old_text_is_said_and_fails(tagged: Run, tmp_path: Path) -> None:
    new = "Kim Yoon spoke in Seoul.\n" + TEXT
    (tmp_path / "new.txt").write_text(new)
    tagged("article", "update", ARTICLE, "new.txt", "--as", "kim")
    session = open_session(
        open_project(DiskFs(), str(tmp_path)), ARTICLE, "kim", clock=lambda: 1_700_000_000.0, ids=counted(700)
    )
    span = make_span(id="s-new", text=new, fragments=[(0, 8)])
    session.do(changes.new_record(session.annotation, Record(id="city-new", type="city"), span))
    session.close()
    done = tagged("article", "update", "--undo", "--as", "kim")
    assert done.code == 1
    assert "1 span of expo-vote is for a person to look at." in done.err
