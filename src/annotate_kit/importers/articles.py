"""A text file → an article: normalised once, named, dated, and never touched again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import attrs

from annotate_kit.core import LIMITS, Article, Limits, edtf_problem, is_article_id
from annotate_kit.core.limits import raised
from annotate_kit.importers.headers import Metadata, split_header
from annotate_kit.text import Unreadable, normalise, safe_line, slug

__all__ = ["Imported", "Refused", "free_id", "read_article"]

_HEADING = re.compile(r"\s{0,3}#\s+(.+?)\s*#*\s*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TITLE_LIMIT = 200
_WITH_USER = re.compile(r"[^/?#]*//[^/?#]*@")
_HANGUL = re.compile(r"[가-힣]")
_KANA = re.compile(r"[ぁ-ヿ]")
_SHARE = 0.15
"""The share of Hangul or kana from which a text counts as Korean or Japanese."""


@attrs.frozen(kw_only=True)
class Imported:
    """An article that can be stored."""

    article: Article
    text: str


@attrs.frozen(kw_only=True)
class Refused:
    """Why a file makes no article, and what to do."""

    reason: str
    hint: str
    line: int | None = None
    """1-based, where one line is to blame."""
    column: int | None = None
    """1-based, in code points."""


def read_article(
    raw: bytes,
    *,
    given: Metadata,
    name_article: Callable[[str | None], str],
    markdown: bool = False,
    known: Metadata | None = None,
    limits: Limits = LIMITS,
) -> Imported | Refused:
    """The article in a file's bytes.

    Args:
        raw: UTF-8 text, with or without a header block.
        given: what the person says about it, which wins over the header block.
        name_article: makes a free article id from the title's slug (None where it has none).
        markdown: whether a `# heading` is the title.
        known: what was known about it before, where neither the person nor the header block says it.
        limits: how large it may be.
    """
    if len(raw) > limits.article_bytes:
        return _too_large(limits)
    whole = normalise(raw)
    if isinstance(whole, Unreadable):
        return Refused(reason=whole.reason, hint=whole.hint, line=whole.line, column=whole.column)
    found, text = split_header(whole)
    if not text.strip():
        return Refused(reason="it has a header but no text", hint="Put the article below the blank line.")
    metadata = given.over(found).over(known or Metadata())
    refused = _check(metadata)
    if refused is not None:
        return refused
    title = metadata.title or _first_line(text, markdown=markdown)
    text = text.rstrip("\n") + "\n"
    if len(text.encode()) > limits.article_bytes:
        return _too_large(limits)  # a few characters have normal forms that are longer
    article = Article(
        id=name_article(slug(title)),
        title=title,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        length=len(text),
        language=metadata.language or _guess_language(text),
        source=metadata.source,
        url=metadata.url,
        published=metadata.published,
        licence=metadata.licence,
    )
    return Imported(article=article, text=text)


def free_id(stem: str | None, is_taken: Callable[[str], bool], fallback: Callable[[], str]) -> str:
    """An article id that nobody has: the slug, the slug with a number, or `fallback()` where there is no slug."""
    if stem is None or not is_article_id(stem):
        return fallback()
    if not is_taken(stem):
        return stem
    number = 2
    while is_taken(f"{stem}-{number}"):
        number += 1
    return f"{stem}-{number}"


def _too_large(limits: Limits) -> Refused:
    hint = f"Split it, import the article alone, or {raised('article_bytes')}."
    return Refused(reason=f"it has more than {limits.article_bytes:,} bytes", hint=hint)


def _first_line(text: str, *, markdown: bool) -> str:
    line = next(line for line in text.split("\n") if line.strip())
    heading = _HEADING.fullmatch(line) if markdown else None
    return " ".join((heading[1] if heading else line).split())[:_TITLE_LIMIT]


def _guess_language(text: str) -> str | None:
    """Korean or Japanese by their scripts; None where nothing is certain."""
    letters = sum(map(str.isalpha, text)) or 1
    if len(_HANGUL.findall(text)) / letters > _SHARE:
        return "ko"
    return "ja" if len(_KANA.findall(text)) / letters > _SHARE else None


def _check(metadata: Metadata) -> Refused | None:
    for name, value in attrs.asdict(metadata).items():
        if value and any("\ud800" <= letter <= "\udfff" for letter in value):
            return Refused(reason=f"{name}: it holds bytes that are no text", hint="Write it in UTF-8.")
    if metadata.published and (wrong := edtf_problem(metadata.published)):
        return Refused(reason=f"published: {wrong}", hint="Write it as 2023-05-17, or leave it out.")
    if metadata.url and _WITH_USER.match(metadata.url):
        # The address stands in every export, and in messages.
        return Refused(reason="url: it holds a user's name or password", hint="Leave out what stands before the @.")
    if metadata.url and not _is_web_address(metadata.url):
        return Refused(
            reason=f'url: "{safe_line(metadata.url)}" is no http or https address', hint="Give the whole address."
        )
    if metadata.language and not _LANGUAGE.fullmatch(metadata.language):
        return Refused(
            reason=f'language: "{safe_line(metadata.language)}" is no language tag', hint="Write en, ko, ja, pt-BR …"
        )
    return None


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and url.isprintable() and " " not in url
