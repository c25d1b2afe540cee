"""Addresses of articles, and of passages inside them."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from annotate_kit.core import Span

__all__ = ["page_url", "passage_url"]

_WHOLE = 80
"""Code points up to which a quote is named whole; of a longer one its first and last words."""


def page_url(url: str | None) -> str | None:
    """The address of a page, if it is one that a person may safely follow: http or https, one line, with a host."""
    if url is None or not url.isprintable() or " " in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def passage_url(url: str | None, span: Span) -> str | None:
    """The address of the first words of a span on its page, as a text fragment; the page's own fragment gives way."""
    page = page_url(url)
    if page is None or not span.quotes:
        return page
    words = span.quotes[0]
    if len(words) <= _WHOLE:
        said = _encode(words)
    else:
        parts = words.split()
        said = f"{_encode(' '.join(parts[:4]))},{_encode(' '.join(parts[-4:]))}"
    return f"{page.partition('#')[0]}#:~:text={said}"


def _encode(words: str) -> str:
    # A hyphen and a comma are signs of the text fragment itself.
    return quote(words, safe="", errors="replace").replace("-", "%2D")
