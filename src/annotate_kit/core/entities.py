"""Entities: what people decided about one real thing across articles. The register keeps it."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from annotate_kit.core.values import Json

__all__ = ["Decisions", "Ruling"]


@attrs.frozen(kw_only=True)
class Ruling:
    """Of values on which articles differ, the one that is taken."""

    value: Json
    because: str = ""
    by: str = ""
    """Who decided."""


@attrs.frozen(kw_only=True)
class Decisions:
    """What was decided about one entity."""

    entity: str
    """Its id, the name of its file in the register."""
    same: tuple[str, ...] = ()
    """Ids of other entities that are this one."""
    apart: tuple[str, ...] = ()
    """Ids of other entities that are not this one, although they look alike."""
    values: Mapping[str, Ruling] = attrs.field(factory=dict)
    """JSON Pointer into the data → what is taken."""
    identifiers: Mapping[str, str] = attrs.field(factory=dict)
    """What other collections call it: `wikidata` → Q884."""
    extra: Mapping[str, Json] = attrs.field(factory=dict)
    """Fields that a newer version wrote; they survive a load and a save."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is decided: then there is no file."""
        return not (self.same or self.apart or self.values or self.identifiers or self.extra)
