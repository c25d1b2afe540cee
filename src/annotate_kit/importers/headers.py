"""The header block of an article's file: what it says about itself, before the text."""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

__all__ = ["KEYS", "Metadata", "split_header"]

KEYS: Mapping[str, str] = {
    "title": "title",
    "headline": "title",
    "source": "source",
    "publisher": "source",
    "url": "url",
    "link": "url",
    "published": "published",
    "date": "published",
    "language": "language",
    "lang": "language",
    "licence": "licence",
    "license": "licence",
}
"""What a header line may be called → the article's property."""

_LINE = re.compile(r"\s*([A-Za-z]{3,12})\s*:\s*(\S.*?)\s*")
_FENCE = "---"


@attrs.frozen(kw_only=True)
class Metadata:
    """What is known about an article apart from its text; each may be missing."""

    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    """EDTF."""
    language: str | None = None
    """A BCP 47 tag."""
    licence: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """These values, and where one is missing the other's."""
        mine = {name: value for name, value in attrs.asdict(self).items() if value}
        return attrs.evolve(other, **mine)


def split_header(text: str) -> tuple[Metadata, str]:
    """The metadata of a header block at the top of `text`, and the text after it.

    A block is two or more `key: value` lines whose keys are all in `KEYS` (one is enough for `title` or between
    `---` lines), closed by a blank line, or, where it began with `---`, by another. Anything else is text.
    """
    lines = text.split("\n")
    fenced = lines[0].strip() == _FENCE
    closed = (
        number
        for number, line in enumerate(lines[fenced:], start=fenced)
        if ((line.strip() == _FENCE) if fenced else not line.strip())
    )
    end = next(closed, 0)
    found: dict[str, str] = {}
    for line in lines[fenced:end]:
        match = _LINE.fullmatch(line)
        if match is None or match[1].lower() not in KEYS:
            return Metadata(), text
        found[KEYS[match[1].lower()]] = match[2].strip("\"'") if fenced else match[2]
    # One lonely "Source: …" line may be a caption of the article itself.
    if not found or not (fenced or len(found) > 1 or "title" in found):
        return Metadata(), text
    return Metadata(**found), "\n".join(lines[end + 1 :]).lstrip("\n")
