"""Inputs: what a reader is meant to read, changed at random; the same for the same seed and number."""

from __future__ import annotations

import random

TOKENS = (
    *(b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"\n", b"\r\n", b"\0", b"\x1b[31m", b"\xff", b"\xef\xbb\xbf"),
    *(b"null", b"true", b"NaN", b"-0", b"1e999", b"9" * 30, b"1" * 1_200, b"\\ud800", b"\\u0000"),
    *(b"<<<<<<<", b"=======", b'"id":', b'"start":', b'"data":', b'"$ref":"#"', b'"type":', b"[[", b"= '"),
    *(b"<!DOCTYPE a>", b"&a;", b"PK\x05\x06"),
    *("\u202e".encode(), "\u0301".encode() * 40, "\ufffd".encode(), "부산".encode(), "東京".encode(), "٣".encode()),
    *("２".encode(), "½".encode(), "\u3000".encode(), "兆".encode(), "억".encode(), "İ".encode(), "ß".encode()),
    *(b"2024-02-30", b"Feb 29", b"0000", b"99999", b"-1", b"$", b"%", b".", b"..", b"../", b"1,2,3", b"May", b"last "),
)
"""What means something to one reader or another."""
LONGEST = 200_000
"""Bytes of an input, so that a million of them end."""


def an_input(seeds: tuple[bytes, ...], luck: random.Random) -> bytes:
    """One of the seeds, with some of it flipped, cut, doubled, moved, or something put in; rarely bytes alone."""
    if luck.random() < 0.01:
        return luck.randbytes(luck.randrange(300))
    raw = luck.choice(seeds)
    for _ in range(luck.choice((1, 1, 1, 2, 3, 8))):
        raw = _changed(raw, seeds, luck)
    return raw[:LONGEST]


def _changed(raw: bytes, seeds: tuple[bytes, ...], luck: random.Random) -> bytes:
    at = luck.randrange(len(raw) + 1)
    end = min(len(raw), at + luck.choice((1, 1, 2, 5, 20, 200)))
    piece = raw[at:end]
    match luck.randrange(8):
        case 0:
            made = raw[:at] + bytes([luck.randrange(256)]) + raw[at + 1 :]
        case 1:
            made = raw[:at] + raw[end:]
        case 2:
            made = raw[:at]
        case 3:
            made = raw[:end] + piece * luck.choice((1, 1, 5, 60)) + raw[end:]
        case 4:
            other = luck.choice(seeds)
            start = luck.randrange(len(other) + 1)
            made = raw[:at] + other[start : start + luck.choice((3, 30, 300))] + raw[at:]
        case 5:
            rest = raw[:at] + raw[end:]
            to = luck.randrange(len(rest) + 1)
            made = rest[:to] + piece + rest[to:]
        case _:
            made = raw[:at] + luck.choice(TOKENS) + raw[luck.choice((at, end)) :]
    return made
