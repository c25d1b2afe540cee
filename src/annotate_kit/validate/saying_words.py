"""The words of a claim, prepared once for all that is looked for in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property

import attrs

from annotate_kit.core.annotation import Article
from annotate_kit.core.spans import Span
from annotate_kit.validate import wording

__all__ = ["Words", "bare", "folded", "scripts_of", "words_of"]

_READ = frozenset({"", "en", "ko", "ja"})
"""Languages whose numbers and dates can be read; of words in others only digits are understood."""
_SCRIPTS = (
    ("latin", "[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    ("hangul", "[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]"),
    ("kana", "[\u3040-\u30ff]"),
    ("han", "[\u3400-\u9fff\U00020000-\U0003ffff]"),
)
_LETTER = re.compile("[^\\W\\d_]")
_LONGEST = 2_000
"""Code points of the words of one claim that are looked at; nothing in longer ones can be called its words."""


@attrs.frozen(kw_only=True, slots=False)
class Words:
    """The words of one claim."""

    spans: tuple[Span, ...]
    quotes: tuple[str, ...]
    """Of every fragment of every span."""
    language: str
    """The article's, its first subtag; empty where it is unknown."""
    published: str | None
    """The article's day as EDTF."""

    @cached_property
    def joined(self) -> str:
        """All of them, one space between."""
        return " ".join(self.quotes)[:_LONGEST]

    @cached_property
    def folded(self) -> str:
        """All of them, in NFKC and small letters."""
        return folded(self.joined)

    @cached_property
    def bare(self) -> str:
        """Letters and digits alone, with single spaces between and around."""
        return f" {bare(self.joined)} "

    @cached_property
    def scripts(self) -> frozenset[str]:
        """In which scripts they are written."""
        return scripts_of(self.joined)

    @property
    def is_readable(self) -> bool:
        """Whether their numbers and dates are understood also where they are spelt out."""
        return self.language in _READ

    @property
    def shown(self) -> str:
        """For a message."""
        return wording.quoted(" … ".join(self.quotes))


def words_of(spans: Sequence[Span], article: Article | None) -> Words:
    """The words of these spans of an article."""
    return Words(
        spans=tuple(spans),
        quotes=tuple(quote for span in spans for quote in span.quotes),
        language=(article.language or "").partition("-")[0].lower() if article else "",
        published=article.published if article else None,
    )


def folded(text: str) -> str:
    """A text in NFKC and small letters, runs of white space as one space."""
    return " ".join((text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold().split())


def bare(text: str) -> str:
    """Letters and digits of a text in small letters, all else as single spaces."""
    return " ".join(re.findall(r"[^\W_]+", folded(text)))


def scripts_of(text: str) -> frozenset[str]:
    """The scripts of the letters of a text; `other` for all that nothing more is known of."""
    if text.isascii():
        return _LATIN if _LETTER.search(text) else frozenset()
    found = {name for name, pattern in _SCRIPTS if re.search(pattern, text)}
    rest = text
    for _, pattern in _SCRIPTS:
        rest = re.sub(pattern, "", rest) if not rest.isascii() else ""
    return frozenset(found | {"other"} if _LETTER.search(rest) else found)


_LATIN = frozenset({"latin"})
