"""What the other articles of a project speak of, gathered for the picker while the person reads."""

from __future__ import annotations

import attrs

from annotate_kit.keys import Known
from annotate_kit.schema import Catalog, caption
from annotate_kit.workflow.project import KnownRecord, Project

__all__ = ["gather_known"]


def gather_known(project: Project, article_id: str) -> tuple[Known, ...]:
    """The entities of all other articles, by type and caption."""
    found: dict[str, Known] = {}
    for known in project.known_records(article_id):
        names = _names(project.catalog, known)
        entity = known.record.entity_id
        if not names:
            continue
        first = found.get(entity) or Known(entity=entity, type=known.record.type, caption=names[0], names=())
        found[entity] = attrs.evolve(
            first,
            names=tuple(dict.fromkeys((*first.names, *names))),
            articles=tuple(dict.fromkeys((*first.articles, known.article))),
        )
    return tuple(sorted(found.values(), key=lambda known: (known.type, known.caption, known.entity)))


def _names(catalog: Catalog, known: KnownRecord) -> tuple[str, ...]:
    record_type = catalog.types.get(known.record.type)
    words = caption(record_type, known.record.data) if record_type is not None else ""
    return tuple(dict.fromkeys(word for word in (words, *known.quotes) if word))
