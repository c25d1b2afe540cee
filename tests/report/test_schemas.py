"""A record type as a page."""

from __future__ import annotations

from typing import Any

from annotate_kit.report import schema_page
from annotate_kit.schema import load_catalog


def page(schema: dict[str, Any], **others: Any) -> str:
    documents = {"meeting.schema.json": schema, **{f"{name}.schema.json": other for name, other in others.items()}}
    return schema_page(load_catalog(documents).types["meeting"])


def test_the_page_lists_properties_keys_and_codes() -> None:
    codes = [{"const": f"c{n}", "title": f"Code {n}"} for n in range(10)]
    schema = {
        "title": "Meeting",
        "description": "People in a room.",
        "x-annotate": {"version": "1.0.0", "shortcut": "m"},
        "required": ["name"],
        "properties": {
            "name": {"title": "Name", "type": "string", "examples": ["Forum"], "x-annotate": {"shortcut": "a"}},
            "kind": {"title": "Kind", "oneOf": codes, "x-annotate": {"shortcut": "b"}},
            "hosts": {
                "title": "Hosts",
                "type": "array",
                "items": {"title": "Host", "type": "string", "x-annotate": {"ref": ["meeting"]}},
                "x-annotate": {"shortcut": "c"},
            },
            "talks": {
                "title": "Talks",
                "type": "array",
                "items": {"type": "object", "properties": {"about": {"type": "string", "title": "About"}}},
                "x-annotate": {"shortcut": "d"},
            },
        },
    }
    assert page(schema) == (
        "Meeting (meeting): key m, version 1.0.0\n"
        "People in a room.\n"
        "\n"
        "property  key  kind  title  takes\n"
        "name*     a    text  Name   for example Forum\n"
        "kind      b    code  Kind   c0, c1, c2, c3, c4, c5, c6, c7 and 2 more\n"
        "hosts     c    list  Hosts  entries: a record: meeting\n"
        "talks     d    list  Talks  entries: group\n"
        "  about   a    text  About\n"
        "\n"
        "kind:\n"
        "code  title   synonyms\n" + "".join(f"c{n}    Code {n}\n" for n in range(10))
    )


def test_a_type_that_says_little_has_a_short_page() -> None:
    assert page({"title": "Meeting", "type": "object", "x-annotate": {"shortcut": "m"}}) == (
        "Meeting (meeting): key m\n\n"
    )


def test_a_type_that_contains_itself_ends() -> None:
    tree = {"title": "Meeting", "properties": {"part": {"title": "Part", "$ref": "#"}}}
    assert 3 < page(tree).count("part") < 12


def test_a_list_of_codes_stands_once_with_its_synonyms_and_a_long_one_is_cut() -> None:
    long = {"title": "Land", "oneOf": [{"const": f"c{n}", "title": f"Code {n}"} for n in range(61)]}
    won = {"const": "won", "title": "Won", "x-annotate": {"synonyms": ["elected", "chosen"]}}
    schema = {
        "title": "Meeting",
        "properties": {
            "plain": {"title": "Plain", "enum": ["a", "b"]},
            "land": {"title": "Land", "type": "array", "items": long},
            "other": {"title": "Other", "type": "object", "properties": {"land": long}},
            "outcome": {"title": "Outcome", "oneOf": [won, {"const": "lost", "title": "lost"}]},
        },
    }
    codes = page(schema).partition("\nland:\n")[2]
    assert "and 1 more\n" in codes
    assert "c60" not in codes
    assert "other/land:" not in codes
    assert "plain:" not in codes
    assert codes.endswith("outcome:\ncode  title  synonyms\nwon   Won    elected, chosen\nlost  lost\n")


def test_a_code_may_be_any_value() -> None:
    text = page({"properties": {"where": {"enum": [{"city": "Busan"}, "elsewhere"]}}})
    assert "Busan" in text
    assert "elsewhere" in text
