"""Spans against the text: digests, offsets, quotes, edges."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from annotate_kit.core.annotation import Annotation, Article
from annotate_kit.core.problems import Problem
from annotate_kit.core.spans import Fragment, Span
from annotate_kit.text import is_surely_boundary
from annotate_kit.validate import wording
from annotate_kit.validate.places import Places

if TYPE_CHECKING:
    from annotate_kit.text import TextIndex

__all__ = ["article_problems", "digest_of", "text_problems"]

_DIGEST = re.compile("[0-9a-f]{64}")
_RESTORE = "Restore text.txt; `annotate-kit article update` takes a corrected text, and moves the spans."


@functools.lru_cache(maxsize=16)
def digest_of(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes, lower-case hex."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


@functools.lru_cache(maxsize=16)
def _index(text: str) -> TextIndex:
    from annotate_kit.text import index_text  # noqa: PLC0415 - costs a start-up, and most edges are sure without it

    return index_text(text)


def article_problems(article: Article, text: str, file: str) -> Iterator[Problem]:
    """Whether a text is the one that its article.json was written for."""
    if article.text_sha256 != digest_of(text):
        message, hint = "text.txt is not the text that was imported", _RESTORE
        if digest_of(text.replace("\r\n", "\n")) == article.text_sha256:
            message = "text.txt has the line ends of Windows, which shifts every offset"
            hint = "Restore it; a line `annotations/**/text.txt -text` in .gitattributes keeps git from changing it."
        yield Problem(code="AK201", message=message, hint=hint, file=file, pointer="/text_sha256")
    elif article.length != len(text):
        yield Problem(
            code="AK201",
            message=f"length is {article.length}, but text.txt has {len(text)} code points",
            hint=f"Write {len(text)}.",
            file=file,
            pointer="/length",
            suggestion=str(len(text)),
        )


def text_problems(annotation: Annotation, text: str, places: Places) -> Iterator[Problem]:
    """Whether the spans stand on the words that they quote."""
    # A digest that is none has a problem of its own, and says nothing of the text.
    if _DIGEST.fullmatch(annotation.text_sha256) and annotation.text_sha256 != digest_of(text):
        yield _changed(annotation, text, places)
        return
    seen: dict[tuple[Fragment, ...], Span] = {}
    doubts = _doubts(annotation, text) if annotation.notes else {}
    for span in annotation.ordered_spans:
        if span.id in doubts:
            yield _doubtful(span, doubts[span.id], text, places)
            continue
        found = list(_span_problems(span, text, places))
        yield from found
        first = seen.setdefault(span.fragments, span)
        if first is not span:
            yield places.of_span(
                span,
                "AK206",
                f"the span {wording.quoted(span.quote)} stands on the same words as {first.id}",
                f"Use {first.id} instead, and take this one out.",
                suggestion=first.id,
            )


def _doubts(annotation: Annotation, text: str) -> Mapping[str, str]:
    from annotate_kit.text import doubts_of  # noqa: PLC0415 - costs a start-up, and most files have no notes

    return doubts_of(annotation, text)


def _doubtful(span: Span, kind: str, text: str, places: Places) -> Problem:
    quoted = wording.quoted(span.quote)
    stands = wording.quoted(" … ".join(_quoted(text, fragment) for fragment in span.fragments))
    if kind == "lost":
        message = f"the text was corrected, and {quoted} is not in it any more"
    elif stands == quoted:
        message = f"the text was corrected, and {quoted} may be another mention now: the words around it changed"
    else:
        message = f"the text was corrected, and where {quoted} was it reads {stands} now"
    hint = "In the app `_` lists such spans: `y` takes what stands there now, `x` removes the span."
    return places.of_span(span, "AK208", message, hint, found=stands)


def _changed(annotation: Annotation, text: str, places: Places) -> Problem:
    spans = annotation.spans.values()
    astray = sum(any(_quoted(text, fragment) != quote for fragment, quote in _parts(span)) for span in spans)
    what = "all spans still stand on their words" if not astray else f"{astray} of {len(spans)} spans are astray"
    return Problem(
        code="AK201",
        message=f"the text changed since it was annotated: {what}",
        hint=_RESTORE,
        file=places.file,
        pointer="/text_sha256",
    )


def _parts(span: Span) -> Iterator[tuple[Fragment, str]]:
    return zip(span.fragments, span.quotes, strict=False)


def _quoted(text: str, fragment: Fragment) -> str:
    return text[fragment.start : fragment.end]


def _span_problems(span: Span, text: str, places: Places) -> Iterator[Problem]:
    for n, (fragment, quote) in enumerate(_parts(span)):
        if fragment.end > len(text):
            yield places.of_span(
                span,
                "AK202",
                f"the span {wording.quoted(quote)} ends at {fragment.end}, but the text has {len(text)} code points",
                _found_at(text, span, n),
                f"/fragments/{n}",
            )
        elif _quoted(text, fragment) != quote:
            stands = wording.quoted(_quoted(text, fragment))
            yield places.of_span(
                span,
                "AK203",
                f"the span quotes {wording.quoted(quote)}, but the text has {stands} there",
                _found_at(text, span, n),
                f"/quotes/{n}",
                found=stands,
            )
        else:
            yield from _edge_problems(span, n, text, places)


def _found_at(text: str, span: Span, n: int) -> str:
    from annotate_kit.text import Exact, Moved, anchor  # noqa: PLC0415 - costs a start-up, and most spans stand

    is_first, is_last = n == 0, n == len(span.fragments) - 1
    prefix, suffix = span.prefix if is_first else "", span.suffix if is_last else ""
    place = anchor(text, span.quotes[n], prefix, suffix, span.fragments[n].start)
    if isinstance(place, Exact | Moved):
        is_literal = isinstance(place, Exact) or place.is_literal
        words = "" if is_literal else f", which reads {wording.quoted(text[place.start : place.end])}"
        return f"It is probably [{place.start}, {place.end}]{words}."
    return f"Mark the words again: {place.reason}."


def _edge_problems(span: Span, n: int, text: str, places: Places) -> Iterator[Problem]:
    fragment, quote = span.fragments[n], span.quotes[n]
    cut = [offset for offset in (fragment.start, fragment.end) if not _is_edge(text, offset)]
    if cut:
        index = _index(text)
        start, end = index.grapheme_floor(fragment.start), index.grapheme_ceil(fragment.end)
        yield places.of_span(
            span,
            "AK204",
            f"the span {wording.quoted(quote)} cuts a character in two",
            f"Write [{start}, {end}] and {wording.quoted(text[start:end])}.",
            f"/fragments/{n}",
        )
    elif quote != quote.strip():
        start = fragment.start + len(quote) - len(quote.lstrip())
        end = start + len(quote.strip())
        hint = f"Write [{start}, {end}]." if start < end else "Take it out."
        yield places.of_span(
            span, "AK205", f"the span {wording.quoted(quote)} has white space at an edge", hint, f"/fragments/{n}"
        )


def _is_edge(text: str, offset: int) -> bool:
    return is_surely_boundary(text, offset) or _index(text).is_boundary(offset)
