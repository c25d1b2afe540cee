"""What the other articles of a project speak of, gathered for the picker while the person reads."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

import attrs

from annotate_kit.keys import Known
from annotate_kit.schema import Catalog, caption
from annotate_kit.workflow.project import KnownRecord, Project

__all__ = ["Gathering"]


class Gathering:
    """Reads one article after the other, so that keys come through in between."""

    def __init__(self, project: Project, article_id: str) -> None:
        self._catalog = project.catalog
        self._articles = groupby(project.known_records(article_id), key=attrgetter("article"))
        self._found: dict[str, Known] = {}

    def step(self) -> bool:
        """Read one more article; False where there was none left."""
        for _, records in self._articles:
            for known in records:
                self._add(known)
            return True
        return False

    def _add(self, known: KnownRecord) -> None:
        names = _names(self._catalog, known)
        entity = known.record.entity_id
        if not names:
            return
        first = self._found.get(entity) or Known(entity=entity, type=known.record.type, caption=names[0], names=())
        self._found[entity] = attrs.evolve(
            first,
            names=tuple(dict.fromkeys((*first.names, *names))),
            articles=tuple(dict.fromkeys((*first.articles, known.article))),
        )

    @property
    def known(self) -> tuple[Known, ...]:
        """The entities so far, by type and caption."""
        return tuple(sorted(self._found.values(), key=lambda known: (known.type, known.caption, known.entity)))


def _names(catalog: Catalog, known: KnownRecord) -> tuple[str, ...]:
    record_type = catalog.types.get(known.record.type)
    words = caption(record_type, known.record.data) if record_type is not None else ""
    return tuple(dict.fromkeys(word for word in (words, *known.quotes) if word))
