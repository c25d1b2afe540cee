"""The log tells everything that was done to an annotation file, and every point of it can be gone back to."""

from __future__ import annotations

import attrs
import pytest
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import ANNOTATOR, ARTICLE, PATH, ROOT, a_disk, a_session, a_tag, counted, tag_all

from annotate_kit.codec import encode_annotation, encode_article
from annotate_kit.core import Annotation, apply, changes
from annotate_kit.errors import InputError, NotFoundError, UsageError
from annotate_kit.workflow.logbook import START, LogEntry, Restored, annotation_at, read_log, restore
from annotate_kit.workflow.project import Project, open_project


def the_project(fs: MemoryFs) -> Project:
    return open_project(fs, ROOT)


def the_log(fs: MemoryFs) -> tuple[LogEntry, ...]:
    return read_log(the_project(fs), ARTICLE, ANNOTATOR)


def go_back(fs: MemoryFs, ref: str, *, is_dry: bool = False) -> Restored:
    project = the_project(fs)
    return restore(project, ARTICLE, ANNOTATOR, ref, clock=lambda: 1_700_000_100.0, ids=counted(500), is_dry=is_dry)


def now(fs: MemoryFs) -> Annotation:
    annotation = the_project(fs).annotation(ARTICLE, ANNOTATOR)
    assert annotation is not None
    return annotation


@pytest.fixture
def worked() -> tuple[MemoryFs, list[Annotation]]:
    """Two sessions, and what the file said after each edit."""
    fs = a_disk()
    states: list[Annotation] = []
    for start, words in ((100, ("Busan", "Rome")), (200, ("Paris",))):
        session = a_session(fs, start=start)
        for number, word in enumerate(words, start):
            states.append(session.do(a_tag(session.annotation, word, number)))
        session.close()
    return fs, states


def test_everything_is_told_in_order_with_what_was_taken_back() -> None:
    fs = a_disk()
    session = a_session(fs, start=100)
    tag_all(session, ("Busan", "Rome"))
    session.undo()
    session.redo()
    session.undo()
    session.close()
    told = [(entry.kind, entry.label, entry.is_undone) for entry in the_log(fs)]
    assert told == [
        ("edit", 'new city "Busan"', False),
        ("edit", 'new city "Rome"', True),
        ("undo", 'new city "Rome"', False),
        ("redo", 'new city "Rome"', False),
        ("undo", 'new city "Rome"', False),
    ]
    assert all(entry.when == 1_700_000_000.0 for entry in the_log(fs))


def test_edits_that_are_only_in_a_journal_are_told_as_such() -> None:
    fs = a_disk()
    session = a_session(fs, start=100)
    tag_all(session, ("Busan",))
    left = fs.after_kill()
    before = left.snapshot()
    (entry,) = the_log(left)
    assert not entry.is_folded
    assert left.snapshot() == before


def test_what_changed_the_file_between_two_sessions_is_told(worked: tuple[MemoryFs, list[Annotation]]) -> None:
    fs, states = worked
    assert [entry.is_after_change for entry in the_log(fs)] == [False, False, False]
    by_hand = apply(changes.set_status(states[-1], "done"), states[-1])
    fs.put(PATH, encode_annotation(by_hand))
    session = a_session(fs, start=300)
    tag_all(session, ("Seoul", "Riyadh"), 300)
    session.close()
    assert [entry.is_after_change for entry in the_log(fs)] == [False, False, False, True, False]


def test_every_state_that_was_can_be_had_again(worked: tuple[MemoryFs, list[Annotation]]) -> None:
    fs, states = worked
    project = the_project(fs)
    found = [annotation_at(project, ARTICLE, ANNOTATOR, entry.ref) for entry in the_log(fs)]
    assert found == states
    assert annotation_at(project, ARTICLE, ANNOTATOR, START).records == {}


def test_going_back_is_one_edit_that_undo_takes_back(worked: tuple[MemoryFs, list[Annotation]]) -> None:
    fs, states = worked
    first = the_log(fs)[0]
    assert go_back(fs, first.ref) == Restored(spans=(0, 0, 2), records=(0, 0, 2))
    assert now(fs) == states[0]
    session = a_session(fs, start=600)
    session.undo()
    session.close()
    assert now(fs) == states[-1]
    assert not go_back(fs, the_log(fs)[2].ref).is_change


def test_a_dry_run_says_the_same_and_writes_nothing(worked: tuple[MemoryFs, list[Annotation]]) -> None:
    fs, _ = worked
    before = fs.snapshot()
    assert go_back(fs, START, is_dry=True).records == (0, 0, 3)
    assert fs.snapshot() == before


def test_a_file_that_was_deleted_comes_back(worked: tuple[MemoryFs, list[Annotation]]) -> None:
    fs, states = worked
    fs.remove(PATH)
    session = a_session(fs, start=700)
    session.do(changes.set_status(session.annotation, "needs-review"))
    session.close()
    found = go_back(fs, the_log(fs)[2].ref)
    assert found == Restored(spans=(3, 0, 0), records=(3, 0, 0), others=("status",))
    assert now(fs) == states[-1]


def test_what_is_no_edit_is_refused_with_one_that_is(worked: tuple[MemoryFs, list[Annotation]]) -> None:
    fs, _ = worked
    with pytest.raises(NotFoundError, match=the_log(fs)[-1].ref):
        go_back(fs, "session-0000000000:99")
    with pytest.raises(NotFoundError, match="no edit"):
        go_back(a_disk(), START)
    with pytest.raises(NotFoundError, match="article"):
        read_log(the_project(fs), "another", ANNOTATOR)


def test_edits_before_the_text_was_corrected_are_not_laid_over_the_new_one(
    worked: tuple[MemoryFs, list[Annotation]],
) -> None:
    fs, states = worked
    path = f"{ROOT}/annotations/{ARTICLE}/article.json"
    article = attrs.evolve(the_project(fs).article(ARTICLE), text_sha256="0" * 64)
    fs.put(path, encode_article(article))
    with pytest.raises(UsageError, match="corrected after that edit"):
        go_back(fs, START)
    assert now(fs) == states[-1]


def test_a_version_that_is_not_kept_any_more_is_said(worked: tuple[MemoryFs, list[Annotation]]) -> None:
    fs, _ = worked
    for path in [path for path in fs.files if "/base/" in path]:
        fs.remove(path)
    with pytest.raises(InputError, match="not kept any more"):
        go_back(fs, the_log(fs)[2].ref)


def test_a_journal_with_a_hole_in_it_goes_back_to_nothing_that_never_was() -> None:
    fs = a_disk()
    session = a_session(fs, start=100)
    tag_all(session, ("Busan",))
    record = next(iter(session.annotation.records))
    session.do(changes.set_value(session.annotation, record, "/name", "Pusan"))
    session.close()
    (path,) = (path for path in fs.files if "/history/" in path)
    lines = fs.files[path].seen.splitlines(keepends=True)
    fs.put(path, b"".join((lines[0], *lines[2:])))
    with pytest.raises(InputError, match="edits before this one are missing"):
        go_back(fs, the_log(fs)[0].ref)
    fs.put(path, b"")
    assert the_log(fs) == ()


def test_the_journal_of_a_session_that_began_with_a_file_goes_back_to_that_file(
    worked: tuple[MemoryFs, list[Annotation]],
) -> None:
    fs, states = worked
    (path,) = (path for path in fs.files if "/history/" in path and "/00000001-" in path)
    fs.remove(path)
    assert annotation_at(the_project(fs), ARTICLE, ANNOTATOR, START) == states[1]
