"""JSON Schema → record types, fields, labels, forms, hints, and what is wrong with schemas. Dicts in, no files."""

from annotate_kit.core.values import ABSENT
from annotate_kit.schema.build import expanded
from annotate_kit.schema.catalog import Catalog, lint, load_catalog
from annotate_kit.schema.form import ROW_KINDS, FormRow, form, references
from annotate_kit.schema.hints import HINTS_SCHEMA
from annotate_kit.schema.lint import CHECKED_FORMATS
from annotate_kit.schema.lookup import field_at, free_field, label
from annotate_kit.schema.naming import alternative_data, caption, close_choices, find_choice, new_data
from annotate_kit.schema.patterns import matches
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
    "load_catalog",
    "matches",
    "new_data",
    "references",
]
