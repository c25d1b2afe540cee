"""A scanner for JSON that knows where everything stands: the place of every value, and of every fault.

The standard reader is faster and is always tried first; this one runs only over files with findings.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import NoReturn

import attrs

from annotate_kit.core.limits import FIXED
from annotate_kit.core.pointers import child
from annotate_kit.core.problems import Place

__all__ = ["Fault", "Lines", "Positions", "Scan", "Spot", "is_out_of_range", "positions", "scan"]

_SPACE = re.compile(r"[ \t\n\r]*")
# Each step of the loop must eat a backslash, so that a string that never ends is refused in linear time.
_STRING = re.compile(r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"')
_MERGE_MARKER = re.compile(r"(?m:^)(?:<{7}|\|{7}|={7}|>{7})(?!\S)")
_STRING_BODY = re.compile(r'[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?(?:[eE]([+-]?[0-9]+))?")
_WORD = re.compile(r"-?[A-Za-z_][A-Za-z_0-9]*")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)")
_FIRST_HALVES = range(0xD800, 0xDC00)
_SECOND_HALVES = range(0xDC00, 0xE000)
_LITERALS = frozenset({"true", "false", "null"})
_NOT_FINITE = frozenset({"NaN", "Infinity", "-Infinity"})


@attrs.frozen(kw_only=True)
class Spot:
    """Where a value stands, and the key before it."""

    key: Place | None
    """None for items of arrays and for the whole document."""
    value: Place


@attrs.frozen(kw_only=True)
class Fault:
    """Something in a text that strict JSON does not allow."""

    code: str
    message: str
    hint: str
    start: int
    """Offset in code points, 0-based."""
    end: int
    """One past the last code point."""
    pointer: str = ""
    """Of the value that it is in."""
    is_fatal: bool = False
    """Whether nothing after it could be read."""


class Lines:
    """Offsets of a text as lines and columns."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of a 0-based offset, both in code points."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def place(self, start: int, end: int) -> Place:
        """The place of the half-open range."""
        line, column = self.position(start)
        end_line, end_column = self.position(end)
        return Place(line=line, column=column, end_line=end_line, end_column=end_column)


_Offsets = tuple[int, int, int, int]
"""Key start and end (-1 where there is no key), value start and end."""


class Positions(Mapping[str, Spot]):
    """The spot of every JSON Pointer of a text, parents before their children."""

    def __init__(self, offsets: Mapping[str, _Offsets], lines: Lines) -> None:
        self._offsets = offsets
        self._lines = lines

    def __getitem__(self, pointer: str) -> Spot:
        key_start, key_end, start, end = self._offsets[pointer]
        key = None if key_start < 0 else self._lines.place(key_start, key_end)
        return Spot(key=key, value=self._lines.place(start, end))

    def __iter__(self) -> Iterator[str]:
        return iter(self._offsets)

    def __len__(self) -> int:
        return len(self._offsets)


@attrs.frozen(kw_only=True)
class Scan:
    """What a scan found."""

    text: str
    offsets: Mapping[str, _Offsets]
    faults: tuple[Fault, ...]

    @property
    def is_readable(self) -> bool:
        """Whether the text is JSON at all, if not strict JSON."""
        return not any(fault.is_fatal for fault in self.faults)

    # attrs leaves a frozen class without __slots__ its __dict__, which is where this is kept.
    @cached_property
    def lines(self) -> Lines:
        """The text's lines."""
        return Lines(self.text)

    @property
    def positions(self) -> Positions:
        """The spot of every value up to the first fatal fault."""
        return Positions(self.offsets, self.lines)


def positions(text: str) -> Positions:
    """The spot of every value of a JSON text; of a broken one, of all that stands before the break."""
    return scan(text).positions


def scan(text: str, depth: int = FIXED.json_depth) -> Scan:
    """Read a JSON text to its end, or to the first fault that cannot be stepped over."""
    scanner = _Scanner(text, depth)
    try:
        scanner.run()
    except _StopError as stop:
        scanner.faults.append(stop.fault)
        scanner.close_all()
    return Scan(text=text, offsets=scanner.offsets, faults=tuple(scanner.faults))


def is_out_of_range(number: str) -> bool:
    """Whether a number with an exponent is larger, or smaller, than anything that it could be meant for.

    What is taken has to be taken again as it is written: 12e999 is written 1.2E+1000.
    """
    digits = re.split("[eE]", number)[1].lstrip("+-").lstrip("0")
    if len(digits) > len(str(FIXED.number_digits)) or int(digits or "0") > FIXED.number_digits:
        return True
    value = Decimal(number)
    return abs(value.adjusted()) > FIXED.number_digits or len(str(value)) > FIXED.number_digits


class _StopError(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@attrs.define(kw_only=True)
class _Open:
    """An object or array that has begun."""

    pointer: str | None
    """None inside a value whose key came before: its places are not kept."""
    key: tuple[int, int]
    start: int
    closing: str
    keys: set[str] = attrs.field(factory=set)
    count: int = 0


class _Scanner:
    def __init__(self, text: str, depth: int) -> None:
        self.text = text
        self.depth = depth
        self.at = 0
        self.stack: list[_Open] = []
        self.offsets: dict[str, _Offsets] = {}
        self.faults: list[Fault] = []

    def run(self) -> None:
        self._skip_space()
        if self.at == len(self.text):
            self._stop("the file is empty", "Restore it, or delete it.")
        self._value("", (-1, -1))
        while self.stack:
            self._next(self.stack[-1])
        self._skip_space()
        if self.at < len(self.text):
            self._stop("something stands after the end", "Remove what follows the value.")

    def close_all(self) -> None:
        while self.stack:
            self._close(self.stack.pop())

    def _next(self, frame: _Open) -> None:
        """Read one member or item of the innermost open value, or its end."""
        self._skip_space()
        if self.text.startswith(frame.closing, self.at):
            self.at += 1
            self._close(self.stack.pop())
            return
        if frame.count:
            if not self.text.startswith(",", self.at):
                self._stop(f"a comma or {frame.closing} is missing", "Something before this place is not finished.")
            self.at += 1
            self._skip_space()
            if self.text.startswith(frame.closing, self.at):
                self._stop("a comma stands before the end", "Remove the comma.")
            if self.text.startswith(",", self.at):
                self._stop("a comma follows a comma", "Remove one of the two.")
        frame.count += 1
        if frame.closing == "}":
            self._member(frame)
        else:
            pointer = None if frame.pointer is None else child(frame.pointer, frame.count - 1)
            self._value(pointer, (-1, -1))

    def _member(self, frame: _Open) -> None:
        if not self.text.startswith('"', self.at):
            self._stop("a property's name in double quotes is missing", "Names and texts stand in double quotes.")
        start, end = self._string(frame.pointer)
        key = json.loads(self.text[start:end])
        pointer = None if frame.pointer is None else child(frame.pointer, key)
        if key in frame.keys:
            message = f"{_shown(key)} stands twice in one object"
            hint = "Keep one of the two; which is meant cannot be known."
            self._fault("AK002", message, hint, start, end, pointer)
            pointer = None
        frame.keys.add(key)
        self._skip_space()
        if not self.text.startswith(":", self.at):
            self._stop("a colon is missing after a property's name", 'Write it as "name": value.')
        self.at += 1
        self._skip_space()
        self._value(pointer, (start, end))

    def _value(self, pointer: str | None, key: tuple[int, int]) -> None:
        start = self.at
        first = self.text[start : start + 1]
        if first in ("{", "["):
            if len(self.stack) >= self.depth:
                self._stop(f"values are nested deeper than {self.depth}", "Nothing real is that deep.")
            self.at += 1
            self._keep(pointer, key, start, start)
            self.stack.append(_Open(pointer=pointer, key=key, start=start, closing="}" if first == "{" else "]"))
            return
        if first == '"':
            self._string(pointer)
        elif number := _NUMBER.match(self.text, start):
            self._number(number, pointer)
        else:
            self._word(pointer)
        self._keep(pointer, key, start, self.at)

    def _number(self, number: re.Match[str], pointer: str | None) -> None:
        self.at = number.end()
        if self.text[self.at : self.at + 1].isalnum() or self.text[self.at : self.at + 1] in (".", "+", "-", "_"):
            self._stop("this is no number of JSON", "Numbers look like 7, -0.5 or 1e9; others stand in quotes.")
        digits = number.end() - number.start()
        if digits > FIXED.number_digits:
            message = f"a number has {digits:,} characters, and the limit is {FIXED.number_digits:,}"
            self._stop(message, "Write it as text, in double quotes.", at=number.start())
        if number[2] and is_out_of_range(number[0]):
            hint = "Write it as text, in double quotes."
            self._fault("AK004", "this number is out of all range", hint, number.start(), number.end(), pointer)

    def _word(self, pointer: str | None) -> None:
        word = _WORD.match(self.text, self.at)
        if word and word[0] in _LITERALS:
            self.at = word.end()
        elif word and word[0] in _NOT_FINITE:
            hint = "JSON has no such number: leave the property out."
            self._fault("AK004", f"{word[0]} is no number", hint, word.start(), word.end(), pointer)
            self.at = word.end()
        elif word:
            meant = _MEANT.get(word[0].lower())
            how = f"Write {meant}." if meant else "Texts stand in double quotes."
            self._stop(f"{_shown(word[0])} means nothing in JSON", how)
        else:
            self._stop("a value is missing", "Write one, or take its name out.")

    def _string(self, pointer: str | None) -> tuple[int, int]:
        start = self.at
        match = _STRING.match(self.text, start)
        if not match:
            self._broken_string(start)
        self.at = match.end()
        if "\\u" in match[0]:
            for low, high in _lone_surrogates(match[0]):
                message = f"{match[0][low:high]} is half a character"
                hint = "Write the character itself."
                self._fault("AK003", message, hint, start + low, start + high, pointer)
        return start, self.at

    def _broken_string(self, start: int) -> NoReturn:
        body = _STRING_BODY.match(self.text, start + 1)
        assert body is not None
        self.at = body.end()
        what = self.text[self.at : self.at + 1]
        if not what:
            self._stop("a text does not end", "A double quote is missing, or the file was cut.", at=start)
        if what == "\\":
            self._stop(
                f"{_shown(self.text[self.at : self.at + 2])} is no escape of JSON", "Write \\\\ for a backslash."
            )
        name, escape = _CONTROLS.get(what, (f"the control character U+{ord(what):04X}", f"\\u{ord(what):04x}"))
        self._stop(f"a text holds {name}", f"Write it as {escape}, or take it out.")

    def _close(self, frame: _Open) -> None:
        if frame.pointer is not None:
            self.offsets[frame.pointer] = (*frame.key, frame.start, self.at)

    def _keep(self, pointer: str | None, key: tuple[int, int], start: int, end: int) -> None:
        if pointer is not None:
            self.offsets[pointer] = (*key, start, end)

    def _skip_space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        assert match is not None
        self.at = match.end()

    def _fault(self, code: str, message: str, hint: str, start: int, end: int, pointer: str | None) -> None:
        self.faults.append(Fault(code=code, message=message, hint=hint, start=start, end=end, pointer=pointer or ""))

    def _stop(self, message: str, hint: str, at: int | None = None) -> NoReturn:
        start = self.at if at is None else at
        end = min(start + 1, len(self.text))
        if start == len(self.text) and self.stack:
            message, hint = "the file ends before it is complete", "Its end is missing: restore it."
        elif _COMMENT.match(self.text, start):
            message, hint = "JSON has no comments", "Take the comment out."
        elif self.text[start : start + 1] in _QUOTES and start < len(self.text):
            shown = self.text[start]
            message, hint = f"a text or name stands in {shown} instead of double quotes", 'Write it between two ".'
        if marker := _MERGE_MARKER.match(self.text, start):
            message, end = "git has left an unfinished merge here: both sides stand in the file", marker.end()
            hint = "Decide it in the app, which shows both sides, or finish the merge in git."
        pointer = next((frame.pointer for frame in reversed(self.stack) if frame.pointer is not None), "")
        raise _StopError(
            Fault(code="AK001", message=message, hint=hint, start=start, end=end, pointer=pointer, is_fatal=True)
        )


def _lone_surrogates(literal: str) -> Iterator[tuple[int, int]]:
    """The escapes in a string that are one half of a pair, without the other."""
    first: tuple[int, int] | None = None
    for escape in _ESCAPE.finditer(literal):
        unit = int(escape[1], 16) if escape[1] else 0
        is_second = unit in _SECOND_HALVES
        is_pair = first is not None and is_second and first[1] == escape.start()
        if first and not is_pair:
            yield first
        if is_second and not is_pair:
            yield escape.span()
        first = escape.span() if unit in _FIRST_HALVES else None
    if first:
        yield first


_MEANT = {"true": "true", "false": "false", "none": "null", "null": "null", "nil": "null", "undefined": "null"}
"""Words of other languages, in small letters → what JSON has instead."""
_CONTROLS = {"\n": ("a line break", "\\n"), "\t": ("a tab", "\\t"), "\r": ("a line break (CR)", "\\r")}
_COMMENT = re.compile(r"//|/\*|#")
_QUOTES = "'`‘’‚“”„«»"


def _shown(text: str, limit: int = 40) -> str:
    """A piece of a broken file, safe to print and short."""
    return ascii(text if len(text) <= limit else text[:limit] + "…")
