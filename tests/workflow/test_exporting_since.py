"""Exporting only what changed since a revision of git, or since a day."""

import io
import os
import subprocess
from pathlib import Path

import pytest
from tests.fakes.sources import FORUM, MEETING, ORGANIZATION, a_span, an_article, annotated
from tests.fakes.workbooks import load

from annotate_kit.codec import encode, encode_annotation, encode_article
from annotate_kit.core import Record
from annotate_kit.errors import NothingChosenError, UsageError
from annotate_kit.store import DiskFs, revision_before, revision_of
from annotate_kit.workflow.exporting import Wanted, export_project, gather
from annotate_kit.workflow.project import Project, open_project


def git(root: Path, *arguments: str, day: str = "2024-05-01") -> None:
    stamp = f"{day}T12:00:00+00:00"
    environment = {**os.environ, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp, "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments]
    subprocess.run(command, cwd=root, check=True, capture_output=True, env=environment)


def article(root: Path, id_: str, title: str) -> None:
    span = a_span(FORUM, "Busan", id_="s-0000000001")
    record = Record(id=f"meeting-{id_}", type="meeting", data={"title": title, "kind": "other"}, mentions=(span.id,))
    one = annotated(an_article(id_, FORUM), FORUM, [record], [span])
    folder = root / "annotations" / id_
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "text.txt").write_bytes(one.text.encode())
    (folder / "article.json").write_bytes(encode_article(one.article))
    (folder / "kim.json").write_bytes(encode_annotation(one.annotation))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with two commits: one article of May, and another of June that is changed in July."""
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas/meeting.schema.json").write_bytes(encode(MEETING))
    (tmp_path / "schemas/organization.schema.json").write_bytes(encode(ORGANIZATION))
    article(tmp_path, "a", "First")
    article(tmp_path, "b", "Second")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "Add articles", day="2024-05-01")
    article(tmp_path, "b", "Second, corrected")
    git(tmp_path, "commit", "-q", "-a", "-m", "Correct one", day="2024-07-01")
    return open_project(DiskFs(), str(tmp_path))


def exported(project: Project, since: str) -> list[str]:
    return [one.article.id for one in gather(project, Wanted(since=since)).articles]


def test_only_articles_that_changed_since_a_revision_are_exported(project: Project) -> None:
    source = gather(project, Wanted(since="HEAD~1"))
    assert [one.article.id for one in source.articles] == ["b"]
    assert source.left_out == ("1 article unchanged since HEAD~1: not exported.",)
    article(Path(project.store.root), "a", "Changed and not committed")
    assert exported(project, "HEAD") == ["a"]
    article(Path(project.store.root), "b", "Changed as well")
    assert gather(project, Wanted(since="HEAD")).left_out == ()


def test_only_articles_that_changed_since_a_day_are_exported(project: Project) -> None:
    assert exported(project, "2024-06-01") == ["b"]
    assert exported(project, "2024-04-01") == ["a", "b"]
    with pytest.raises(NothingChosenError, match="2 articles unchanged since 2024-08-01"):
        gather(project, Wanted(since="2024-08-01"))


def test_a_revision_that_git_does_not_know_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="git knows no revision '2024-13-01'"):
        gather(project, Wanted(since="2024-13-01"))
    assert revision_before(str(tmp_path), "2024-05-02") is not None


def test_without_git_there_is_no_history(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not in a git repository"):
        revision_before(str(tmp_path), "2024-05-02")


def test_a_workbook_says_the_last_commit_of_what_is_in_it(project: Project, tmp_path: Path) -> None:
    def said() -> object:
        stream = io.BytesIO()
        export_project(project, "xlsx", stream=stream)
        rows = load(stream.getvalue())["Read me"].iter_rows(values_only=True)
        return next((row[1] for row in rows if row[0] == "Project revision"), None)

    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout.strip()
    assert said() == commit
    (tmp_path / "notes.txt").write_text("not what is exported")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "Say something else")
    assert said() == commit
    article(tmp_path, "a", "Not committed")
    assert said() == f"{commit} and changes that are not committed"


def test_without_git_no_revision_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert revision_of(str(tmp_path), ("annotations",)) == ""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert revision_of(str(tmp_path), ("annotations",)) == ""
