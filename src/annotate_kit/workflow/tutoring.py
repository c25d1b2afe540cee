"""The tutor's own little project: the shipped record types and one sample article, where nothing can be spoilt."""

from __future__ import annotations

from collections.abc import Mapping

from annotate_kit.store import Store
from annotate_kit.workflow.demo import ARTICLE
from annotate_kit.workflow.project import Project, open_project

__all__ = ["ANNOTATOR", "ARTICLE", "make_tutor_project"]

ANNOTATOR = "learner"


def make_tutor_project(store: Store, shipped: Mapping[str, bytes]) -> Project:
    """A project in the store's empty folder with the record types and the tutor's article.

    Raises:
        UnwritableError: where the folder cannot be written.
    """
    for path, raw in shipped.items():
        is_own = path.startswith(f"annotations/{ARTICLE}/") and path.endswith(("text.txt", "article.json"))
        if is_own or path.startswith("schemas/"):
            store.add_file(path, raw)
    return open_project(store.fs, store.root)
