"""`annotate-kit import`, `init` and `status`, as a person types them."""

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def write(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return str(path)


def test_init_makes_a_project_and_changes_nothing_that_is_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n")
    first = run("init")
    assert first.code == 0
    assert "made  schemas/official.schema.json" in first.out
    assert "kept  .gitignore" in first.out
    assert "should list .annotate-kit/" in first.err
    assert (tmp_path / ".gitignore").read_text() == "mine\n"
    assert "\nannotations/**/text.txt -text\n" in (tmp_path / ".gitattributes").read_text()
    assert (tmp_path / "annotations").is_dir()
    second = run("init")
    assert second.code == 0
    assert "made" not in second.out
    assert "should say" in second.err


def test_init_makes_the_folder_it_is_given_with_or_without_types(run: Run, tmp_path: Path) -> None:
    assert run("init", "fresh", "--no-types").code == 0
    assert not (tmp_path / "fresh" / "schemas").exists()
    assert run("--project", "other", "init").code == 0
    assert (tmp_path / "other" / "schemas" / "common.schema.json").is_file()


def test_a_file_becomes_an_article_once(run: Run, project: Path) -> None:
    file = write(project / "in.txt", "Riyadh wins\n\nRiyadh won 119 votes.\n")
    first = run("import", file, "--source", "BIE", "--published", "2023-11-28", "--language", "en")
    assert first.code == 0
    assert first.out.startswith("new      riyadh-wins  ")
    stored = json.loads((project / "annotations/riyadh-wins/article.json").read_bytes())
    assert (stored["source"], stored["published"], stored["language"]) == ("BIE", "2023-11-28", "en")
    again = run("import", file)
    assert again.code == 1
    assert "already  riyadh-wins" in again.out
    assert "0 new, 1 there already, 0 refused" in again.err


def test_a_folder_is_imported_and_one_bad_file_stops_no_other(run: Run, project: Path) -> None:
    write(project / "in/a.txt", "One\n\nText one.\n")
    write(project / "in/b.md", "# Two\n\nText two.\n")
    write(project / "in/notes.json", "{}")
    (project / "in/bad.txt").write_bytes(b"\xff\xfe")
    result = run("import", "in")
    assert result.code == 3
    assert sorted(line.split()[1] for line in result.out.splitlines()) == ["one", "two"]
    assert "refused  in/bad.txt" in result.err


def test_standard_input_is_an_article(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("부산\n\n부산은 졌다.\n".encode())))
    result = run("import", "-", "--title", "Expo vote")
    assert result.code == 0
    assert (project / "annotations/expo-vote/text.txt").read_text("utf-8") == "부산\n\n부산은 졌다.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("import", "missing.txt"), 3, "it is not there"),
        (("import", "a\0b"), 3, "it is not there"),
        (("import", "annotations"), 2, "holds no .txt or .md file"),
        (("import", "x.txt", "y.txt", "--title", "T"), 2, "--title and --url are one article's"),
        (("import",), 2, "Missing argument"),
        (("import", "--bogus"), 2, "No such option"),
        (("status", "--format", "xml"), 2, "xml"),
        (("bogus",), 2, "bogus"),
    ],
)
def test_what_cannot_be_meant_is_one_clear_line(
    run: Run, project: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    result = run(*arguments)
    assert result.code == code
    assert words in result.err
    assert not (project / "annotations").joinpath("t").exists()
    assert len([line for line in result.err.splitlines() if line.startswith("annotate-kit:")]) <= 1


def test_a_pipe_is_not_waited_for(run: Run, project: Path) -> None:
    os.mkfifo(project / "pipe.txt")
    result = run("import", "pipe.txt")
    assert result.code == 3
    assert "it is no file" in result.err


def test_outside_a_project_every_command_says_so(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", "Text\n")
    for arguments in (("import", file), ("status",)):
        result = run(*arguments)
        assert result.code == 2
        assert "is not an annotate-kit project" in result.err


def test_status_counts_what_there_is(run: Run, project: Path) -> None:
    assert run("status").code == 0
    write(project / "in.txt", "Riyadh wins\n\nRiyadh won 119 votes.\n")
    run("import", "in.txt")
    text = run("status").out
    assert "riyadh-wins" in text
    assert "Expo bids" in text
    assert "0 of 1 article done, 0 problems" in text
    found = json.loads(run("status", "--format", "json").out)
    assert found["articles"][0]["words"] == 6
    assert (found["done"], found["total"]) == (0, 1)


@pytest.mark.usefixtures("project")
@pytest.mark.skipif(not Path("/proc/self/mem").is_file(), reason="only Linux has a file that opens and cannot be read")
def test_a_file_that_fails_while_it_is_read_is_one_clear_line(run: Run) -> None:
    result = run("import", "/proc/self/mem")
    assert (result.code, result.out) == (3, "")
    assert "/proc/self/mem cannot be read: Input/output error" in result.err
