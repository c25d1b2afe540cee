"""Exact on all JSON there is, and on what is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.codec import encode, parse_json, positions
from annotate_kit.codec.scanner import scan
from annotate_kit.core import ABSENT, Json, Place
from annotate_kit.core.pointers import find_value, walk

SUITE = Path(__file__).parents[2].parent / "shared" / "data" / "json-test-suite" / "test_parsing"
FILES = sorted(SUITE.glob("*.json"))
needs_suite = pytest.mark.skipif(not FILES, reason="the JSON parsing test suite is not beside the project")


def of_kind(kind: str) -> list[Path]:
    return [path for path in FILES if path.name.startswith(kind)]


@needs_suite
def test_every_file_of_the_suite_is_here() -> None:
    assert [len(of_kind(kind)) for kind in ("y_", "n_", "i_")] == [95, 188, 35]


@pytest.mark.parametrize("path", of_kind("y_"), ids=lambda path: path.name)
def test_what_must_be_accepted_is_accepted_and_every_value_has_its_place(path: Path) -> None:
    raw = path.read_bytes()
    parsed = parse_json(raw, file=path.name)
    assert parsed.value is not ABSENT
    # The only thing in these files that we refuse is a key that stands twice in an object.
    assert {problem.code for problem in parsed.problems} <= {"AK002"}
    assert (not parsed.problems) or "duplicated" in path.name
    check_positions(raw.decode())


def check_positions(text: str) -> None:
    """Each pointer's place holds that value, and the text of the places is the text."""
    spots = positions(text)
    whole = json.loads(text, object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    for pointer, _ in walk(whole):
        spot = spots[pointer]
        piece = cut(text, spot.value)
        found = json.loads(piece, object_pairs_hook=lambda pairs: dict(reversed(pairs)))
        assert found == find_value(whole, pointer) or found != found  # noqa: PLR0124  # a NaN is no NaN
        if spot.key is not None:
            key = json.loads(cut(text, spot.key))
            assert pointer.endswith("/" + key.replace("~", "~0").replace("/", "~1"))


def cut(text: str, place: Place) -> str:
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return text[starts[place.line - 1] + place.column - 1 : starts[place.end_line - 1] + place.end_column - 1]


@pytest.mark.parametrize("path", of_kind("n_"), ids=lambda path: path.name)
def test_what_must_be_refused_is_refused_with_a_place(path: Path) -> None:
    parsed = parse_json(path.read_bytes(), file=path.name)
    assert parsed.problems
    for problem in parsed.problems:
        assert problem.code in ("AK001", "AK003", "AK004")
        assert problem.file == path.name
        assert problem.place is not None
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert problem.hint
        assert problem.message.isprintable()


@pytest.mark.parametrize("path", of_kind("i_"), ids=lambda path: path.name)
def test_what_may_be_either_is_read_or_refused_and_never_a_crash(path: Path) -> None:
    raw = path.read_bytes()
    parsed = parse_json(raw, file=path.name)
    assert parsed.problems or parsed.value is not ABSENT
    positions(raw.decode("utf-8", "replace"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(JSON, st.sampled_from([None, 2, "\t"]), st.booleans())
def test_every_value_has_its_exact_place(value: Json, indent: int | str | None, ascii_only: bool) -> None:
    check_positions(json.dumps(value, indent=indent, ensure_ascii=ascii_only))


@given(JSON)
def test_the_scanner_and_the_fast_reader_agree(value: Json) -> None:
    raw = encode(value)
    found = scan(raw.decode())
    assert found.faults == ()
    assert set(found.positions) == {pointer for pointer, _ in walk(value)}
    assert len(found.positions) == len(list(walk(value)))


@given(st.text(alphabet='{}[],:"\\/0123-.eEtruefalsnNI \n\tu', max_size=30))
def test_the_scanner_accepts_exactly_what_the_standard_reader_accepts(text: str) -> None:
    try:
        json.loads(text)
        is_json = True
    except ValueError:
        is_json = False
    found = scan(text)
    assert found.is_readable is is_json
    assert (parse_json(text.encode(), file="x").value is not ABSENT) is is_json


@given(JSON, st.data())
def test_of_a_text_that_was_cut_what_stands_before_has_its_place(value: Json, draw: st.DataObject) -> None:
    text = encode(value).decode()
    cut_off = text[: draw.draw(st.integers(0, len(text)))]
    whole = positions(text)
    for pointer, spot in positions(cut_off).items():
        assert spot.value.line == whole[pointer].value.line
        assert spot.value.column == whole[pointer].value.column


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("", "the file is empty", 1, 1),
        (" \n ", "the file is empty", 2, 2),
        ("{} {}", "something stands after the end", 1, 4),
        ('{"a": 1,\n}', "a comma stands before the end", 2, 1),
        ("[1\n 2]", "a comma or ] is missing", 2, 2),
        ('{"a" 1}', "a colon is missing after a property's name", 1, 6),
        ("{a: 1}", "a property's name in double quotes is missing", 1, 2),
        ('["abc', "a text does not end", 1, 2),
        ('["a\tb"]', "a text holds a tab", 1, 4),
        ('["a\x01b"]', "a text holds the control character U+0001", 1, 4),
        ('{"a": 1,, "b": 2}', "a comma follows a comma", 1, 9),
        ('{"a": ,}', "a value is missing", 1, 7),
        ('{"a": 1, // one\n"b": 2}', "JSON has no comments", 1, 10),
        ("{'a': 1}", "a text or name stands in ' instead of double quotes", 1, 2),
        ('{"a": “x”}', "a text or name stands in “ instead of double quotes", 1, 7),
        ('{"a": {"b": 1', "the file ends before it is complete", 1, 14),
        ('{"a": ', "the file ends before it is complete", 1, 7),
        (r'["a\x"]', r"'\\x' is no escape of JSON", 1, 4),
        ("[01]", "this is no number of JSON", 1, 3),
        ("[1.]", "this is no number of JSON", 1, 3),
        ("[True]", "'True' means nothing in JSON", 1, 2),
        ("[" + "x" * 50 + "]", f"'{'x' * 40}\\u2026' means nothing in JSON", 1, 2),
        ("// comment\n1", "JSON has no comments", 1, 1),
        ("[NaN]", "NaN is no number", 1, 2),
        ("[-Infinity]", "-Infinity is no number", 1, 2),
        ("[1e9999]", "this number is out of all range", 1, 2),
        ('{"a": 1, "a": 2}', "'a' stands twice in one object", 1, 10),
        (r'["\ud800"]', r"\ud800 is half a character", 1, 3),
        (r'["x\udc00"]', r"\udc00 is half a character", 1, 4),
    ],
)
def test_a_fault_says_what_and_where(text: str, message: str, line: int, column: int) -> None:
    (problem,) = parse_json(text.encode(), file="f").problems
    assert problem.place is not None
    assert (problem.message, problem.place.line, problem.place.column) == (message, line, column)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[True]", "Write true."),
        ("[None]", "Write null."),
        ("[undefined]", "Write null."),
        ("[yes]", "Texts stand in double quotes."),
        ('["a\tb"]', "Write it as \\t, or take it out."),
        ('["a\nb"]', "Write it as \\n, or take it out."),
        ('["a\x1bb"]', "Write it as \\u001b, or take it out."),
        ("[NaN]", "JSON has no such number: leave the property out."),
    ],
)
def test_a_fault_says_what_to_type(text: str, hint: str) -> None:
    (problem,) = parse_json(text.encode(), file="f").problems
    assert problem.hint == hint


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (bytes(500), "the file holds nothing but zeros, as after a crash"),
        ("{}".encode("utf-32"), "the file is UTF-32"),
        ("{}".encode("utf-16"), "the file is UTF-16"),
        ("{}".encode("utf-16-be"), "the file is UTF-16"),
    ],
)
def test_bytes_that_are_no_utf_8_are_named(raw: bytes, message: str) -> None:
    (problem,) = parse_json(raw, file="f").problems
    assert problem.message == message


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        (r'"\ud83d\ude00"', 0),
        (r'"\ud83d\ud83d\ude00"', 1),
        (r'"\ude00\ud83d"', 2),
        (r'"\ud83dx\ude00"', 2),
        (r'"\\ud83d"', 0),
        (r'"\ud83d\n"', 1),
        (r'"\u0041\ude00"', 1),
    ],
)
def test_only_pairs_of_halves_make_a_character(text: str, halves: int) -> None:
    assert [fault.code for fault in scan(text).faults] == ["AK003"] * halves


def test_a_key_that_stands_twice_has_the_places_of_the_first() -> None:
    text = '{"a": {"b": 1}, "a": {"b": 2, "c": 3}}'
    spots = positions(text)
    assert set(spots) == {"", "/a", "/a/b"}
    assert cut(text, spots["/a/b"].value) == "1"


def test_nesting_stops_at_the_limit_and_not_at_the_stack() -> None:
    assert scan("[" * 5 + "]" * 5, 5).faults == ()
    (fault,) = scan("[" * 6 + "]" * 6, 5).faults
    assert fault.message == "values are nested deeper than 5"
    assert scan("[" * 100_000).faults[0].start == 200
    assert scan('{"a":' * 100_000).faults[0].pointer == "/a" * 199


def test_a_long_number_is_refused_with_its_length() -> None:
    (fault,) = scan("[" + "1" * 5_000 + "]").faults
    assert fault.message == "a number has 5,000 characters, and the limit is 1,000"
    assert scan("[" + "1" * 1_000 + "]").faults == ()
