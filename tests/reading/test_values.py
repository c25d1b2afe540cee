"""What words mean for a field of a record type."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.core import Json
from annotate_kit.reading import Named, NotUnderstood, Understood, read_value
from annotate_kit.schema import Field, load_catalog

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Thing",
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "exact": {"type": "string", "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"},
        "shape": {"type": "string", "pattern": "^[a-z]$"},
        "city": {"anyOf": [{"enum": ["Seoul", "Tokyo"]}, {"type": "string"}]},
        "count": {"type": "integer"},
        "share": {"type": "number"},
        "open": {"type": "boolean"},
        "nothing": {"type": "null"},
        "when": {"type": "string", "format": "edtf"},
        "status": {
            "oneOf": [
                {"const": "adopted", "title": "Adopted", "x-annotate": {"synonyms": ["approved", "채택"]}},
                {"const": "in-force", "title": "In force"},
                {"const": "signed", "title": "Signed"},
            ]
        },
        "land": {"oneOf": [{"const": "RO", "title": "Romania"}, {"const": "TD", "title": "Chad"}]},
        "stage": {"oneOf": [{"const": "selected", "title": "Selected", "x-annotate": {"synonyms": ["elected"]}}]},
        "host": {"type": "string", "x-annotate": {"ref": ["organization"]}},
        "sum": {
            "type": "object",
            "required": ["amount", "currency"],
            "properties": {
                "amount": {"type": "string", "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"},
                "currency": {"oneOf": [{"const": "USD", "title": "dollar"}, {"const": "KRW", "title": "won"}]},
                "approximate": {"type": "boolean"},
            },
        },
        "price": {
            "type": "object",
            "properties": {"amount": {"type": "number"}, "currency": {"type": "string"}},
        },
        "crowd": {
            "type": "object",
            "properties": {
                "value": {"type": "number"},
                "unit": {"type": "string"},
                "approximate": {"type": "boolean"},
            },
        },
        "length": {"type": "object", "properties": {"value": {"type": "string"}, "unit": {"type": "string"}}},
        "roles": {
            "type": "array",
            "items": {"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}}},
        },
        "terms": {
            "type": "array",
            "items": {"type": "object", "required": ["from"], "properties": {"from": {"type": "integer"}}},
        },
        "family_name": {"type": "string"},
        "givenName": {"type": "string"},
        "person": {
            "type": "object",
            "properties": {"family": {"type": "string"}, "given": {"type": "string"}},
        },
        "nameless": {"oneOf": [{"const": "x", "title": "…"}, {"const": "glad", "title": "Glad"}]},
        "visit": {
            "type": "object",
            "required": ["on"],
            "properties": {"on": {"type": "string", "format": "edtf"}, "to": {"type": "string"}},
        },
        "days": {"type": "array", "items": {"type": "string", "format": "edtf"}},
        "maybe": {
            "oneOf": [{"title": "Day", "type": "string", "format": "edtf"}, {"title": "Count", "type": "integer"}]
        },
        "pair": {
            "type": "object",
            "required": ["a", "b"],
            "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
        },
        "party": {
            "oneOf": [
                {
                    "title": "An organization",
                    "type": "object",
                    "required": ["organization"],
                    "properties": {"organization": {"type": "string", "x-annotate": {"ref": ["organization"]}}},
                },
                {
                    "title": "A country",
                    "type": "object",
                    "required": ["country"],
                    "properties": {
                        "country": {
                            "oneOf": [
                                {"const": "KR", "title": "South Korea"},
                                {"const": "JP", "title": "Japan"},
                            ]
                        }
                    },
                },
            ]
        },
    },
}

FIELDS = {field.name: field for field in load_catalog({"thing.schema.json": SCHEMA}).types["thing"].fields}
NAMED = (
    Named(id="organization-1", type="organization", names=("Korea-Japan Economic Association", "KJE")),
    Named(id="organization-2", type="organization", names=("CJ Group",)),
    Named(id="organization-3", type="organization", names=("Korea Judo Association", "KJA")),
    Named(id="organization-4", type="organization", names=("KJA",)),
    Named(id="official-1", type="official", names=("Kim Yoon",)),
)


def read(field: Field, words: str) -> Understood | NotUnderstood:
    return read_value(field, words, published="2023-05-17", language="en", named=NAMED)


@pytest.mark.parametrize(
    ("name", "words", "value", "note"),
    [
        ("name", "  Kim \n Yoon ", "Kim Yoon", ""),
        ("exact", "19.99", "19.99", ""),
        ("exact", "two billion", "2000000000", "2,000,000,000"),
        ("shape", "whatever", "whatever", ""),
        ("city", "seoul", "Seoul", "Seoul"),
        ("city", "Tokyo", "Tokyo", ""),
        ("city", "Busan", "Busan", ""),
        ("count", "around 240", 240, "about 240"),
        ("share", "12.5 percent", Decimal("12.5"), "12.5"),
        ("open", "yes", True, "yes"),
        ("open", "No", False, "no"),
        ("when", "Tuesday", "2023-05-16", "16 May 2023"),
        ("status", "adopted", "adopted", "Adopted"),
        ("status", "채택", "adopted", "Adopted"),
        ("status", "adopted a joint statement", "adopted", "Adopted"),
        ("status", "it is in force now", "in-force", "In force"),
        ("status", "Sigend", "signed", "Signed"),
        ("host", "the KJE", "organization-1", "Korea-Japan Economic Association"),
        ("host", "CJ Group", "organization-2", "CJ Group"),
        ("sum", "about $3.4 billion", {"amount": "3400000000", "currency": "USD", "approximate": True}, None),
        ("sum", "2억 원", {"amount": "200000000", "currency": "KRW"}, "200,000,000 KRW"),
        ("price", "19.99 euros", {"amount": Decimal("19.99"), "currency": "EUR"}, "19.99 EUR"),
        ("crowd", "around 240 officials", {"value": 240, "unit": "officials", "approximate": True}, None),
        ("crowd", "240", {"value": 240}, "240"),
        ("length", "3.5 km", {"value": "3.5", "unit": "km"}, "3.5 km"),
        ("roles", "chief", {"title": "chief"}, ""),
        ("party", "Korea-Japan Economic Association", {"organization": "organization-1"}, None),
        ("party", "Japan", {"country": "JP"}, "Japan"),
        ("family_name", "President Yoon Suk Yeol", "Yoon", "Yoon"),
        ("givenName", "윤석열 대통령", "석열", "석열"),
        ("family_name", "Yoon", "Yoon", ""),
        ("givenName", "Mr. Kim", "Mr. Kim", ""),
        ("person", "Ursula von der Leyen", {"family": "von der Leyen", "given": "Ursula"}, "von der Leyen · Ursula"),
        ("person", "Mr. Kim", {"family": "Kim"}, "Kim"),
        ("nameless", "so glad", "glad", "Glad"),
        ("visit", "Tuesday", {"on": "2023-05-16"}, "16 May 2023"),
        ("days", "yesterday", "2023-05-16", "16 May 2023"),
        ("maybe", "240", 240, "240"),
    ],
)
def test_words_become_the_fields_value(name: str, words: str, value: Json, note: str | None) -> None:
    found = read(FIELDS[name], words)
    assert isinstance(found, Understood)
    assert found.value == value
    assert type(found.value) is type(value)
    assert note is None or found.note == note


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("name", "  "),
        ("exact", "several"),
        ("count", "12.5"),
        ("count", "many"),
        ("open", "perhaps"),
        ("nothing", "nothing"),
        ("when", "soon"),
        ("status", "adopted and signed"),
        ("status", "rejected"),
        ("land", "Rome"),
        ("land", "glad"),
        ("stage", "declaration"),
        ("host", "Kim Yoon"),
        ("host", "Samyang"),
        ("sum", "5 euros"),
        ("sum", "a lot"),
        ("crowd", "many people"),
        ("pair", "one and two"),
        ("terms", "always"),
        ("party", "Samyang"),
    ],
)
def test_words_that_give_no_value_say_why(name: str, words: str) -> None:
    found = read(FIELDS[name], words)
    assert isinstance(found, NotUnderstood)
    assert found.reason


def test_what_else_the_words_may_mean_is_offered_behind_with_its_reason() -> None:
    found = read(FIELDS["when"], "December 31")
    assert isinstance(found, Understood)
    assert (found.value, found.why) == ("2022-12-31", "the year nearest to 17 May 2023")
    assert [one.value for one in found.others] == ["2023-12-31"]


@pytest.mark.parametrize(
    ("name", "words", "values", "reason"),
    [
        ("when", "05/06/24", ["2024-05-06", "2024-06-05"], "day and month could be either way round"),
        ("visit", "05/06/24", [{"on": "2024-05-06"}, {"on": "2024-06-05"}], "day and month could be either way round"),
        ("maybe", "05/06/24", ["2024-05-06", "2024-06-05"], "day and month could be either way round"),
        ("status", "signed and adopted", ["signed", "adopted"], "the words name several of its codes"),
        ("host", "KJA", ["organization-3", "organization-4"], "the words name several records"),
        ("when", "soon", [], "the words give no date"),
    ],
)
def test_where_words_may_mean_several_values_a_person_chooses(
    name: str, words: str, values: list[Json], reason: str
) -> None:
    found = read(FIELDS[name], words)
    assert isinstance(found, NotUnderstood)
    assert ([one.value for one in found.readings], found.reason) == (values, reason)


def test_a_date_reckoned_from_an_unknown_day_says_so() -> None:
    found = read_value(FIELDS["when"], "last month")
    assert isinstance(found, NotUnderstood)
    assert found.reason == "the date is reckoned from the article's day, which is not known"


def test_a_code_is_not_looked_for_in_long_words() -> None:
    assert isinstance(read(FIELDS["status"], "adopted " * 50), NotUnderstood)


def test_other_readings_of_an_objects_only_member_are_objects_too() -> None:
    found = read(FIELDS["visit"], "December 31")
    assert isinstance(found, Understood)
    assert [one.value for one in found.others] == [{"on": "2023-12-31"}]


@given(st.sampled_from(sorted(FIELDS)), st.text())
def test_no_words_break_a_field(name: str, words: str) -> None:
    read(FIELDS[name], words)
