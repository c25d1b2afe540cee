"""Bytes from outside → articles, or one clear reason why not; nothing here knows a path."""

from annotate_kit.importers.articles import Imported, Refused, free_id, read_article
from annotate_kit.importers.headers import Metadata, split_header

__all__ = ["Imported", "Metadata", "Refused", "free_id", "read_article", "split_header"]
