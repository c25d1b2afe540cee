from __future__ import annotations

from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.codec import encode_line
from annotate_kit.core import Edit, Json, SetEntity
from annotate_kit.store import Entry, Header, Ref, entry_line
from annotate_kit.store.journal import Fold, fold_line, header_line, read_journal

HEADER = Header(
    session="session-1", article="a", annotator="kim", base=None, text_sha256="0", first=3, at=1_700_000_000.5
)


def an_entry(number: int, **more: object) -> Entry:
    edit: Edit = SetEntity(record="city-1", before=None, after=f"city-{number}")
    return Entry(ref=Ref("session-1", number), edit=edit, at=1_700_000_000.25, **more)  # type: ignore[arg-type]  # refs


ENTRIES = (
    an_entry(3),
    an_entry(4, undoes=Ref("session-1", 3)),
    an_entry(5, redoes=Ref("session-0", 9)),
)
LINES = [header_line(HEADER), *map(entry_line, ENTRIES)]
WHOLE = b"".join(LINES)


def test_a_journal_reads_as_it_was_written() -> None:
    read = read_journal(WHOLE + fold_line(Fold(sha256="9f", is_known=True)), session="session-1")
    assert read.header == HEADER
    assert read.lines == (*ENTRIES, Fold(sha256="9f", is_known=True))
    assert read.entries == ENTRIES
    assert not read.is_torn
    assert not read.is_damaged


@given(st.integers(0, len(WHOLE)))
def test_a_journal_that_was_cut_anywhere_is_its_whole_lines(size: int) -> None:
    read = read_journal(WHOLE[:size], session="session-1")
    whole = WHOLE[:size].count(b"\n")
    assert (read.header is not None) is (whole > 0)
    assert read.entries == ENTRIES[: max(0, whole - 1)]
    assert read.good == sum(map(len, LINES[:whole]))
    assert read.is_torn is (read.good < size)
    assert not read.is_damaged


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_no_changed_byte_makes_another_edit(at: int, change: int) -> None:
    raw = bytearray(WHOLE)
    raw[at] ^= change
    read = read_journal(bytes(raw), session="session-1")
    assert set(map(repr, read.entries)) <= set(map(repr, ENTRIES))
    assert read.header in (HEADER, None)
    assert read.is_torn or read.is_damaged


@given(st.binary(max_size=60))
def test_anything_behind_the_last_good_line_is_a_torn_tail(tail: bytes) -> None:
    read = read_journal(WHOLE + tail, session="session-1")
    assert read.entries == ENTRIES
    assert read.good == len(WHOLE)
    assert read.is_torn is bool(tail)


def test_what_follows_a_damaged_line_is_read_all_the_same() -> None:
    read = read_journal(b"".join((LINES[0], LINES[1], b"?" + LINES[2][1:], LINES[3])), session="session-1")
    assert read.entries == (ENTRIES[0], ENTRIES[2])
    assert read.is_damaged
    assert not read.is_torn


def test_a_line_that_is_missing_is_damage_and_one_that_comes_twice_counts_once() -> None:
    missing = read_journal(b"".join((LINES[0], LINES[1], LINES[3])), session="session-1")
    assert missing.entries == (ENTRIES[0], ENTRIES[2])
    assert missing.is_damaged
    first_missing = read_journal(b"".join((LINES[0], LINES[2])), session="session-1")
    assert first_missing.is_damaged
    twice = read_journal(b"".join((*LINES, LINES[1], LINES[3])), session="session-1")
    assert twice.entries == ENTRIES
    assert not twice.is_damaged


def line(value: Json) -> bytes:
    payload = encode_line(value)
    return b"%08x %s\n" % (crc32(payload), payload)


@pytest.mark.parametrize(
    "value",
    [
        5,
        {},
        {"format": "annotate-kit-journal/2", "article": "a", "annotator": "kim", "text_sha256": "", "base": None},
        {"format": "annotate-kit-journal/1", "article": 5, "annotator": "kim", "text_sha256": "", "base": None},
        {"format": "annotate-kit-journal/1", "article": "a", "annotator": "kim", "text_sha256": "", "first": 1},
    ],
)
def test_without_a_first_line_of_this_version_nothing_is_taken(value: Json) -> None:
    read = read_journal(line(value) + LINES[1], session="session-1")
    assert read.header is None
    assert read.entries == ()
    assert read.is_damaged


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"n": 0},
        {"n": "3"},
        {"n": 3, "edit": {"edit": "explode"}},
        {"n": 3, "edit": {"edit": "set-entity", "record": "x", "before": None, "after": None}, "undoes": 5},
        {"n": 3, "edit": {"edit": "set-entity", "record": "x", "before": None, "after": None}, "redoes": ["s"]},
    ],
)
def test_a_line_that_is_no_edit_is_damage(value: Json) -> None:
    read = read_journal(LINES[0] + line(value), session="session-1")
    assert read.entries == ()
    assert read.is_damaged


@pytest.mark.parametrize("at", [1e20, -1e20, float("inf"), float("nan")])
def test_a_clock_that_is_wrong_loses_no_edit(at: float) -> None:
    entry = Entry(ref=Ref("session-1", 3), edit=ENTRIES[0].edit, at=at)
    (read,) = read_journal(LINES[0] + entry_line(entry), session="session-1").entries
    assert (read.edit, read.at) == (entry.edit, 0.0)


def test_a_time_that_is_none_is_the_beginning_of_time() -> None:
    edit: Json = {"edit": "set-entity", "record": "x", "before": None, "after": None}
    for at in (None, "yesterday", 5):
        (read,) = read_journal(LINES[0] + line({"n": 3, "at": at, "edit": edit}), session="session-1").entries
        assert read.at == 0.0
