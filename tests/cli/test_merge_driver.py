"""Two people's branches, merged by git itself with the driver that `init --git` installs."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from annotate_kit.cli.app import run
from annotate_kit.core import LIMITS

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed here")

ARTICLE = "annotations/vote"
RECORD = {"data": {"name": "Busan"}, "evidence": {}, "id": "city-1", "mentions": [], "type": "city"}


def git(*arguments: str, code: int = 0) -> str:
    who = ("-c", "user.name=kim", "-c", "user.email=kim@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *who, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def write(*records: dict[str, Any], status: str = "in-work") -> None:
    value: dict[str, Any] = {
        "annotator": "kim",
        "article": "vote",
        "format": "annotate-kit/1",
        "notes": [],
        "rejected": [],
    }
    value |= {
        "rejected": [],
        "records": [*records],
        "schemas": {},
        "spans": [],
        "status": status,
        "text_sha256": "0",
        "waivers": [],
    }
    Path(ARTICLE, "kim.json").write_text(json.dumps(value, indent=2, sort_keys=True) + "\n")


def read() -> dict[str, Any]:
    value = json.loads(Path(ARTICLE, "kim.json").read_text())
    assert isinstance(value, dict)
    return value


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in git with one annotation file, on two branches."""
    folder = tmp_path / "pro ject"
    assert run(["init", str(folder), "--git", "--no-types"]) == 0
    monkeypatch.chdir(folder)
    Path(ARTICLE).mkdir()
    write(RECORD)
    git("add", ".")
    git("commit", "-qm", "begin")
    git("branch", "-M", "main")
    git("branch", "topic")
    return folder


def commit(*records: dict[str, Any], status: str = "in-work") -> None:
    write(*records, status=status)
    git("commit", "-qam", "more")


@pytest.mark.usefixtures("clone")
def test_two_people_who_add_beside_one_another_have_no_conflict() -> None:
    commit(RECORD, {**RECORD, "id": "city-2"})
    git("checkout", "-q", "topic")
    commit({**RECORD, "data": {"name": "Busan", "votes": 29}}, {**RECORD, "id": "city-3"}, status="done")
    git("merge", "-q", "main")
    merged = read()
    assert [(one["id"], one["data"]) for one in merged["records"]] == [
        ("city-1", {"name": "Busan", "votes": 29}),
        ("city-2", {"name": "Busan"}),
        ("city-3", {"name": "Busan"}),
    ]
    assert merged["status"] == "done"


@pytest.mark.usefixtures("clone")
def test_what_both_changed_stops_the_merge_with_a_file_that_can_be_opened() -> None:
    commit({**RECORD, "data": {"name": "Pusan"}})
    git("checkout", "-q", "topic")
    commit({**RECORD, "data": {"name": "Fusan"}})
    told = git("merge", "main", code=1)
    assert f"{ARTICLE}/kim.json: two sessions changed /name of city-1" in told
    assert "then git add" in told
    (note,) = read()["notes"]
    assert (note["conflict"]["ours"], note["conflict"]["theirs"]) == ("Fusan", "Pusan")
    assert "UU" in git("status", "--short")


def test_a_second_time_nothing_more_is_added(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (clone / ".gitattributes").read_bytes()
    capsys.readouterr()
    assert run(["init", "--git", "--no-types"]) == 0
    assert (clone / ".gitattributes").read_bytes() == before
    assert "made" not in capsys.readouterr().out


def test_lines_are_added_to_attributes_that_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".gitattributes").write_text("*.txt text")
    assert run(["init", "--git", "--no-types"]) == 0
    lines = Path(".gitattributes").read_text().splitlines()
    assert lines[0] == "*.txt text"
    assert "annotations/*/*.json merge=annotate-kit" in lines


def test_a_side_that_is_too_long_is_left_to_a_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small, large = tmp_path / "small", tmp_path / "large"
    small.write_bytes(b"{}")
    with large.open("wb") as file:
        file.truncate(LIMITS.json_bytes + 1)
    assert run(["merge-driver", str(small), str(small), str(large), "a/kim.json"]) == 3
    assert "a/kim.json: the file has more than" in capsys.readouterr().err
    assert small.read_bytes() == b"{}"


def test_git_that_refuses_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".git").write_text("nonsense")
    assert run(["init", str(tmp_path), "--git", "--no-types"]) == 2
    assert "git could not make a repository here" in capsys.readouterr().err


def test_settings_of_git_that_cannot_be_written_are_told(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # git keeps its settings' lock in this file while it writes them.
    (clone / ".git" / "config.lock").write_text("")
    assert run(["init", "--git", "--no-types"]) == 2
    assert "git could not store merge.annotate-kit.name" in capsys.readouterr().err


def test_the_limits_of_the_project_hold_where_there_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    side = tmp_path / "side"
    side.write_bytes(b"{ }\n")
    monkeypatch.chdir(tmp_path)
    assert run(["merge-driver", str(side), str(side), str(side), "a/kim.json"]) == 1
    (tmp_path / "annotations").mkdir()
    (tmp_path / "annotate-kit.toml").write_text("[limits]\njson-bytes = 3\n")
    assert run(["merge-driver", str(side), str(side), str(side), "a/kim.json"]) == 3
    assert "a/kim.json: the file has more than 3 bytes" in capsys.readouterr().err
