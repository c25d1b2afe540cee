"""Records of one file that are probably the same thing: all that tells two of their type apart is the same in both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.pointers import find_value, join, leaves
from annotate_kit.core.problems import Problem
from annotate_kit.core.records import Record
from annotate_kit.core.values import ABSENT
from annotate_kit.schema import Catalog, RecordType
from annotate_kit.text import name_key
from annotate_kit.validate.places import Places

__all__ = ["duplicate_problems", "identities_of", "identity_of"]


def duplicate_problems(annotation: Annotation, places: Places) -> Iterator[Problem]:
    """Of records that share an identity and no entity, each but the first."""
    first: dict[tuple[str, str], Record] = {}
    for record in annotation.ordered_records:
        record_type = places.catalog.types.get(record.type)
        identity = identity_of(record_type, record) if record_type else ""
        if not identity:
            continue
        other = first.setdefault((record.type, identity), record)
        if other.entity_id != record.entity_id:
            yield places.of_record(
                record,
                "AK501",
                f"this is probably the same as {other.id}: {places.caption(other)}",
                "Merge the two, or say in a waiver that they are two.",
                suggestion=other.id,
            )


def identities_of(annotation: Annotation, catalog: Catalog) -> dict[str, tuple[str, str]]:
    """Record id → a digest of what tells it from others of its type, and its entity; only where something does."""
    found: dict[str, tuple[str, str]] = {}
    for record in annotation.ordered_records:
        record_type = catalog.types.get(record.type)
        identity = identity_of(record_type, record) if record_type else ""
        if identity:
            digest = hashlib.sha256(f"{record.type}\n{identity}".encode(errors="surrogatepass")).hexdigest()
            found[record.id] = (digest[:_DIGITS], record.entity_id)
    return found


_DIGITS = 20
"""Of a digest that is remembered: 80 bits, so that no two identities of a project meet by chance."""


def identity_of(record_type: RecordType, record: Record) -> str:
    """What tells a record from others of its type, the same for spellings of the same; empty where it has none."""
    parts: list[list[list[str]]] = []
    for name in record_type.identity:
        value = find_value(record.data, name if name.startswith("/") else join((name,)))
        parts.append([] if value is ABSENT else [[at, name_key(str(leaf))] for at, leaf in leaves(value)])
    return json.dumps(parts) if any(key for part in parts for _, key in part) else ""
