from __future__ import annotations

import errno
from collections.abc import Callable

import attrs
import pytest
from tests.fakes.memory_fs import MemoryFs, chance
from tests.fakes.projects import ANNOTATOR, ARTICLE, PATH, ROOT, TEXT, a_disk, a_session, a_tag, blank, counted, tag_all

from annotate_kit.codec import encode_annotation
from annotate_kit.core import (
    Annotation,
    SetEntity,
    SetMentions,
    SetProperty,
    SetValue,
    apply,
    changes,
    make_id,
    make_span,
)
from annotate_kit.errors import (
    AccessError,
    ChangedOnDiskError,
    EditMismatchError,
    InputError,
    NotFoundError,
    UnwritableError,
    UsageError,
)
from annotate_kit.store import pending_journals
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.session import Saved, SaveFailed, SaveState, Session, open_session

WORDS = ("Riyadh", "Busan", "Seoul", "Rome", "부산", "Paris")
CITY = make_id("city", 0)


def names(annotation: Annotation) -> list[object]:
    return [record.data["name"] for record in annotation.ordered_records]


def full(
    words: str = "write", error: int = errno.ENOSPC, suffix: str = "", after: int = 0
) -> Callable[[str, str], int | None]:
    """A disk on which an operation fails, once it has worked `after` times."""
    left = [after]

    def fault(operation: str, path: str) -> int | None:
        if operation == words and path.endswith(suffix):
            if not left[0]:
                raise OSError(error, "No space left on device")
            left[0] -= 1
        return None

    return fault


def test_looking_writes_nothing() -> None:
    fs = a_disk()
    session = a_session(fs)
    assert session.annotation == blank()
    assert session.text == TEXT
    assert session.article.title == "The vote"
    assert list(session.catalog.types) == ["city"]
    assert session.undo() is None
    assert session.redo() is None
    assert session.steps() == ()
    session.close()
    assert fs.operations == []


def test_an_edit_is_in_the_journal_when_do_returns_and_in_the_file_after_the_fold() -> None:
    fs = a_disk()
    session = a_session(fs)
    edit = a_tag(session.annotation, "Busan", 0)
    assert session.do(edit) is session.annotation
    assert session.state == Saved()
    assert PATH not in fs.files
    assert pending_journals(open_project(fs, ROOT).store)[0].journals == 1
    report = session.fold()
    assert report.is_written
    assert report.path == f"annotations/{ARTICLE}/{ANNOTATOR}.json"
    assert fs.files[PATH].seen == encode_annotation(session.annotation)
    assert pending_journals(open_project(fs, ROOT).store) == ()
    assert not session.fold().is_written


def test_what_ends_where_it_began_is_not_rewritten() -> None:
    fs = a_disk()
    session = a_session(fs)
    tag_all(session, ["Busan"])
    session.undo()
    assert not session.close().is_written
    assert PATH not in fs.files


def test_a_file_in_another_layout_is_not_rewritten_for_its_layout() -> None:
    fs = a_disk()
    written = encode_annotation(blank()).replace(b"\n", b"").replace(b"  ", b"")
    fs.put(PATH, written)
    session = a_session(fs)
    tag_all(session, ["Busan"])
    session.undo()
    session.close()
    assert fs.files[PATH].seen == written


def test_every_edit_can_be_taken_back_and_done_again_across_restarts() -> None:
    fs = a_disk()
    seen = [blank()]
    for start, word in enumerate(WORDS):
        session = a_session(fs, start=start * 100)
        session.do(a_tag(session.annotation, word, start))
        seen.append(session.annotation)
        session.close()
    session = a_session(fs, start=10_000)
    for wanted in reversed(seen[:-1]):
        assert session.undo() is not None
        assert session.annotation == wanted
    assert session.undo() is None
    session.close()
    session = a_session(fs, start=20_000)
    for wanted in seen[1:]:
        assert session.redo() is not None
        assert session.annotation == wanted
    assert session.redo() is None


def test_a_random_walk_of_undo_and_redo_agrees_with_two_stacks() -> None:
    luck = chance(7)
    fs = a_disk()
    session = a_session(fs)
    done: list[Annotation] = [blank()]
    undone: list[Annotation] = []
    for number in range(300):
        match luck.choice(["do", "undo", "undo", "redo", "reopen", "fold"]):
            case "do":
                session.do(a_tag(session.annotation, luck.choice(WORDS), number))
                done.append(session.annotation)
                undone.clear()
            case "undo":
                assert (session.undo() is not None) is (len(done) > 1)
                if len(done) > 1:
                    undone.append(done.pop())
            case "redo":
                assert (session.redo() is not None) is bool(undone)
                if undone:
                    done.append(undone.pop())
            case "fold":
                session.fold()
            case _:
                session.close()
                session = a_session(fs, start=1_000_000 + number * 1_000)
        assert session.annotation == done[-1]


def test_the_steps_say_what_was_done_and_what_of_it_was_taken_back() -> None:
    fs = a_disk()
    session = a_session(fs)
    tag_all(session, WORDS[:2])
    session.close()
    session = a_session(fs, start=1_000)
    session.undo()
    session.do(a_tag(session.annotation, "Rome", 9))
    steps = session.steps()
    assert [(step.label, step.is_undone) for step in steps] == [
        ('new city "Riyadh"', False),
        ('new city "Busan"', True),
        ('new city "Rome"', False),
    ]
    assert {step.when for step in steps} == {1_700_000_000.0}
    assert session.redo() is None


def test_the_steps_of_earlier_sessions_are_there_without_going_back() -> None:
    fs = a_disk()
    for number, word in enumerate(WORDS[:3]):
        session = a_session(fs, start=number * 100)
        tag_all(session, [word], number)
        session.close()
    assert len(a_session(fs, start=1_000).steps()) == 3


def test_a_failed_write_leaves_what_can_be_taken_back_and_done_again_as_it_was() -> None:
    fs = a_disk()
    session = a_session(fs)
    tag_all(session, WORDS[:2])
    session.close()
    session = a_session(fs, start=1_000)
    session.undo()
    session.undo()
    session.redo()
    one = session.annotation
    fs.fault = full()
    with pytest.raises(UnwritableError):
        session.redo()
    fs.fault = MemoryFs().fault
    session.retry()
    assert session.annotation == one
    assert [step.is_undone for step in session.steps()] == [False, True]
    assert session.redo() is not None
    assert names(session.annotation) == list(WORDS[:2])
    assert session.undo() is not None
    assert session.undo() is not None
    assert session.undo() is None


def test_what_was_taken_back_cannot_be_done_again_without_its_journal() -> None:
    fs = a_disk()
    session = a_session(fs)
    tag_all(session, ["Busan"])
    session.close()
    session = a_session(fs, start=1_000)
    session.undo()
    session.close()
    fs.remove(f"{ROOT}/.annotate-kit/history/{ARTICLE}/{ANNOTATOR}/00000001-session-0000000000.jsonl")
    session = a_session(fs, start=2_000)
    assert session.redo() is None
    assert session.undo() is None


def test_an_edit_that_does_not_fit_changes_nothing() -> None:
    fs = a_disk()
    session = a_session(fs)
    with pytest.raises(EditMismatchError):
        session.do(SetEntity(record="city-none", before=None, after="x"))
    assert session.annotation == blank()
    assert fs.operations == []


def test_half_a_character_is_refused_before_it_can_spoil_a_file() -> None:
    fs = a_disk()
    session = a_session(fs)
    tag_all(session, ["Busan"])
    before = session.annotation
    with pytest.raises(UsageError):
        session.do(changes.set_value(session.annotation, CITY, "/name", "\ud800"))
    assert session.annotation is before
    session.do(changes.set_value(session.annotation, CITY, "/name", "Pusan"))
    session.close()
    assert names(a_session(fs, start=100).annotation) == ["Pusan"]


@pytest.mark.parametrize("operation", ["write", "fsync", "fsync_folder", "create", "mkdir"])
def test_after_a_failed_write_the_session_is_what_is_on_disk_and_takes_no_more(operation: str) -> None:
    states: list[SaveState] = []
    fs = a_disk()
    session = a_session(fs, on_state=states.append)
    fs.fault = full(operation)
    with pytest.raises(UnwritableError):
        tag_all(session, ["Busan"])
    assert session.annotation == blank()
    assert session.steps() == ()
    assert isinstance(session.state, SaveFailed)
    assert states == [session.state]
    assert "no space left" in session.state.reason
    with pytest.raises(UnwritableError):
        tag_all(session, ["Busan"])
    fs.fault = MemoryFs().fault
    session.retry()
    assert states[-1] == Saved()
    tag_all(session, ["Busan"])
    session.close()
    assert names(a_session(fs, start=100).annotation) == ["Busan"]


@pytest.mark.parametrize("taken", [0, 1, 9, 40])
def test_a_short_write_leaves_whole_lines_alone(taken: int) -> None:
    fs = a_disk()
    session = a_session(fs)
    tag_all(session, ["Busan"])
    kept = session.annotation
    fs.fault = lambda operation, path: taken if operation == "write" and path.endswith(".jsonl") else None
    with pytest.raises(UnwritableError, match=f"only {taken} of"):
        session.do(a_tag(session.annotation, "Rome", 1))
    assert session.annotation == kept
    fs.fault = MemoryFs().fault
    assert a_session(fs.after_kill(), start=100).annotation == kept
    session.retry()
    session.do(a_tag(session.annotation, "Rome", 1))
    assert names(a_session(fs.after_kill(), start=200).annotation) == ["Busan", "Rome"]


def test_while_the_disk_refuses_to_cut_too_nothing_more_is_written() -> None:
    fs = a_disk()
    session = a_session(fs)
    tag_all(session, ["Busan"])

    def fault(operation: str, path: str) -> int | None:
        if operation == "truncate":
            raise OSError(errno.EIO, "Input/output error")
        return 5 if operation == "write" and path.endswith(".jsonl") else None

    fs.fault = fault
    with pytest.raises(UnwritableError):
        session.do(a_tag(session.annotation, "Rome", 1))
    with pytest.raises(UnwritableError):
        session.retry()
    assert isinstance(session.state, SaveFailed)
    with pytest.raises(UnwritableError):
        session.close()
    fs.fault = MemoryFs().fault
    assert names(a_session(fs.after_kill(), start=200).annotation) == ["Busan"]


def test_whatever_fails_once_no_saved_edit_is_lost_and_work_goes_on() -> None:
    def day(session: Session) -> Annotation:
        """Two edits with a fold between them; what was saved last."""
        saved = session.annotation
        for number, act in enumerate((None, session.fold, None, session.close)):
            try:
                if act is None:
                    session.do(a_tag(session.annotation, WORDS[number], number))
                    saved = session.annotation
                else:
                    act()
            except AccessError:
                assert session.annotation == saved
        return saved

    for failing in range(1, 200):
        fs = a_disk()
        session = a_session(fs)
        seen = [0]

        def fault(_operation: str, _path: str, seen: list[int] = seen, failing: int = failing) -> int | None:
            seen[0] += 1
            if seen[0] == failing:
                raise OSError(errno.EIO, "Input/output error")
            return None

        fs.fault = fault
        saved = day(session)
        fs.fault = MemoryFs().fault
        again = a_session(fs.after_kill(), start=1_000)
        assert again.annotation == saved
        again.do(a_tag(again.annotation, "Paris", 50))
        assert again.close().is_written
        if seen[0] < failing:
            return
    pytest.fail("the day never came to its end")


def test_a_fold_that_failed_is_made_good_by_the_next() -> None:
    fs = a_disk()
    session = a_session(fs)
    tag_all(session, ["Busan"])
    fs.fault = full("fsync_folder", suffix=ARTICLE)
    with pytest.raises(UnwritableError):
        session.fold()
    fs.fault = MemoryFs().fault
    session.do(changes.set_value(session.annotation, CITY, "/name", "Pusan"))
    report = session.close()
    assert report.is_written
    assert report.conflicts == ()
    assert names(a_session(fs, start=100).annotation) == ["Pusan"]


def test_two_sessions_on_one_file_are_merged_by_id() -> None:
    fs = a_disk()
    one, two = a_session(fs), a_session(fs, start=1_000)
    one.do(a_tag(one.annotation, "Busan", 1))
    two.do(a_tag(two.annotation, "Rome", 2))
    assert one.close().is_written
    report = two.close()
    assert report.is_merged
    assert report.conflicts == ()
    assert names(two.annotation) == ["Busan", "Rome"]
    assert fs.files[PATH].seen == encode_annotation(two.annotation)
    session = a_session(fs, start=2_000)
    assert session.undo() is not None
    assert session.undo() is not None
    assert session.annotation == blank()


def test_the_journal_of_a_session_that_is_open_is_left_alone() -> None:
    fs = a_disk()
    one = a_session(fs)
    tag_all(one, ["Busan"])
    two = a_session(fs, start=1_000)
    assert two.annotation == blank()
    one.do(a_tag(one.annotation, "Rome", 2))
    one.close()
    assert names(a_session(fs, start=2_000).annotation) == ["Busan", "Rome"]


def test_a_session_that_was_killed_is_recovered_and_the_next_is_told() -> None:
    fs = a_disk()
    tag_all(a_session(fs), WORDS[:3])
    session = a_session(fs.after_kill(), start=1_000)
    assert names(session.annotation) == list(WORDS[:3])
    assert session.notices == ("3 edits of a session that did not end well were recovered.",)
    session.undo()
    assert names(session.annotation) == list(WORDS[:2])


def in_conflict() -> tuple[MemoryFs, Session]:
    fs = a_disk()
    session = a_session(fs)
    tag_all(session, ["Busan"])
    session.close()
    one, two = a_session(fs, start=1_000), a_session(fs, start=2_000)
    one.do(changes.set_value(one.annotation, CITY, "/name", "Pusan"))
    two.do(changes.set_value(two.annotation, CITY, "/name", "Fusan"))
    one.close()
    assert two.fold().conflicts
    return fs, two


def test_a_conflict_is_shown_in_the_file_until_somebody_decides() -> None:
    fs, session = in_conflict()
    assert names(session.annotation) == ["Pusan"]
    session.close()
    later = a_session(fs, start=3_000)
    (conflict,) = later.conflicts
    assert (conflict.base, conflict.ours, conflict.theirs) == ("Busan", "Fusan", "Pusan")
    assert (conflict.record, conflict.pointer) == (CITY, "/name")
    assert "two sessions changed /name" in str(later.annotation.notes)


@pytest.mark.parametrize(("take_ours", "name"), [(True, "Fusan"), (False, "Pusan")])
def test_a_decision_is_an_edit_and_can_be_taken_back(take_ours: bool, name: str) -> None:
    fs, session = in_conflict()
    session.decide(session.conflicts[0], take_ours=take_ours)
    assert names(session.annotation) == [name]
    assert session.conflicts == ()
    session.undo()
    assert len(session.conflicts) == 1
    session.redo()
    session.close()
    again = a_session(fs, start=9_000)
    assert names(again.annotation) == [name]
    assert again.conflicts == ()


def test_the_same_fold_twice_is_the_same_as_once() -> None:
    fs, session = in_conflict()
    raw = fs.files[PATH].seen
    tag_all(session, ["Rome"], 5)
    session.undo()
    session.close()
    assert fs.files[PATH].seen == raw


def test_undo_of_what_another_session_changed_says_so() -> None:
    fs = a_disk()
    one = a_session(fs)
    tag_all(one, ["Busan"])
    one.fold()
    other = a_session(fs, start=1_000)
    other.do(changes.set_value(other.annotation, CITY, "/name", "Pusan"))
    other.close()
    one.do(a_tag(one.annotation, "Rome", 7))
    assert one.fold().is_merged
    assert one.undo() is not None
    with pytest.raises(EditMismatchError):
        one.undo()
    assert names(one.annotation) == ["Pusan"]


def test_a_damaged_file_is_kept_aside_and_what_is_good_is_loaded() -> None:
    fs = a_disk()
    session = a_session(fs)
    tag_all(session, WORDS[:3])
    session.close()
    damaged = fs.files[PATH].seen.replace(b'"name": "Busan"', b'"name": "Busan', 1)
    fs.put(PATH, damaged)
    session = a_session(fs, start=1_000)
    assert names(session.annotation) == ["Riyadh", "Seoul"]
    assert "damaged" in session.notices[0]
    assert not [path for path in fs.files if "quarantine" in path]
    session.do(a_tag(session.annotation, "Paris", 9))
    session.close()
    (kept,) = [path for path in fs.files if "quarantine" in path]
    assert fs.files[kept].seen == damaged
    again = a_session(fs, start=2_000)
    assert names(again.annotation) == ["Riyadh", "Seoul", "Paris"]
    assert again.notices == ()


def test_a_file_that_is_damaged_while_it_is_open_loses_nothing() -> None:
    fs = a_disk()
    session = a_session(fs)
    tag_all(session, WORDS[:2])
    session.fold()
    session.do(a_tag(session.annotation, "Rome", 9))
    fs.put(PATH, fs.files[PATH].seen[:200])
    session.close()
    assert names(a_session(fs, start=100).annotation) == ["Riyadh", "Busan", "Rome"]
    assert [path for path in fs.files if "quarantine" in path]


def test_a_file_of_a_newer_version_is_not_touched() -> None:
    fs = a_disk()
    newer = encode_annotation(blank()).replace(b"annotate-kit/1", b"annotate-kit/2")
    fs.put(PATH, newer)
    with pytest.raises(InputError, match="this format is unknown"):
        a_session(fs)
    fs = a_disk()
    session = a_session(fs)
    tag_all(session, ["Busan"])
    fs.put(PATH, newer)
    with pytest.raises(ChangedOnDiskError):
        session.close()
    assert fs.files[PATH].seen == newer
    assert pending_journals(open_project(fs, ROOT).store)


def test_an_annotation_of_another_text_is_not_merged_by_offsets() -> None:
    fs = a_disk()
    session = a_session(fs)
    tag_all(session, ["Busan"])
    tagged = apply(a_tag(blank(), "Rome", 9), blank())
    spans = {id_: attrs.evolve(span, quotes=("Roma",)) for id_, span in tagged.spans.items()}
    fs.put(PATH, encode_annotation(attrs.evolve(tagged, spans=spans, text_sha256="0" * 64)))
    with pytest.raises(ChangedOnDiskError):
        session.fold()
    assert session.state == Saved()


def test_a_digest_that_is_wrong_keeps_nobody_from_merging_spans_that_stand_on_their_words() -> None:
    fs = a_disk()
    session = a_session(fs)
    tag_all(session, ["Busan"])
    other = attrs.evolve(apply(a_tag(blank(), "Rome", 9), blank()), text_sha256="0" * 64)
    fs.put(PATH, encode_annotation(other))
    session.close()
    assert sorted(map(str, names(a_session(fs, start=100).annotation))) == ["Busan", "Rome"]


def test_an_article_that_has_gone_takes_no_file() -> None:
    fs = a_disk()
    session = a_session(fs)
    tag_all(session, ["Busan"])
    fs.remove(f"{ROOT}/annotations/{ARTICLE}/article.json")
    with pytest.raises(UnwritableError, match="its article is not there"):
        session.close()
    assert PATH not in fs.files


def test_a_file_that_was_deleted_meanwhile_is_written_whole() -> None:
    fs = a_disk()
    session = a_session(fs)
    tag_all(session, ["Busan"])
    session.fold()
    session.do(a_tag(session.annotation, "Rome", 9))
    fs.remove(PATH)
    report = session.close()
    assert report.is_written
    assert not report.is_merged
    assert names(a_session(fs, start=100).annotation) == ["Busan", "Rome"]


def test_a_session_closes_once() -> None:
    session = a_session(a_disk())
    tag_all(session, ["Busan"])
    assert session.close().is_written
    assert not session.close().is_written
    with pytest.raises(UnwritableError, match="closed"):
        tag_all(session, ["Rome"], 2)


def test_names_that_are_none_are_refused() -> None:
    project = open_project(a_disk(), ROOT)
    with pytest.raises(NotFoundError):
        open_session(project, "nowhere", ANNOTATOR, clock=lambda: 0.0, ids=counted())
    with pytest.raises(UsageError):
        open_session(project, ARTICLE, "../kim", clock=lambda: 0.0, ids=counted())


def test_every_property_of_the_file_can_be_edited_and_survives() -> None:
    fs = a_disk()
    session = a_session(fs)
    tag_all(session, ["Busan"])
    session.do(changes.set_status(session.annotation, "done"))
    session.do(SetProperty(name="schemas", before={}, after={"city": "1.0.0"}))
    session.do(SetProperty(name="notes", before=[], after=[{"id": "note-1", "by": "kim", "text": "Ask."}]))
    session.do(SetProperty(name="rejected", before=[], after=[{"type": "city"}]))
    session.do(SetProperty(name="waivers", before=[], after=[{"code": "AK306"}]))
    session.do(SetMentions(record=CITY, before=session.annotation.records[CITY].mentions, after=()))
    session.do(SetValue(record=CITY, pointer="/name", before="Busan", after=None))
    session.do(changes.change_span(session.annotation, make_span(id="s-0000000000", text=TEXT, fragments=[(0, 6)])))
    wanted = session.annotation
    assert a_session(fs.after_kill(), start=100).annotation == wanted
    while session.undo() is not None:
        pass
    assert session.annotation == blank()
