"""The register's files ⇄ values: one file for an entity about which something was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from annotate_kit.codec.encoding import encode
from annotate_kit.core.annotation import FORMAT
from annotate_kit.core.entities import Decisions, Ruling
from annotate_kit.core.values import Absent, Json, is_array, is_object

__all__ = ["decode_decisions", "encode_decisions"]

_KEYS = frozenset({"apart", "entity", "format", "identifiers", "same", "values"})


def decode_decisions(value: Json | Absent, entity: str) -> Decisions | None:
    """The decisions that a parsed file holds; None where it is none, or a newer version wrote it.

    The file's name says which entity it is about, whatever stands in it.
    """
    if not is_object(value):
        return None
    held = cast("Mapping[str, Json]", value)
    if held.get("format") != FORMAT:
        return None
    return Decisions(
        entity=entity,
        same=_texts(held.get("same")),
        apart=_texts(held.get("apart")),
        values={pointer: _ruling(ruling) for pointer, ruling in _members(held.get("values")) if is_object(ruling)},
        identifiers={name: id_ for name, id_ in _members(held.get("identifiers")) if isinstance(id_, str)},
        extra={key: inner for key, inner in held.items() if key not in _KEYS},
    )


def _texts(value: Json) -> tuple[str, ...]:
    items = cast("Sequence[Json]", value) if is_array(value) else ()
    return tuple(sorted({item for item in items if isinstance(item, str)}))


def _members(value: Json) -> list[tuple[str, Json]]:
    return [*cast("Mapping[str, Json]", value).items()] if is_object(value) else []


def _ruling(value: Json) -> Ruling:
    held = cast("Mapping[str, Json]", value)
    because, by = held.get("because"), held.get("by")
    return Ruling(
        value=held.get("value"),
        because=because if isinstance(because, str) else "",
        by=by if isinstance(by, str) else "",
    )


def encode_decisions(decisions: Decisions) -> bytes:
    """The canonical bytes of a register file; what was not decided is left out."""
    decided: dict[str, Json] = {
        "apart": sorted(decisions.apart),
        "identifiers": dict(decisions.identifiers),
        "same": sorted(decisions.same),
        "values": {pointer: _ruling_to_json(ruling) for pointer, ruling in decisions.values.items()},
    }
    kept = {name: value for name, value in decided.items() if value}
    return encode({**decisions.extra, **kept, "entity": decisions.entity, "format": FORMAT})


def _ruling_to_json(ruling: Ruling) -> dict[str, Json]:
    told = {name: text for name, text in (("because", ruling.because), ("by", ruling.by)) if text}
    return {**told, "value": ruling.value}
