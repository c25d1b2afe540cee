"""Texts that were corrected since somebody annotated them: kept, so that their spans can be carried over."""

from __future__ import annotations

import re

from annotate_kit.core import Annotation, Article
from annotate_kit.store import paths
from annotate_kit.store.store import Store, digest
from annotate_kit.text import Carried, carry

__all__ = ["carried_over", "keep_text", "text_of"]

_DIGEST = re.compile("[0-9a-f]{64}")


def keep_text(store: Store, text: str) -> None:
    """Keep a text under its digest.

    Raises:
        UnwritableError: where the file system refuses.
    """
    raw = text.encode()
    store.add_file(paths.old_text_path(digest(raw)), raw)


def text_of(store: Store, article: Article, text_sha256: str) -> str | None:
    """The text of this digest: the article's, or one that it had before; None where it is not kept here.

    Raises:
        AccessError: where it cannot be read.
    """
    if text_sha256 == article.text_sha256:
        return _checked(store.read(paths.text_path(article.id), "article_bytes"), text_sha256)
    if not _DIGEST.fullmatch(text_sha256):
        return None
    path = paths.old_text_path(text_sha256)
    return _checked(store.read(path, "article_bytes"), text_sha256) if store.exists(path) else None


def _checked(raw: bytes, sha256: str) -> str | None:
    # Spans that are laid over another text than theirs are wrong without anybody seeing it.
    return raw.decode() if digest(raw) == sha256 else None


def carried_over(store: Store, annotation: Annotation, article: Article, text_sha256: str) -> Carried | None:
    """An annotation of an older text, on a newer one of the same article; None where one of the two is not kept here.

    Raises:
        AccessError: where a text cannot be read.
    """
    old, new = (text_of(store, article, sha256) for sha256 in (annotation.text_sha256, text_sha256))
    return None if old is None or new is None else carry(annotation, old, new, text_sha256=text_sha256)
