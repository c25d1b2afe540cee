"""The form's frames, for lists in lists and lists that are full."""

from __future__ import annotations

from annotate_kit import keys
from annotate_kit.core import Annotation, Article, Json, Record
from annotate_kit.keys import Buffer, FormView, OpenField, open_view
from annotate_kit.schema import load_catalog
from annotate_kit.tui.forms import form_box, form_rows
from annotate_kit.tui.grid import text_of


def drawn(
    schema: Json, data: dict[str, Json], *, cursor: int = 0, width: int = 44, opened: OpenField | None = None
) -> list[str]:
    catalog = load_catalog({"thing.schema.json": schema})
    record = Record(id="thing-1", type="thing", data=data)
    article = Article(id="a", title="A", text_sha256="", length=5)
    annotation = Annotation(article="a", annotator="kim", text_sha256="", records={record.id: record})
    view = open_view(article=article, text="Words", catalog=catalog, annotation=annotation, width=60, height=20)
    shown = FormView(record=record.id, cursor=cursor, open=opened)
    assert form_box(view, shown, area=(width, 20), avoid=1).lines
    rows = form_rows(view, shown, keys.form_lines(view, shown), width)
    return [text_of(row.runs).strip() for row in rows]


def test_frames_of_lists_in_lists_close_from_the_inside() -> None:
    cell: Json = {"type": "object", "title": "Cell", "properties": {"v": {"type": "string", "title": "V"}}}
    row: Json = {
        "type": "object",
        "title": "Row",
        "properties": {"cells": {"type": "array", "title": "Cells", "maxItems": 1, "items": cell}},
    }
    schema: Json = {
        "type": "object",
        "title": "Thing",
        "properties": {
            "rows": {"type": "array", "title": "Rows", "maxItems": 1, "items": row},
            "name": {"type": "string", "title": "Name"},
        },
        "additionalProperties": False,
    }
    assert drawn(schema, {"rows": [{"cells": [{"v": "x"}]}], "name": "n"}) == [
        "Rows",
        "┌─ Row 1 ────────────────────────────────┐",
        "│ Cells                                  │",
        "│ ┌─ Cell 1 ───────────────────────────┐ │",
        "│ │ V               x                  │ │",
        "│ └────────────────────────────────────┘ │",
        "└────────────────────────────────────────┘",
        "Name            n",
    ]


def test_a_frame_that_the_form_ends_with_is_closed() -> None:
    schema: Json = {
        "type": "object",
        "title": "Thing",
        "properties": {
            "rows": {
                "type": "array",
                "title": "Rows",
                "maxItems": 1,
                "items": {"type": "object", "title": "Row", "properties": {"v": {"type": "string", "title": "V"}}},
            }
        },
        "additionalProperties": False,
    }
    assert drawn(schema, {"rows": [{"v": "x"}]})[-1] == "└────────────────────────────────────────┘"


def test_values_of_every_kind_have_a_line() -> None:
    schema: Json = {
        "type": "object",
        "title": "Thing",
        "properties": {
            "yes": {"type": "boolean", "title": "Yes"},
            "count": {"type": "integer", "title": "Count"},
            "none": {"type": "null", "title": "None"},
            "any": {"title": "Any"},
            "when": {"type": "string", "format": "edtf", "title": "When"},
        },
        "required": ["yes"],
    }
    lines = drawn(schema, {"yes": True, "count": 3, "none": None, "any": {"a": [1]}, "when": "2023-05"})
    assert [" ".join(line.split()) for line in lines] == [
        "Yes * yes",
        "Count 3",
        "None null",
        "Any 1",
        "When 2023-05 (May 2023)",
    ]


def test_what_is_wrong_with_json_stands_below_it() -> None:
    schema: Json = {"type": "object", "title": "Thing", "properties": {"any": {"title": "Any"}}}
    field = OpenField(
        pointer="/any",
        field=load_catalog({"thing.schema.json": schema}).types["thing"].fields[0],
        buffer=Buffer('{"a": [1, 2'),
        takes="json",
        heard="no JSON: it ends too early",
    )
    lines = drawn(schema, {}, opened=field)
    assert ['{"a": [1, 2' in lines[0], lines[1]] == [True, "! no JSON: it ends too early"]
