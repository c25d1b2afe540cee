"""Records: typed plain data, and the words that say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from annotate_kit.core.values import ABSENT, Absent, Json, same

__all__ = ["CLAIM_KINDS", "Claim", "Record", "same_record"]

CLAIM_KINDS = ("stated", "reported", "planned", "denied", "inferred")
"""How the words make a claim; the first is meant when nothing is said."""


@attrs.frozen(kw_only=True)
class Claim:
    """The words for one value, and how they say it."""

    spans: tuple[str, ...] = ()
    """Ids of spans; may be empty, and validation knows."""
    claim: str = "stated"
    """One of `CLAIM_KINDS`."""
    by: str | None = None
    """Who says so, where the words report it."""
    value: Json | Absent = ABSENT
    """Another source's competing value; ABSENT where the claim is for the value taken."""
    origin: str = "person"
    """`person`, `workbook`, or a suggester with its version."""
    note: str | None = None
    extra: Mapping[str, Json] = attrs.field(factory=dict)
    """Fields that a newer version wrote; they survive a load and a save."""

    @property
    def is_bare_entry(self) -> bool:
        """Whether it only says that somebody wrote the value taken into a workbook: no words, no conclusion."""
        is_taken = self.value is ABSENT
        return is_taken and self.origin == "workbook" and not self.spans and self.claim != "inferred"


@attrs.frozen(kw_only=True)
class Record:
    """One thing that an article talks about."""

    id: str
    type: str
    """The name of a record type: `organization` for `schemas/organization.schema.json`."""
    data: Mapping[str, Json] = attrs.field(factory=dict)
    """What the schema describes; never changed in place."""
    mentions: tuple[str, ...] = ()
    """Ids of the spans that name it, in text order."""
    evidence: Mapping[str, tuple[Claim, ...]] = attrs.field(factory=dict)
    """JSON Pointer into the data → the claims for that value."""
    entity: str | None = None
    """The real thing, where records of several articles share one; else the record is its own."""
    extra: Mapping[str, Json] = attrs.field(factory=dict)
    """Fields that a newer version wrote; they survive a load and a save."""

    @property
    def entity_id(self) -> str:
        """The id of the entity that it belongs to."""
        return self.entity or self.id

    @property
    def sort_key(self) -> tuple[str, str]:
        """The order of records in annotation files."""
        return (self.type, self.id)

    def span_ids(self) -> Iterator[str]:
        """Ids of all spans that it uses, as mentions first, then as evidence; some may come twice."""
        yield from self.mentions
        for claims in self.evidence.values():
            for claim in claims:
                yield from claim.spans


def same_record(one: Record, other: Record | None) -> bool:
    """Whether two records say the same; equality alone would take true for 1."""
    return other is not None and one == other and same(one.data, other.data)
