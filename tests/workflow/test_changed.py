"""What a change touches: itself, what lies beside it, and the records of a changed schema."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.memory_fs import MemoryFs

from annotate_kit.errors import UsageError
from annotate_kit.store import DiskFs, Store, changed_since, repository_prefix
from annotate_kit.workflow.changed import since, touched
from annotate_kit.workflow.checkable import Files

CONTENT = {
    "annotations/a/article.json": "{}",
    "annotations/a/kim.json": '{"records": [{"type": "city"}]}',
    "annotations/a/text.txt": "x",
    "annotations/b/article.json": "{}",
    "annotations/b/kim.json": '{"records": [{"type": "bid"}]}',
    "annotations/b/lee.json": '{"records": [{"type": "person"}]}',
    "annotations/b/text.txt": "city",
    "schemas/bid.schema.json": '{"properties": {"host": {"x-annotate": {"ref": ["city"]}}}}',
    "schemas/city.schema.json": '{"$ref": "common.schema.json#/$defs/line"}',
    "schemas/common.schema.json": "{}",
    "schemas/person.schema.json": "{}",
}
CITIES = ["annotations/a/kim.json", "annotations/b/kim.json", "schemas/bid.schema.json", "schemas/city.schema.json"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ([], []),
        (["README.md"], []),
        (["annotations/b/kim.json"], ["annotations/b/kim.json"]),
        (["annotations/gone/kim.json"], []),
        (
            ["annotations/b/text.txt"],
            [f"annotations/b/{name}" for name in ("article.json", "kim.json", "lee.json", "text.txt")],
        ),
        (
            ["annotations/a/article.json"],
            [f"annotations/a/{name}" for name in ("article.json", "kim.json", "text.txt")],
        ),
        (["schemas/person.schema.json"], ["annotations/b/lee.json", "schemas/person.schema.json"]),
        (["schemas/city.schema.json"], CITIES),
        (["schemas/common.schema.json"], [*CITIES, "schemas/common.schema.json"]),
        (["schemas/gone.schema.json"], []),
        (["annotate-kit.toml"], sorted(CONTENT)),
    ],
)
def test_a_change_touches_what_depends_on_it(changed: list[str], expected: list[str]) -> None:
    fs = MemoryFs()
    for path, content in CONTENT.items():
        fs.put(f"/p/{path}", content.encode())
    files = Files(Store(fs, "/p"))
    assert sorted(touched(files, files.all, changed)) == sorted(expected)
    assert touched(files, ("annotations/b/lee.json",), changed) == tuple(
        path for path in expected if path == "annotations/b/lee.json"
    )


# With git itself.


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=tests", "-c", "user.email=tests@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(
        ["git", *identity, "-c", "commit.gpgsign=false", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a project in `data/news`, one commit."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "data/news"
    for path, content in CONTENT.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content)
    (tmp_path / "README.md").write_text("x")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    return root


def changed(root: Path, revision: str = "HEAD") -> tuple[str, ...]:
    return changed_since(str(root), revision)


def test_nothing_changed_is_nothing(repository: Path) -> None:
    assert changed(repository) == ()


def test_all_that_differs_counts_committed_or_not(repository: Path) -> None:
    (repository / "annotations/a/kim.json").write_text("{}")
    git(repository, "commit", "-q", "-a", "-m", "second")
    (repository / "annotations/b/kim.json").write_text("{ }")
    (repository / "annotations/b/lee.json").unlink()
    (repository / "annotations/b/부산 1.json").write_text("{}")
    (repository / ".gitignore").write_text("ignored.json\n")
    (repository / "annotations/b/ignored.json").write_text("{}")
    (repository.parents[1] / "README.md").write_text("y")
    assert changed(repository, "HEAD~1") == (
        ".gitignore",
        "annotations/a/kim.json",
        "annotations/b/kim.json",
        "annotations/b/lee.json",
        "annotations/b/부산 1.json",
    )


def test_what_others_did_on_the_branch_since_does_not_count(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "work")
    (repository / "annotations/a/kim.json").write_text("{}")
    git(repository, "commit", "-q", "-a", "-m", "mine")
    git(repository, "checkout", "-q", "main")
    (repository / "annotations/b/kim.json").write_text("{}")
    git(repository, "commit", "-q", "-a", "-m", "theirs")
    git(repository, "checkout", "-q", "work")
    assert changed(repository, "main") == ("annotations/a/kim.json",)


def test_a_revision_without_common_history_is_compared_as_it_is(repository: Path) -> None:
    git(repository, "checkout", "-q", "--orphan", "other")
    (repository / "annotations/a/kim.json").write_text("{}")
    git(repository, "commit", "-q", "-a", "-m", "other")
    assert changed(repository, "main") == ("annotations/a/kim.json",)


def test_only_touched_files_are_chosen(repository: Path) -> None:
    (repository / "schemas/person.schema.json").write_text('{"title": "Person"}')
    store = Store(DiskFs(), str(repository))
    files = Files(store)
    assert since(store, "HEAD")(files, files.all) == ("annotations/b/lee.json", "schemas/person.schema.json")


@pytest.mark.parametrize("revision", ["nowhere", "--output=/tmp/x", "-h", "", "HEAD:README.md", "a b"])
def test_a_revision_that_is_none_is_a_wrong_question(repository: Path, revision: str) -> None:
    with pytest.raises(UsageError, match="git knows no revision"):
        changed(repository, revision)


def test_without_repository_or_git_the_question_is_wrong(
    tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elsewhere"
    elsewhere.mkdir()
    with pytest.raises(UsageError, match="not in a git repository"):
        changed(elsewhere)
    monkeypatch.setenv("PATH", str(elsewhere))
    with pytest.raises(UsageError, match="git is needed"):
        changed(repository)


def test_a_repository_cannot_make_git_run_something(repository: Path) -> None:
    trap = repository.parent / "trap"
    trap.write_text("#!/bin/sh\ntouch sprung\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external"):
        git(repository, "config", key, str(trap))
    (repository / "annotations/a/kim.json").write_text("{}")
    assert changed(repository) == ("annotations/a/kim.json",)
    assert not list(repository.rglob("sprung"))


def test_a_project_knows_where_it_lies_in_its_repository(repository: Path, tmp_path: Path) -> None:
    fs: Any = DiskFs()
    assert repository_prefix(fs, str(repository)) == "data/news/"
    assert repository_prefix(fs, str(tmp_path)) == ""
    memory: Any = MemoryFs()
    memory.put_folder("/a/b")
    assert repository_prefix(memory, "/a/b") == ""
