"""Canonical JSON: the same content gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from json.encoder import JSONEncoder, encode_basestring
from typing import Any

from annotate_kit.core.values import Json, is_array, is_object

__all__ = ["encode", "encode_line"]

_PLAIN = JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, sort_keys=True, separators=(",", ":"))


def encode(value: Json) -> bytes:
    """Canonical bytes: keys sorted by code point, two-space indent, UTF-8, a final newline, decimals exact.

    Raises:
        ValueError: for NaN, infinities and lone surrogates, which JSON files cannot hold.
    """
    pieces: list[str] = []
    _write(value, "\n", pieces.append)
    pieces.append("\n")
    return "".join(pieces).encode()


def encode_line(value: Json) -> bytes:
    """The same on one line, compact, without a newline.

    Raises:
        ValueError: for NaN, infinities and lone surrogates.
    """
    try:
        return _PLAIN.encode(value).encode()
    except (TypeError, ValueError):  # what the C code does not know: a decimal, another mapping; or nobody can write
        pieces: list[str] = []
        _write_compact(value, pieces.append)
        return "".join(pieces).encode()


def _write(value: Json, newline: str, out: Any) -> None:
    """Write a value; `newline` is a line end with the indent of the line that the value stands on.

    The standard encoder leaves its C code as soon as it indents; this takes half its time.
    """
    kind = type(value)
    if kind is dict:
        _write_object(value, newline, out)  # type: ignore[arg-type]  # it is one
    elif kind is list or kind is tuple:
        _write_array(value, newline, out)
    elif is_object(value):
        _write_object(value, newline, out)  # type: ignore[arg-type]  # is_object
    elif is_array(value):
        _write_array(value, newline, out)
    else:
        out(_scalar(value))


def _write_object(value: Mapping[str, Json], newline: str, out: Any) -> None:
    if not value:
        out("{}")
        return
    inner = newline + "  "
    opening = "{" + inner
    for key in sorted(value):
        item = value[key]
        if type(item) is str:
            out(f"{opening}{_key(key)}{encode_basestring(item)}")
        else:
            out(opening + _key(key))
            _write(item, inner, out)
        opening = "," + inner
    out(newline + "}")


def _write_array(value: Any, newline: str, out: Any) -> None:
    if not value:
        out("[]")
        return
    inner = newline + "  "
    opening = "[" + inner
    for item in value:
        kind = type(item)
        if kind is str:
            out(opening + encode_basestring(item))
        elif kind is int:
            out(opening + int.__repr__(item))
        else:
            out(opening)
            _write(item, inner, out)
        opening = "," + inner
    out(newline + "]")


def _write_compact(value: Json, out: Any) -> None:
    if isinstance(value, Mapping):
        opening = "{"
        for key in sorted(value):
            out(f"{opening}{encode_basestring(key)}:")
            _write_compact(value[key], out)
            opening = ","
        out("}" if value else "{}")
    elif is_array(value):
        opening = "["
        for item in value:  # type: ignore[union-attr]  # is_array
            out(opening)
            _write_compact(item, out)
            opening = ","
        out("]" if value else "[]")
    else:
        out(_scalar(value))


@lru_cache(maxsize=4096)
def _key(key: str) -> str:
    return f"{encode_basestring(key)}: "


def _scalar(value: Json) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(value)
        return str(value)
    assert isinstance(value, float)
    if value - value != 0:
        raise ValueError(value)
    return float.__repr__(value)
