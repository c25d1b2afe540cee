"""Choices, fields and record types: what the rest of the program knows of a schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from annotate_kit.core.values import ABSENT, Absent, Json
from annotate_kit.schema.shape import Shape

__all__ = ["KINDS", "Choice", "Field", "RecordType"]

KINDS = (
    *("text", "number", "integer", "boolean", "code", "date", "reference"),
    *("object", "list", "choice", "null", "json"),
)
"""What a field may be; `json` is whatever has no widget."""


@attrs.frozen(kw_only=True)
class Choice:
    """One value of a closed list, and how people call it."""

    value: Json
    title: str
    description: str = ""
    synonyms: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Field:
    """One place in a record, as its schema describes it."""

    name: str
    """The property's name; empty for an item of a list, an alternative, or a whole record."""
    pointer: str
    """JSON Pointer template into the data: `/roles/*/title`, `*` standing for an index or a free key."""
    title: str
    description: str = ""
    kind: str = "json"
    """One of `KINDS`."""
    is_required: bool = False
    """Whether it is always required; conditions may require it besides."""
    is_nullable: bool = False
    """Whether null may stand here too."""
    choices: tuple[Choice, ...] = ()
    """Of a code: all that may stand here. Of a text: what may be offered."""
    ref: tuple[str, ...] = ()
    """The record types whose ids may stand here."""
    fields: tuple[Field, ...] = attrs.field(default=(), repr=False)
    """Of an object: its members, those of conditions and alternatives included."""
    extra: Field | None = attrs.field(default=None, repr=False)
    """Of an object: what a free key holds, where the schema says so."""
    item: Field | None = attrs.field(default=None, repr=False)
    """Of a list: its items."""
    first_items: tuple[Field, ...] = attrs.field(default=(), repr=False)
    """Of a list: the items that have schemas of their own (`prefixItems`), before the rest."""
    alternatives: tuple[Field, ...] = attrs.field(default=(), repr=False)
    """The branches of which one is meant (`oneOf`, `anyOf`, or several types)."""
    format: str = ""
    unit: str = ""
    shortcut: str = ""
    """One small letter, different from its siblings'; empty where the alphabet is used up."""
    examples: tuple[Json, ...] = ()
    default: Json | Absent = ABSENT
    """Offered, never written by itself."""
    minimum: Any = None
    """Smallest number; None where there is no bound, as below."""
    maximum: Any = None
    exclusive_minimum: Any = None
    exclusive_maximum: Any = None
    multiple_of: Any = None
    min_length: int | None = None
    """In code points."""
    max_length: int | None = None
    min_items: int | None = None
    max_items: int | None = None
    is_unique: bool = False
    """Whether no item may stand twice."""
    pattern: str = ""
    widget: str = ""
    """text, text-area, list, radio, json; empty where the kind decides."""
    evidence: str = ""
    """required, optional, none; empty where nothing is said."""
    prefill: str = ""
    """`mention`: tagging puts the words here."""
    group: str = ""
    """The heading it stands under."""
    order: Any = None
    """Where among its siblings, small numbers first; None after all that have one."""
    column: Mapping[str, Any] = attrs.field(factory=dict)
    """Of the workbook: width in cells, title, hidden."""
    is_deprecated: bool = False
    is_read_only: bool = False
    is_cut: bool = False
    """Whether a schema that contains itself was left unexpanded here; `form` and `field_at` go on."""
    has_title: bool = True
    """Whether the schema names it; else its title comes from the property's name."""
    hints: Mapping[str, Any] = attrs.field(factory=dict, repr=False)
    """All its hints."""
    shape: Shape = attrs.field(eq=False, repr=False)
    """What it was made from, for this room alone."""


@attrs.frozen(kw_only=True)
class RecordType:
    """A record type: the name of a schema file, and what a form, a workbook and a person must know of it."""

    name: str
    title: str
    plural: str
    description: str
    version: str
    """Of the schema; empty where it has none."""
    shortcut: str
    """The key that tags; empty where all are taken."""
    color: str
    """Empty where the theme decides."""
    caption: tuple[str, ...]
    """The properties (or pointers) that make a record's short name."""
    identity: tuple[str, ...]
    """The properties that tell two records apart."""
    schema: Mapping[str, Any] = attrs.field(repr=False)
    fields: tuple[Field, ...] = attrs.field(repr=False)
    is_closed: bool
    """Whether properties that the schema does not name are refused."""
    examples: tuple[Json, ...] = attrs.field(repr=False)
    root: Field = attrs.field(repr=False)
    """The whole record as a field, with the pointer ""."""
