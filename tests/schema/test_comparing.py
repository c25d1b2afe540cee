"""What changed between two versions of a record type, in words."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from annotate_kit.schema import load_catalog
from annotate_kit.schema.comparing import Change, compare_types

CITY: dict[str, Any] = {
    "title": "City",
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"title": "Name", "type": "string", "x-annotate": {"shortcut": "n"}},
        "stage": {"title": "Stage", "oneOf": [{"const": "a", "title": "Ay"}, {"const": "b", "title": "Bee"}]},
        "roles": {
            "title": "Roles",
            "type": "array",
            "items": {"title": "Role", "type": "object", "properties": {"since": {"title": "Since", "type": "string"}}},
        },
        "either": {
            "title": "Either",
            "oneOf": [
                {"type": "object", "properties": {"x": {"title": "Ex", "type": "string"}}},
                {"type": "object", "properties": {"y": {"title": "Why", "type": "string"}}},
            ],
        },
    },
}


def changes(change: Callable[[Any], object]) -> list[Change]:
    after = copy.deepcopy(CITY)
    change(after)
    old, new = (load_catalog({"city.schema.json": schema}).types["city"] for schema in (CITY, after))
    return list(compare_types(old, new))


def told(change: Callable[[Any], object]) -> list[str]:
    return [one.message for one in changes(change)]


def within(name: str, **keywords: Any) -> Callable[[Any], object]:
    return lambda schema: schema["properties"][name].update(keywords)


def test_the_same_twice_has_no_changes() -> None:
    assert changes(lambda _: None) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda s: s["properties"].update(mayor={"title": "Mayor"}), '/mayor "Mayor" is new and optional'),
        (lambda s: s["properties"].pop("stage"), '/stage "Stage" is gone'),
        (lambda s: s.update(required=[]), '/name "Name" is optional now'),
        (lambda s: s.update(required=["name", "stage"]), '/stage "Stage" is required now'),
        (within("name", type="integer"), '/name "Name" is filled as integer instead of text'),
        (within("name", type=["string", "null"]), '/name "Name" may be null now'),
        (within("name", maxLength=5), '/name "Name" has the maxLength 5'),
        (within("name", pattern="^a"), '/name "Name" has the pattern "^a"'),
        (within("roles", uniqueItems=True), '/roles "Roles" has the uniqueItems yes'),
        (within("stage", oneOf=[{"const": "a", "title": "Ay"}]), '/stage "Stage" no longer has the code b'),
        (
            lambda s: s["properties"]["stage"]["oneOf"].extend([{"const": "c"}, {"const": "d"}]),
            '/stage "Stage" has the codes c, d besides',
        ),
        (lambda s: s.update(minProperties=2), '"minProperties" at the top of the schema is new'),
        (
            lambda s: s["properties"]["roles"]["items"].update({"if": {"required": ["since"]}}),
            '"if" at /properties/roles/items of the schema is new',
        ),
        (
            lambda s: s["properties"]["roles"]["items"]["properties"].pop("since"),
            '/roles/*/since "Since" is gone',
        ),
        (lambda s: s["properties"]["either"]["oneOf"].pop(), '/either/y "Why" is gone'),
    ],
)
def test_a_change_of_what_is_right_is_told(change: Callable[[Any], object], message: str) -> None:
    found = {one.message: one.is_about_data for one in changes(change)}
    assert found[message]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (within("name", title="Called"), '/name "Called" is called so instead of "Name"'),
        (within("name", description="The name."), '/name "Name" has another description'),
        (within("name", examples=["Busan"]), '/name "Name" has another set of examples'),
        (within("name", default="x"), '/name "Name" has the default "x"'),
        (within("name", **{"x-annotate": {"shortcut": "n", "unit": "words"}}), '/name "Name" has the unit "words"'),
        (within("name", **{"x-annotate": {"shortcut": "m"}}), '/name "Name" has the key "m" instead of "n"'),
        (
            lambda s: s["properties"]["stage"]["oneOf"][0].update(title="A"),
            '/stage "Stage" calls the code a "A" instead of "Ay"',
        ),
        (
            lambda s: s["properties"]["stage"]["oneOf"][0].update({"x-annotate": {"synonyms": ["aye"]}}),
            '/stage "Stage" has other synonyms of the code a',
        ),
        (lambda s: s.update(title="Town"), 'the title is "Town" instead of "City"'),
        (lambda s: s.update(description="One."), "the description is another"),
        (lambda s: s.update({"x-annotate": {"version": "1.0.0"}}), 'the version is "1.0.0" instead of none'),
        (lambda s: s.update({"x-annotate": {"caption": ["stage"]}}), 'the caption is "stage" instead of "name"'),
    ],
)
def test_a_change_of_looks_is_told_as_one(change: Callable[[Any], object], message: str) -> None:
    found = {one.message: one.is_about_data for one in changes(change)}
    assert message in found
    assert not any(found.values())


def test_a_bound_that_goes_or_changes_is_told() -> None:
    narrow = copy.deepcopy(CITY)
    narrow["properties"]["name"].update(maxLength=5, minLength=1)
    wide = copy.deepcopy(CITY)
    wide["properties"]["name"].update(maxLength=9)
    old, new = (load_catalog({"city.schema.json": schema}).types["city"] for schema in (narrow, wide))
    assert [change.message for change in compare_types(old, new)] == [
        '/name "Name" no longer has the minLength 1',
        '/name "Name" has the maxLength 9 instead of 5',
    ]


def test_a_field_that_is_called_as_one_that_is_gone_has_moved() -> None:
    def rename(schema: Any) -> None:
        schema["properties"]["called"] = schema["properties"].pop("name")
        schema["required"] = []

    assert any(message.startswith("/name is now /called, if that is what was meant") for message in told(rename))
    assert not any("gone" in message or "is new" in message for message in told(rename))


def test_a_field_says_by_a_hint_where_it_went() -> None:
    before = copy.deepcopy(CITY)
    before["properties"]["stage"]["x-annotate"] = {"replacedBy": "phase"}
    after = copy.deepcopy(CITY)
    after["properties"]["phase"] = {**after["properties"].pop("stage"), "title": "Phase"}
    old, new = (load_catalog({"city.schema.json": schema}).types["city"] for schema in (before, after))
    assert compare_types(old, new)[0].message.startswith("/stage is now /phase")


def test_what_is_only_inside_of_something_new_or_gone_is_not_told_by_itself() -> None:
    assert told(lambda schema: schema["properties"].pop("roles")) == ['/roles "Roles" is gone']


def test_a_condition_that_goes_or_changes_is_told_and_its_words_are_not() -> None:
    before = {**CITY, "if": {"title": "If", "required": ["stage"]}, "then": {"required": ["roles"]}}
    after = {**CITY, "if": {"title": "When", "required": ["stage"]}, "then": {"required": ["either"]}}
    old, new = (load_catalog({"city.schema.json": schema}).types["city"] for schema in (before, after))
    assert [change.message for change in compare_types(old, new)] == ['"then" at the top of the schema is another']
    plain = load_catalog({"city.schema.json": CITY}).types["city"]
    assert {change.message for change in compare_types(old, plain)} == {
        '"if" at the top of the schema is gone',
        '"then" at the top of the schema is gone',
    }
