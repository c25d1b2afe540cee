"""Importing articles: every file is taken, known already, or refused with its reason; one bad file stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from annotate_kit.core import Article, Ids
from annotate_kit.errors import AccessError, InputError
from annotate_kit.importers import Metadata, Refused, free_id, read_article
from annotate_kit.store import Store

__all__ = ["Already", "ImportReport", "Source", "import_articles"]


@attrs.frozen(kw_only=True)
class Source:
    """A file that may hold an article."""

    name: str
    """As the person named it, for messages."""
    read: Callable[[], bytes]
    """Its bytes; raises AccessError where it cannot be read."""
    is_markdown: bool = False


@attrs.frozen(kw_only=True)
class Already:
    """A text that is there already."""

    name: str
    article: str
    """The id under which it is there."""


@attrs.frozen(kw_only=True)
class ImportReport:
    """What became of every file."""

    new: tuple[Article, ...]
    already: tuple[Already, ...]
    refused: tuple[AccessError, ...]


def import_articles(
    store: Store,
    sources: Iterable[Source],
    *,
    given: Metadata,
    ids: Ids,
    progress: Callable[[str], None] = lambda _name: None,
) -> ImportReport:
    """Add each source's article to the project, and tell what became of it.

    Raises:
        UnwritableError: where the project cannot be written; what was added before stays.
    """
    known = {store.read_article(id_).text_sha256: id_ for id_ in store.article_ids()}
    taken = set(store.article_ids())
    new: list[Article] = []
    already: list[Already] = []
    refused: list[AccessError] = []

    def name_article(stem: str | None) -> str:
        return free_id(stem, taken.__contains__, lambda: ids("article"))

    for source in sources:
        progress(source.name)
        try:
            raw = source.read()
        except AccessError as error:
            refused.append(error)
            continue
        result = read_article(
            raw, given=given, name_article=name_article, markdown=source.is_markdown, limits=store.limits
        )
        if isinstance(result, Refused):
            refused.append(InputError(source.name, result.reason, result.hint, line=result.line, column=result.column))
        elif result.article.text_sha256 in known:
            already.append(Already(name=source.name, article=known[result.article.text_sha256]))
        else:
            store.add_article(result.article, result.text)
            known[result.article.text_sha256] = result.article.id
            taken.add(result.article.id)
            new.append(result.article)
    return ImportReport(new=tuple(new), already=tuple(already), refused=tuple(refused))
