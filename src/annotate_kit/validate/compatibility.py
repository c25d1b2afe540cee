"""Whether data that met one version of a schema meets another: proved, disproved, or not known."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from typing import cast

from annotate_kit.core.values import is_array
from annotate_kit.schema import Catalog

__all__ = ["Containment", "contains"]


class Containment(enum.Enum):
    """Whether a schema takes all that another one takes."""

    YES = "yes"
    """Proved."""
    NO = "no"
    """Disproved: there is data that shows it."""
    UNKNOWN = "unknown"


def contains(new: Catalog, old: Catalog, type_name: str) -> Containment:
    """Whether the new version of a record type takes all that the old one takes, by their canonical forms.

    Raises:
        KeyError: where one of the two has no such type.
    """
    one, other = old.bundle(type_name), new.bundle(type_name)
    if _is_dynamic(one) or _is_dynamic(other):
        return Containment.UNKNOWN
    try:
        # It is the fast engine's; without it nothing can be proved, and everything is tried.
        import jsonschema_rs  # noqa: PLC0415 - see the line above
        from jsonschema_rs.canonical import CanonicalizationError  # noqa: PLC0415 - as above
    except ImportError:
        return Containment.UNKNOWN

    def refuse(uri: str) -> object:
        raise ValueError(uri)

    try:
        before, after = (
            jsonschema_rs.canonicalize(bundle, validate_formats=True, retriever=refuse)  # type: ignore[arg-type]  # it raises
            for bundle in (one, other)
        )
        return Containment(str(after.covers(before)))
    except (ValueError, CanonicalizationError, jsonschema_rs.ReferencingError):
        return Containment.UNKNOWN


def _is_dynamic(schema: object) -> bool:
    """Whether a schema has references that mean one thing here and another there; the canonical form takes none."""
    if isinstance(schema, Mapping):
        return not schema.keys().isdisjoint(_DYNAMIC) or any(map(_is_dynamic, schema.values()))
    return is_array(schema) and any(map(_is_dynamic, cast("Sequence[object]", schema)))


_DYNAMIC = ("$dynamicRef", "$recursiveRef")
