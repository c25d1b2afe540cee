"""Where everything stands in a project: paths relative to its root, POSIX."""

from __future__ import annotations

from annotate_kit.core.names import is_annotator_name, is_article_id
from annotate_kit.errors import NotFoundError, UsageError

__all__ = [
    "ANNOTATIONS",
    "EXPORTS",
    "FINAL",
    "PRIVATE",
    "SCHEMAS",
    "SETTINGS",
    "annotation_path",
    "article_path",
    "base_path",
    "checked_annotator",
    "checked_article",
    "history_folder",
    "is_annotator_stem",
    "journal_folder",
    "lock_path",
    "old_text_path",
    "quarantine_path",
    "text_path",
]

ANNOTATIONS = "annotations"
SCHEMAS = "schemas"
EXPORTS = "exports"
SETTINGS = "annotate-kit.toml"
PRIVATE = ".annotate-kit"
"""Journals and what else belongs to this machine alone."""
FINAL = "final"
"""In place of an annotator: the adjudicated file."""


def checked_article(id_: str) -> str:
    """The id, which can be a folder's name.

    Raises:
        NotFoundError: where it cannot.
    """
    if not is_article_id(id_):
        raise NotFoundError("article", id_)
    return id_


def checked_annotator(name: str) -> str:
    """The name of an annotator or `final`, which can be a file's name.

    Raises:
        UsageError: where it cannot.
    """
    if not is_annotator_stem(name):
        raise UsageError(f"{name!a} cannot be an annotator's name", "Use a-z, 0-9 and hyphens, such as kim.")
    return name


def is_annotator_stem(stem: str) -> bool:
    """Whether `<stem>.json` in an article's folder is an annotation file."""
    return stem == FINAL or is_annotator_name(stem)


def _folder(id_: str) -> str:
    return f"{ANNOTATIONS}/{checked_article(id_)}"


def text_path(id_: str) -> str:
    """Of an article's text."""
    return f"{_folder(id_)}/text.txt"


def article_path(id_: str) -> str:
    """Of an article's metadata."""
    return f"{_folder(id_)}/article.json"


def annotation_path(id_: str, annotator: str) -> str:
    """Of what an annotator says about an article."""
    return f"{_folder(id_)}/{checked_annotator(annotator)}.json"


def journal_folder(id_: str, annotator: str) -> str:
    """Of the journals that are not folded yet."""
    return f"{PRIVATE}/journal/{checked_article(id_)}/{checked_annotator(annotator)}"


def history_folder(id_: str, annotator: str) -> str:
    """Of the journals that are folded, numbered in that order."""
    return f"{PRIVATE}/history/{checked_article(id_)}/{checked_annotator(annotator)}"


def lock_path(id_: str, annotator: str) -> str:
    """Of the file that whoever writes the annotation file holds."""
    return f"{PRIVATE}/lock/{checked_article(id_)}/{checked_annotator(annotator)}"


def base_path(sha256: str) -> str:
    """Of a version of an annotation file that a journal started from."""
    return f"{PRIVATE}/base/{sha256}.json"


def old_text_path(sha256: str) -> str:
    """Of a text that was corrected since, by the digest of its bytes."""
    return f"{PRIVATE}/texts/{sha256}.txt"


def quarantine_path(id_: str, annotator: str, sha256: str, suffix: str) -> str:
    """Of the damaged bytes of an annotation file or journal."""
    return f"{PRIVATE}/quarantine/{checked_article(id_)}/{checked_annotator(annotator)}-{sha256[:16]}{suffix}"
