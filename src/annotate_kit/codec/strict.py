"""Strict JSON: what it says is exactly what is there, or a problem with its place."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn

import attrs

from annotate_kit.core.limits import FIXED, LIMITS, Limits, option_of, raised
from annotate_kit.core.pointers import parent
from annotate_kit.core.problems import Place, Problem
from annotate_kit.core.values import ABSENT, Absent, Json

if TYPE_CHECKING:
    from annotate_kit.codec.scanner import Fault, Lines, Scan, Spot

__all__ = ["Parsed", "locate", "parse_json"]


@attrs.frozen(kw_only=True)
class Parsed:
    """What a JSON file says, and what is wrong with it."""

    value: Json | Absent
    """ABSENT where it cannot be read at all. With problems, the best reading: the first of a key that stands twice,
    null for what is no number, U+FFFD for half a character."""
    problems: tuple[Problem, ...] = ()
    """Each with its place."""


class _NotStrictError(ValueError):
    """The fast reader met something that only the scanner can place."""


def parse_json(raw: bytes, *, file: str, limits: Limits = LIMITS, depth: int = FIXED.json_depth) -> Parsed:
    """Read UTF-8 JSON: no byte order mark, NaN, key twice in an object, half a character; bounded size and depth.

    Integers are int, other numbers Decimal. `file` is the name that problems carry, `depth` how many values may lie
    inside one another.
    """
    if len(raw) > limits.json_bytes:
        message = f"the file has {len(raw):,} bytes, and the limit is {limits.json_bytes:,}"
        return _refused(file, "AK001", message, f"Split it, or {raised('json_bytes')}.")
    text = _decoded(raw, file)
    if isinstance(text, Parsed):
        return text
    # A lone surrogate can only come from an escape, which canonical files never need.
    if "\\u" not in text:
        try:
            value = _load(text)
        except (ValueError, RecursionError):
            pass
        else:
            if not _is_deeper(value, depth):
                return Parsed(value=value)
    from annotate_kit.codec.scanner import scan  # noqa: PLC0415 - costs a start-up, and most files are strict

    return _explain(scan(text, depth), file, limits)


def locate(problems: Iterable[Problem], raw: bytes) -> tuple[Problem, ...]:
    """The problems of one file with their places, by their pointers; at the nearest value there is."""
    problems = tuple(problems)
    if all(problem.place for problem in problems):
        return problems
    from annotate_kit.codec.scanner import positions  # noqa: PLC0415 - costs a start-up, for files with problems alone

    spots = positions(raw.decode("utf-8", "replace"))
    return tuple(p if p.place else attrs.evolve(p, place=_find_place(p, spots)) for p in problems)


def _find_place(problem: Problem, spots: Any) -> Place | None:
    pointer = problem.pointer
    while pointer and pointer not in spots:
        pointer = parent(pointer)
    spot: Spot | None = spots.get(pointer)
    if spot is None:
        return None
    is_exact = pointer == problem.pointer
    return spot.key if problem.at_key and is_exact and spot.key else spot.value


def _decoded(raw: bytes, file: str) -> str | Parsed:
    if raw.startswith(b"\xef\xbb\xbf"):
        message = "the file begins with a byte order mark"
        return _refused(file, "AK003", message, "Save it as UTF-8 without one.")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in raw[:2]:
        if not raw.strip(b"\0"):
            return _refused(file, "AK001", "the file holds nothing but zeros, as after a crash", "Restore it.")
        name = "UTF-32" if b"\0\0" in raw[:4] else "UTF-16"
        return _refused(file, "AK003", f"the file is {name}", "Save it as UTF-8.")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        from annotate_kit.codec.scanner import Lines  # noqa: PLC0415 - as above

        before = raw[: error.start].decode()
        what = f"the byte 0x{raw[error.start]:02X} is not UTF-8"
        place = Lines(before).place(len(before), len(before))
        return _refused(file, "AK003", what, "Save it as UTF-8.", place)


def _refused(file: str, code: str, message: str, hint: str, place: Place | None = None) -> Parsed:
    place = place or Place(line=1, column=1, end_line=1, end_column=1)
    return Parsed(value=ABSENT, problems=(Problem(code=code, message=message, hint=hint, file=file, place=place),))


def _load(text: str) -> Json:
    def integer(digits: str) -> int:
        if len(digits) > FIXED.number_digits:
            raise _NotStrictError
        return int(digits)

    def number(digits: str) -> Decimal:
        if len(digits) > FIXED.number_digits or _is_out_of_range(digits):
            raise _NotStrictError
        return Decimal(digits)

    value: Json = json.loads(
        text, object_pairs_hook=_object, parse_int=integer, parse_float=number, parse_constant=_no_constant
    )
    return value


def _is_out_of_range(digits: str) -> bool:
    if "e" not in digits and "E" not in digits:
        return False
    from annotate_kit.codec.scanner import is_out_of_range  # noqa: PLC0415 - as above

    return is_out_of_range(digits)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _NotStrictError
    return made


def _no_constant(_name: str) -> NoReturn:
    raise _NotStrictError


def _first_wins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return dict(reversed(pairs)) if len({key for key, _ in pairs}) != len(pairs) else dict(pairs)


_HOLDING = frozenset({dict, list})


def _is_deeper(value: Json, depth: int) -> bool:
    level: list[Any] = [value]
    for _ in range(depth):
        # The reader makes plain dicts and lists, and every value of a file comes by here.
        level = [
            inner
            for outer in level
            if type(outer) in _HOLDING
            for inner in (outer.values() if type(outer) is dict else outer)
            if type(inner) in _HOLDING
        ]
        if not level:
            return False
    return True


def _explain(found: Scan, file: str, limits: Limits) -> Parsed:
    problems = [_problem(fault, found.lines, file) for fault in found.faults[: limits.problems_per_file]]
    if left := len(found.faults) - len(problems):
        hint = (
            f"There are {left:,} more of this kind: {option_of('problems_per_file')} is {limits.problems_per_file:,}."
        )
        problems[-1] = attrs.evolve(problems[-1], hint=f"{problems[-1].hint} {hint}")
    return Parsed(value=_reading(found) if found.is_readable else ABSENT, problems=tuple(problems))


def _problem(fault: Fault, lines: Lines, file: str) -> Problem:
    return Problem(
        code=fault.code,
        message=fault.message,
        hint=fault.hint,
        file=file,
        pointer=fault.pointer,
        at_key=fault.code == "AK002",
        place=lines.place(fault.start, fault.end),
    )


def _reading(found: Scan) -> Json:
    """The best reading of a text that is JSON, but not strict."""
    pieces: list[str] = []
    at = 0
    for fault in found.faults:
        if fault.code in _STAND_INS:
            pieces += (found.text[at : fault.start], _STAND_INS[fault.code])
            at = fault.end
    pieces.append(found.text[at:])
    value: Json = json.loads("".join(pieces), object_pairs_hook=_first_wins, parse_float=Decimal)
    return value


_STAND_INS = {"AK003": "\\ufffd", "AK004": "null"}
