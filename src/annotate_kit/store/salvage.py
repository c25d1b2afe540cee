"""What is still good in an annotation file that is no JSON any more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from annotate_kit.codec import decode_annotation, parse_json
from annotate_kit.core import LIMITS, Annotation, Limits

__all__ = ["salvage"]

# The kit writes records and spans two levels deep, so a whole one stands between these two lines.
_CHUNK = re.compile(rb"^    \{\n(?:      .*\n)*?    \}", re.MULTILINE)
_HEADER = re.compile(rb'^  "(status|text_sha256)": "([a-z0-9-]*)"', re.MULTILINE)


def salvage(raw: bytes, limits: Limits = LIMITS) -> Annotation:
    """The spans and records that are whole in a broken file, read one by one; article and annotator are left empty."""
    value: dict[str, Any] = {"article": "", "annotator": "", "spans": [], "records": []}
    value |= {found[1].decode(): found[2].decode() for found in _HEADER.finditer(raw)}
    for item in _objects(raw, limits):
        if "fragments" in item:
            value["spans"].append(item)
        elif "data" in item:
            value["records"].append(item)
    annotation = decode_annotation(value, file="").annotation
    assert annotation is not None
    return annotation


def _objects(raw: bytes, limits: Limits) -> Iterator[Mapping[str, Any]]:
    whole = parse_json(raw.removeprefix(b"\xef\xbb\xbf"), file="", limits=limits).value
    if isinstance(whole, Mapping):
        for name in ("spans", "records"):
            items = whole.get(name)
            yield from items if isinstance(items, list) else []
        return
    for chunk in _CHUNK.finditer(raw):
        value = parse_json(chunk[0], file="").value
        if isinstance(value, Mapping):
            yield value
