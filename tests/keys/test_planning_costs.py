"""What fields cost, told from a schema alone."""

from __future__ import annotations

from typing import Any

from annotate_kit.keys.planning_costs import FieldCost, field_costs

SCHEMA: dict[str, Any] = {
    "title": "Sink",
    "type": "object",
    "properties": {
        "name": {"type": "string", "title": "Name"},
        "start_date": {"type": "string", "title": "Begun"},
        "grade": {"enum": ["a", "b"], "title": "Grade"},
        "colour": {"title": "Colour", "oneOf": [{"const": "r", "title": "red", "x-annotate": {"synonyms": ["rosy"]}}]},
        "nick": {"type": "string", "title": "Nickname"},
        "parts": {
            "title": "Parts",
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "size": {"type": "integer"},
                    "inner": {"type": "object", "properties": {"x": {"type": "string"}, "y": {"type": "string"}}},
                },
            },
        },
        "tags": {"type": "array", "items": {"type": "string"}, "title": "Tags"},
        "price": {
            "title": "Price",
            "type": "object",
            "properties": {"amount": {"type": "string"}, "currency": {"type": "string"}},
        },
        "rest": {"title": "Rest"},
        "fixed": {"type": "string", "readOnly": True},
    },
    "x-annotate": {"shortcut": "a", "caption": "name"},
}


def costs(catalog_from: Any, schema: dict[str, Any]) -> dict[str, FieldCost]:
    record_type = catalog_from({"sink.schema.json": schema}).types["sink"]
    return {cost.pointer: cost for cost in field_costs(record_type)}


def test_each_field_has_its_keys_and_their_number(catalog_from: Any) -> None:
    found = costs(catalog_from, SCHEMA)
    assert {at: (" ".join(cost.keys), cost.least, cost.most) for at, cost in found.items()} == {
        "/name": ("enter n", 0, 2),
        "/start_date": ("enter b", 2, 2),
        "/grade": ("enter g", 2, 5),
        "/colour": ("enter c", 2, 5),
        "/nick": ("enter i", 2, 2),
        "/parts/*/size": ("enter p s", 3, 6),
        "/parts/*/inner/x": ("enter p i x", 4, 4),
        "/parts/*/inner/y": ("enter p i y", 4, 4),
        "/tags": ("enter t", 2, 2),
        "/price": ("enter r", 2, 5),
        "/rest": ("enter e", 3, 5),
    }
    assert found["/tags"].kind == "list of text"


def test_the_schema_is_told_what_would_make_it_cheaper(catalog_from: Any) -> None:
    found = costs(catalog_from, SCHEMA)
    said = {at: " ".join(cost.advice) for at, cost in found.items()}
    assert "edtf" in said["/start_date"]
    assert "synonyms" in said["/grade"]
    assert "synonyms" not in said["/colour"]
    assert "shortcut" in said["/nick"]
    assert "deep" in said["/parts/*/inner/x"]
    assert "JSON" in said["/rest"]
    assert said["/tags"] == said["/name"] == ""


def test_a_field_for_which_no_letter_is_left_needs_the_form(catalog_from: Any) -> None:
    many = {f"field_{n}": {"type": "string", "title": f"Field {n}"} for n in range(40)}
    found = costs(catalog_from, {**SCHEMA, "properties": many, "x-annotate": {"caption": "field_0"}})
    assert len({cost.keys for cost in found.values()}) == 37, "26 letters, 10 digits, and the form for the rest"
    assert "form" in found["/field_39"].advice[0]


def test_words_go_where_the_schema_says(catalog_from: Any) -> None:
    hinted = {**SCHEMA["properties"], "nick": {"type": "string", "x-annotate": {"prefill": "mention", "shortcut": "k"}}}
    found = costs(catalog_from, {**SCHEMA, "properties": hinted})
    assert (found["/nick"].least, found["/name"].least) == (0, 2)
    assert not any("shortcut" in words for words in found["/nick"].advice)
    assert costs(catalog_from, {**SCHEMA, "x-annotate": {"caption": ["/name"]}})["/name"].least == 0
