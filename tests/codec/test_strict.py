from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.codec import encode, encode_line, locate, parse_json
from annotate_kit.core import ABSENT, Json, Limits, Place, Problem, same

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=4)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | NUMBERS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_reading_takes_back_writing(value: Json) -> None:
    for raw in (encode(value), encode_line(value)):
        parsed = parse_json(raw, file="f")
        assert parsed.problems == ()
        assert parsed.value is not ABSENT
        assert same(parsed.value, value)
        assert encode(parsed.value) == encode(value)


@given(JSON)
def test_a_line_is_the_same_whoever_writes_it(value: Json) -> None:
    """A decimal keeps the C code of the standard library from writing what stands beside it."""
    assert encode_line({"a": value, "b": Decimal("1.0")}) == b'{"a":' + encode_line(value) + b',"b":1.0}'


def test_canonical_bytes_are_sorted_indented_and_end_with_a_line_feed() -> None:
    value: Json = {"b": [1, [], {}, {"한": "é\n\u2028"}, [True, None]], "a": {}, "Z": ()}
    assert encode(value).decode() == (
        '{\n  "Z": [],\n  "a": {},\n  "b": [\n    1,\n    [],\n    {},\n    {\n      "한": "é\\n\u2028"\n    },\n'
        "    [\n      true,\n      null\n    ]\n  ]\n}\n"
    )
    assert encode_line(value).decode() == '{"Z":[],"a":{},"b":[1,[],{},{"한":"é\\n\u2028"},[true,null]]}'
    assert b"\n" not in encode_line(value)


class Frozen(dict[str, Json]):
    """A mapping that is no plain dict."""


def test_any_mapping_and_sequence_is_an_object_and_an_array() -> None:
    from collections import UserList  # noqa: PLC0415
    from types import MappingProxyType  # noqa: PLC0415

    value: Json = MappingProxyType({"a": UserList(["x", MappingProxyType({})])})
    assert encode(value) == encode({"a": ["x", {}]})
    assert encode_line(value) == b'{"a":["x",{}]}'


@pytest.mark.parametrize("text", ["19.99", "1.50", "-0.0", "1E+2", "0.1", "1E-7", "123456789012345678901234567890.5"])
def test_decimals_keep_every_digit(text: str) -> None:
    parsed = parse_json(text.encode(), file="f")
    assert isinstance(parsed.value, Decimal)
    assert encode(parsed.value) == text.encode() + b"\n"


def test_floats_are_written_as_they_are_shown() -> None:
    assert encode([0.1, 1e100, 2.0]) == b"[\n  0.1,\n  1e+100,\n  2.0\n]\n"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("Infinity"), "\ud800"])
def test_what_no_file_can_hold_is_not_written(value: Json) -> None:
    for write in (encode, encode_line):
        with pytest.raises(ValueError, match=r"nan|inf|NaN|Infinity|surrogates"):
            write([value])


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"\xef\xbb\xbf{}", "the file begins with a byte order mark"),
        ("{}".encode("utf-16"), "the file is UTF-16"),
        ("{}".encode("utf-16-be"), "the file is UTF-16"),
        (b'{"a":\n "\xff"}', "the byte 0xFF is not UTF-8"),
        ('{"a": "\ud800"}'.encode("utf-8", "surrogatepass"), "the byte 0xED is not UTF-8"),
    ],
)
def test_other_encodings_are_refused_with_a_place(raw: bytes, message: str) -> None:
    parsed = parse_json(raw, file="f")
    assert parsed.value is ABSENT
    (problem,) = parsed.problems
    assert problem.message == message
    assert problem.place is not None


def test_the_place_of_a_bad_byte_counts_code_points() -> None:
    (problem,) = parse_json('{\n "é": "'.encode() + b"\xff", file="f").problems
    assert problem.place == Place(line=2, column=8, end_line=2, end_column=8)


def test_the_best_reading_of_what_is_not_strict() -> None:
    raw = rb'{"a": 1, "a": 2, "b": [NaN, 1e99999], "c": "x\ud800y", "\udc00": {"d": 1, "d": [NaN]}, "e": 0.5}'
    parsed = parse_json(raw, file="f")
    assert parsed.value == {"a": 1, "b": [None, None], "c": "x\ufffdy", "\ufffd": {"d": 1}, "e": Decimal("0.5")}
    assert sorted(problem.code for problem in parsed.problems) == ["AK002"] * 2 + ["AK003"] * 2 + ["AK004"] * 3
    assert [problem.pointer for problem in parsed.problems if problem.code == "AK002"] == ["/a", "/\udc00/d"]
    assert all(problem.at_key == (problem.code == "AK002") for problem in parsed.problems)
    encode(parsed.value)


def test_escapes_alone_make_nothing_wrong() -> None:
    parsed = parse_json(rb'{"a": "\u00e9\ud83d\ude00", "b": 0.5}', file="f")
    assert parsed.value == {"a": "é😀", "b": Decimal("0.5")}
    assert parsed.problems == ()


def test_limits_are_named_in_the_message() -> None:
    (problem,) = parse_json(b'"' + b"x" * 20 + b'"', file="f", limits=Limits(json_bytes=10)).problems
    assert problem.message == "the file has 22 bytes, and the limit is 10"
    assert problem.hint == "Split it, or raise limits.json-bytes in annotate-kit.toml."
    for raw, message in (
        (b"[[[]]]", "values are nested deeper than 2"),
        (b'{"a":[{}]}', "values are nested deeper than 2"),
        (b"[" + b"1" * 1_001 + b"]", "a number has 1,001 characters, and the limit is 1,000"),
        (b"[1." + b"1" * 999 + b"]", "a number has 1,001 characters, and the limit is 1,000"),
        (b"[1e1001]", "this number is out of all range"),
    ):
        assert parse_json(raw, file="f", depth=2).problems[0].message == message
    assert parse_json(b"[[1],1]", file="f", depth=2).problems == ()
    assert parse_json(b"[1e1000]", file="f").problems == ()


def test_only_so_many_problems_are_told_and_the_rest_is_counted() -> None:
    raw = b"[" + b",".join([b"NaN"] * 10) + b"]"
    problems = parse_json(raw, file="f", limits=Limits(problems_per_file=3)).problems
    assert len(problems) == 3
    assert problems[-1].hint.endswith("There are 7 more of this kind: limits.problems-per-file is 3.")


def test_deep_nesting_is_one_clear_line() -> None:
    for raw in (b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 100_000, b"[" * 1_000):
        (problem,) = parse_json(raw, file="f").problems
        assert problem.message == "values are nested deeper than 200"


RAW = b'{\n  "a": {\n    "b": [1, 2]\n  }\n}\n'


@pytest.mark.parametrize(
    ("pointer", "at_key", "line", "column"),
    [
        ("", False, 1, 1),
        ("/a", True, 2, 3),
        ("/a", False, 2, 8),
        ("/a/b/1", False, 3, 14),
        ("/a/b/1", True, 3, 14),
        ("/a/b/7/x", True, 3, 10),
        ("/a/missing", True, 2, 8),
        ("/missing", False, 1, 1),
    ],
)
def test_problems_find_their_places(pointer: str, at_key: bool, line: int, column: int) -> None:
    (problem,) = locate([Problem(code="AK101", message="x", pointer=pointer, at_key=at_key)], RAW)
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (line, column)


def test_places_that_are_known_are_kept_and_nothing_is_scanned_without_need() -> None:
    known = Problem(code="AK101", message="x", place=Place(line=9, column=9, end_line=9, end_column=9))
    assert locate([known], b"\xff not even JSON") == (known,)
    assert locate([], b"") == ()
    unknown = Problem(code="AK101", message="y")
    assert locate([known, unknown], b"") == (known, unknown)
    found = locate([known, unknown], RAW)
    assert found[0] is known
    assert found[1].place is not None


@pytest.mark.parametrize(
    "number", ["999991e999", "0.001e-999", "1" * 996 + "e5", "0.00e-1000", "1e1000", "12E+999", "-9.5e-1000", "0e1000"]
)
def test_a_number_that_is_taken_is_taken_again_as_it_is_written(number: str) -> None:
    parsed = parse_json(f"[{number}]".encode(), file="f")
    if parsed.problems:
        assert parsed.problems[0].message == "this number is out of all range"
    else:
        again = parse_json(encode(parsed.value), file="f")  # type: ignore[arg-type]  # a list
        assert again == parsed


def test_numbers_at_the_edge_of_the_range_are_taken_and_beyond_it_refused() -> None:
    assert [
        bool(parse_json(f"[{n}]".encode(), file="f").problems) for n in ("1e1000", "9.9e-1000", "12e999", "1e-999")
    ] == [
        False,
        False,
        False,
        False,
    ]
    assert all(parse_json(f"[{n}]".encode(), file="f").problems for n in ("12e1000", "0.9e-1000", "1e1001"))
