"""JSON Schema → record types, fields, labels, forms, hints, and what is wrong with schemas. Dicts in, no files."""

from typing import TYPE_CHECKING

from annotate_kit._lazy import offer

if TYPE_CHECKING:
    from annotate_kit.core.values import ABSENT
    from annotate_kit.schema.build import expanded
    from annotate_kit.schema.catalog import Catalog, lint, lint_catalog, load_catalog
    from annotate_kit.schema.hints import HINTS_SCHEMA
    from annotate_kit.schema.linting import CHECKED_FORMATS
    from annotate_kit.schema.lookup import field_at, free_field, label
    from annotate_kit.schema.naming import alternative_data, caption, close_choices, find_choice, new_data
    from annotate_kit.schema.patterns import matches
    from annotate_kit.schema.rows import ROW_KINDS, FormRow, form, references
    from annotate_kit.schema.shortcuts import KEPT
    from annotate_kit.schema.values import KINDS, Choice, Field, RecordType

__all__ = [
    "ABSENT",
    "CHECKED_FORMATS",
    "HINTS_SCHEMA",
    "KEPT",
    "KINDS",
    "ROW_KINDS",
    "Catalog",
    "Choice",
    "Field",
    "FormRow",
    "RecordType",
    "alternative_data",
    "caption",
    "close_choices",
    "expanded",
    "field_at",
    "find_choice",
    "form",
    "free_field",
    "label",
    "lint",
    "lint_catalog",
    "load_catalog",
    "matches",
    "new_data",
    "references",
]

__getattr__ = offer(
    __name__,
    {
        "build": "expanded",
        "catalog": "Catalog lint lint_catalog load_catalog",
        "hints": "HINTS_SCHEMA",
        "linting": "CHECKED_FORMATS",
        "lookup": "field_at free_field label",
        "naming": "alternative_data caption close_choices find_choice new_data",
        "patterns": "matches",
        "rows": "FormRow ROW_KINDS form references",
        "shortcuts": "KEPT",
        "values": "ABSENT Choice Field KINDS RecordType",
    },
)
