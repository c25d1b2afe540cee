"""What sessions that did not end well left behind."""

from __future__ import annotations

import errno

import pytest
from tests.fakes.memory_fs import Fault, MemoryFs
from tests.fakes.projects import ANNOTATOR, ARTICLE, PATH, ROOT, a_disk, a_session, a_tag, blank, tag_all

from annotate_kit.codec import encode_annotation
from annotate_kit.core import Annotation, apply, changes, make_id
from annotate_kit.errors import UnreadableError, UnwritableError
from annotate_kit.store import Pending, Store, history, pending_journals, recover
from annotate_kit.store.folding import locked

JOURNAL = f"{ROOT}/.annotate-kit/journal/{ARTICLE}/{ANNOTATOR}"
WORDS = ("Riyadh", "Busan", "Rome")


def killed(words: tuple[str, ...] = WORDS, *, annotation: Annotation | None = None) -> MemoryFs:
    """The disk after a session was killed in the middle of its work."""
    fs = a_disk(annotation=annotation)
    tag_all(a_session(fs), words)
    return fs.after_kill()


def names(fs: MemoryFs) -> list[object]:
    annotation = Store(fs, ROOT).read_annotation(ARTICLE, ANNOTATOR).annotation
    return [] if annotation is None else [record.data["name"] for record in annotation.ordered_records]


def journal_of(fs: MemoryFs) -> str:
    (path,) = [path for path in fs.files if path.startswith(JOURNAL)]
    return path


def edited(fs: MemoryFs, change: bytes, to: bytes) -> None:
    node = fs.files[journal_of(fs)]
    assert change in node.seen
    node.seen = node.safe = node.seen.replace(change, to, 1)


def test_without_journals_nothing_is_written() -> None:
    fs = a_disk()
    assert recover(Store(fs, ROOT), ARTICLE, ANNOTATOR).edits == 0
    assert fs.operations == []
    assert pending_journals(Store(fs, ROOT)) == ()


def test_journals_are_listed_and_folded() -> None:
    fs = killed()
    fs.put(f"{ROOT}/.annotate-kit/journal/{ARTICLE}/{ANNOTATOR}/notes.txt", b"no journal")
    store = Store(fs, ROOT)
    assert pending_journals(store) == (Pending(article=ARTICLE, annotator=ANNOTATOR, journals=1),)
    assert recover(store, ARTICLE, ANNOTATOR).edits == 3
    assert names(fs) == list(WORDS)
    assert pending_journals(store) == ()
    assert [len(journal.entries) for journal in history(store, ARTICLE, ANNOTATOR)] == [3]


def test_a_torn_tail_is_cut_off_and_kept() -> None:
    fs = killed()
    node = fs.files[journal_of(fs)]
    node.seen = node.safe = torn = node.seen[:-5]
    recovered = recover(Store(fs, ROOT), ARTICLE, ANNOTATOR)
    assert (recovered.edits, recovered.messages) == (2, ())
    assert names(fs) == ["Riyadh", "Busan"]
    assert [node.seen for path, node in fs.files.items() if "quarantine" in path] == [torn]


def test_a_damaged_line_costs_what_rests_on_it_and_somebody_is_told() -> None:
    fs = killed()
    edited(fs, b'"name":"Busan"', b'"name":"Pusan"')
    recovered = recover(Store(fs, ROOT), ARTICLE, ANNOTATOR)
    assert recovered.edits == 2
    assert "was damaged" in recovered.messages[0]
    assert names(fs) == ["Riyadh", "Rome"]


def test_edits_that_do_not_fit_are_counted_and_stay_in_the_history() -> None:
    fs = a_disk(annotation=blank())
    session = a_session(fs)
    tag_all(session, WORDS[:1])
    session.do(changes.set_value(session.annotation, make_id("city", 0), "/name", "Riad"))
    fs = fs.after_kill()
    (base,) = [path for path in fs.files if "/base/" in path]
    other = apply(a_tag(blank(), "Rome", 0), blank())
    fs.put(base, encode_annotation(other))
    fs.put(PATH, encode_annotation(other))
    recovered = recover(Store(fs, ROOT), ARTICLE, ANNOTATOR)
    assert recovered.edits == 0
    assert recovered.messages[0].startswith("2 edits of ")
    assert names(fs) == ["Rome"]


def test_a_journal_without_a_first_line_held_nothing_and_goes() -> None:
    fs = a_disk()
    fs.put(f"{JOURNAL}/session-1.jsonl", b"0badc0de {")
    assert recover(Store(fs, ROOT), ARTICLE, ANNOTATOR).edits == 0
    assert [path for path in fs.files if path.startswith(JOURNAL)] == []
    fs.put(f"{JOURNAL}/session-2.jsonl", b"")
    fs.fault = failing("remove")
    with pytest.raises(UnwritableError):
        recover(Store(fs, ROOT), ARTICLE, ANNOTATOR)


def failing(*operations: str, suffix: str = "") -> Fault:
    def fault(operation: str, path: str) -> int | None:
        if operation in operations and path.endswith(suffix):
            raise OSError(errno.EIO, "Input/output error")
        return None

    return fault


def test_a_journal_whose_base_is_gone_is_left_where_it_is() -> None:
    fs = killed(annotation=apply(a_tag(blank(), "Paris", 9), blank()))
    (base,) = [path for path in fs.files if "/base/" in path]
    fs.remove(base)
    # The file is still what the journal started from, so nothing is missing yet.
    assert recover(Store(fs.after_kill(), ROOT), ARTICLE, ANNOTATOR).edits == 3
    fs.put(PATH, encode_annotation(blank()))
    before = fs.snapshot()
    (message,) = recover(Store(fs, ROOT), ARTICLE, ANNOTATOR).messages
    assert "what it starts from is gone" in message
    after = fs.snapshot()
    assert {path: after[path] for path in before} == before


def test_a_damaged_first_line_leaves_the_journal_where_it_is() -> None:
    fs = killed()
    edited(fs, b'"base":null', b'"base":nul?')
    assert recover(Store(fs, ROOT), ARTICLE, ANNOTATOR).messages
    assert journal_of(fs)


def test_a_journal_of_another_file_is_left_where_it_is() -> None:
    fs = killed()
    other = journal_of(fs).replace(f"/{ANNOTATOR}/", "/lee/")
    fs.put(other, fs.files[journal_of(fs)].seen)
    assert recover(Store(fs, ROOT), ARTICLE, "lee").messages
    assert other in fs.files


def test_a_base_of_a_newer_version_is_no_base() -> None:
    fs = killed(annotation=blank())
    (base,) = [path for path in fs.files if "/base/" in path]
    fs.put(base, b'{"format": "annotate-kit/9"}')
    fs.put(PATH, encode_annotation(apply(a_tag(blank(), "Paris", 9), blank())))
    assert "is gone" in recover(Store(fs, ROOT), ARTICLE, ANNOTATOR).messages[0]


def test_a_fold_that_was_done_is_not_done_again_after_others_have_changed_the_file() -> None:
    """The session died between the fold and the retirement; another took the file over and removed a record."""
    fs = a_disk()
    other = a_session(fs, start=5_000)
    session = a_session(fs)
    tag_all(session, WORDS)
    fs.fault = failing("replace", suffix=".jsonl")
    with pytest.raises(UnwritableError):
        session.fold()
    fs.fault = MemoryFs().fault
    assert names(fs) == list(WORDS)
    other.do(a_tag(other.annotation, "Paris", 90))
    other.fold()
    other.do(changes.remove_record(other.annotation, make_id("city", 1)))
    other.close()
    left = fs.after_kill()
    assert names(left) == ["Riyadh", "Rome", "Paris"]
    assert recover(Store(left, ROOT), ARTICLE, ANNOTATOR).edits == 0
    assert names(left) == ["Riyadh", "Rome", "Paris"]
    assert pending_journals(Store(left, ROOT)) == ()


def test_a_disk_that_refuses_leaves_the_journal() -> None:
    for fault in (failing("open"), failing("open", suffix=".jsonl"), failing("replace"), failing("write")):
        fs = killed()
        before = fs.files[journal_of(fs)].seen
        fs.fault = fault
        with pytest.raises((UnwritableError, UnreadableError)):
            recover(Store(fs, ROOT), ARTICLE, ANNOTATOR)
        fs.fault = MemoryFs().fault
        assert fs.files[journal_of(fs)].seen.startswith(before)
        left = fs.after_kill()
        recover(Store(left, ROOT), ARTICLE, ANNOTATOR)
        assert names(left) == list(WORDS)


def test_nobody_waits_for_ever_for_a_session_that_hangs() -> None:
    store = Store(a_disk(), ROOT)
    with (
        locked(store, ARTICLE, ANNOTATOR),
        pytest.raises(UnwritableError, match="another session"),
        locked(store, ARTICLE, ANNOTATOR),
    ):
        pytest.fail("two sessions hold one lock")


def test_a_session_is_told_what_recovery_found() -> None:
    fs = killed()
    edited(fs, b'"name":"Busan"', b'"name":"Pusan"')
    session = a_session(fs, start=1_000)
    assert "was damaged" in session.notices[0]
    assert session.notices[1] == "2 edits of a session that did not end well were recovered."
