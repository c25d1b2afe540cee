"""Captions, choices, and what tagging writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from annotate_kit.schema import (
    ABSENT,
    Field,
    RecordType,
    alternative_data,
    caption,
    close_choices,
    find_choice,
    new_data,
)

MakeType = Callable[..., RecordType]


def obj(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"city": "Busan", "year": 2030, "stage": "not-selected"}, "Busan 2030 Not selected KR"),
        ({"city": " Busan\n", "where": {"country": "JP"}}, "Busan JP"),
        ({"city": "x" * 100}, "x" * 79 + "…"),
        ({"city": None, "year": [1], "stage": {}}, "Thing"),
        ({"city": True}, "yes"),
        ({"stage": "unheard-of"}, "unheard-of"),
        ({}, "Thing"),
    ],
)
def test_a_record_is_called_by_its_caption(make_type: MakeType, data: dict[str, Any], words: str) -> None:
    codes = {"oneOf": [{"const": "not-selected", "title": "Not selected"}, {"const": "held"}]}
    record_type = make_type(
        {
            **obj(
                city={"type": "string"}, year={"type": "integer"}, stage=codes, where=obj(country={"type": "string"})
            ),
            "x-annotate": {"caption": ["city", "year", "stage", "/where/country"]},
        }
    )
    where = {"where": {"country": "KR"}} if data.get("year") == 2030 else {}
    assert caption(record_type, {**where, **data}) == words


def codes(make_type: MakeType) -> Field:
    options = [
        {
            "const": "KR",
            "title": "South Korea",
            "x-annotate": {"synonyms": ["ROK", "한국", "Korea"]},
        },
        {"const": "KP", "title": "North Korea", "x-annotate": {"synonyms": ["DPRK", "Korea"]}},
        {"const": "IN", "title": "India", "x-annotate": {"synonyms": ["Indian"]}},
        {"const": "joint-statement", "title": "Joint communiqué", "x-annotate": {"synonyms": ["People's word"]}},
        {"const": 3, "title": "Three"},
    ]
    return make_type(obj(code={"oneOf": options})).fields[0]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("KR", "KR"),
        ("South Korea", "KR"),
        ("south  KOREA", "KR"),
        ("ＲＯＫ", "KR"),
        ("한국", "KR"),
        ("IN", "IN"),
        ("in", None),
        ("indian", "IN"),
        ("joint statement", "joint-statement"),
        ("Joint-Statement", "joint-statement"),
        ("People’s word", "joint-statement"),
        ("three", 3),
        ("Korea", None),
        ("Korean", None),
        ("", None),
        ("-", None),
    ],
)
def test_a_choice_is_found_by_exactly_its_words(make_type: MakeType, words: str, value: Any) -> None:
    found = find_choice(codes(make_type), words)
    assert (found.value if found else None) == value


def test_choices_that_come_near_are_ranked(make_type: MakeType) -> None:
    assert close_choices(codes(make_type), "Suth Korea")[0].value == "KR"
    assert len(close_choices(codes(make_type), "Korea", limit=1)) == 1
    assert close_choices(codes(make_type), "xyzzy") == ()


MENTION = {"x-annotate": {"prefill": "mention"}}
TEXT = {"type": "string"}


@pytest.mark.parametrize(
    ("properties", "words", "data"),
    [
        ({"name": {**TEXT, **MENTION}}, " Samyang\n Holdings ", {"name": "Samyang Holdings"}),
        ({"name": TEXT}, "Samyang", {"name": "Samyang"}),
        ({"name": TEXT}, None, {}),
        ({"name": TEXT}, " ", {}),
        ({"name": {**TEXT, "x-annotate": {"prefill": "none"}}}, "Samyang", {}),
        ({"count": {"type": "integer", **MENTION}}, "Samyang", {}),
        ({"names": {"type": "array", "items": TEXT, **MENTION}}, "A", {"names": ["A"]}),
        ({"kinds": {"type": "array", "items": {"enum": ["abcd"]}, **MENTION}}, "A", {}),
        ({"nest": obj(name={**TEXT, **MENTION})}, "A", {"nest": {"name": "A"}}),
        ({"kind": {"enum": ["law"], **MENTION}}, "law", {"kind": "law"}),
        ({"kind": {"enum": ["law"], **MENTION}}, "treaty", {}),
        ({"when": {"format": "edtf", **MENTION}}, "2023-05", {"when": "2023-05"}),
        ({"when": {"format": "edtf", **MENTION}}, "May 2023", {}),
    ],
)
def test_tagging_writes_the_words_where_the_schema_wants_them(
    make_type: MakeType, properties: dict[str, Any], words: str | None, data: dict[str, Any]
) -> None:
    assert new_data(make_type(obj(**properties)), words) == data


def test_tagging_writes_what_can_only_be_one_thing(make_type: MakeType) -> None:
    record_type = make_type(
        {**obj(kind={"const": "law"}, other={"const": 1}, name={"type": "string"}), "required": ["kind"]}
    )
    assert new_data(record_type, "Charter") == {"kind": "law", "name": "Charter"}


def test_a_caption_of_several_properties_is_not_guessed_at(make_type: MakeType) -> None:
    record_type = make_type(
        {**obj(city={"type": "string"}, year={"type": "string"}), "x-annotate": {"caption": ["city", "year"]}}
    )
    assert new_data(record_type, "Busan") == {}


def test_a_caption_may_be_a_pointer(make_type: MakeType) -> None:
    record_type = make_type({**obj(nest=obj(name={"type": "string"})), "x-annotate": {"caption": ["/nest/name"]}})
    assert new_data(record_type, "A") == {"nest": {"name": "A"}}
    assert new_data(make_type({"type": "object", "x-annotate": {"caption": ["gone"]}}), "A") == {}


def test_choosing_another_alternative_keeps_what_both_know(make_type: MakeType) -> None:
    field = make_type(
        obj(
            who={
                "oneOf": [
                    {**obj(kind={"const": "a"}, name={"type": "string"}), "required": ["kind"]},
                    {**obj(kind={"const": "b"}, name={"type": "string"}, age={}), "required": ["kind"]},
                    {"type": "array"},
                    {"type": "string"},
                    {"type": "integer"},
                ]
            }
        )
    ).fields[0]
    before: dict[str, Any] = {"kind": "b", "name": "x", "age": 3, "free": 1}
    assert alternative_data(field, 0, before) == {"kind": "a", "name": "x", "free": 1}
    assert alternative_data(field, 1, ABSENT) == {"kind": "b"}
    assert alternative_data(field, 2, before) == []
    assert alternative_data(field, 2, [1]) == [1]
    assert alternative_data(field, 3, "x") == "x"
    assert alternative_data(field, 3, before) is ABSENT
    assert alternative_data(field, 4, "x") is ABSENT
