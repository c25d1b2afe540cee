"""What validation knows of claims: sources that disagree, reports without a source, denials and plans."""

from __future__ import annotations

from typing import Any

import pytest
from tests.validate.asking import problems_of

from annotate_kit.core import Claim, Problem

SCHEMAS: dict[str, Any] = {
    "city": {
        "title": "City",
        "type": "object",
        "properties": {
            "votes": {"title": "Votes", "type": "integer", "minimum": 0},
            "opened": {"title": "Opened", "type": "string", "format": "edtf"},
            "stage": {"title": "Stage", "enum": ["selected", "defeated"]},
            "twin": {"title": "Twin", "type": "string", "x-annotate": {"ref": ["city"]}},
            "rounds": {"title": "Rounds", "type": "array", "items": {"type": "integer"}},
        },
    }
}
DATA = {"votes": 29, "opened": "2023-05-01", "stage": "defeated", "twin": "city-2", "rounds": [1, 2]}


def problems(pointer: str, *claims: Claim, **data: Any) -> list[Problem]:
    return problems_of(
        SCHEMAS,
        {"city-1": ("city", {**DATA, **data}), "city-2": ("city", {})},
        *("AK402", "AK409", "AK410", "AK411", "AK412"),
        evidence={"city-1": {pointer: list(claims)}},
        published="2023-11-28",
    )


def told(pointer: str, *claims: Claim, **data: Any) -> list[tuple[str, str, str]]:
    return [(one.code, one.message, one.pointer) for one in problems(pointer, *claims, **data)]


def stated(words: str = "29 votes", **claim: Any) -> Claim:
    return Claim(spans=(words,), **claim)


VOTES = "/records/0/evidence/~1votes"
STATED = stated()


@pytest.mark.parametrize(
    ("pointer", "value"),
    [("/votes", 30), ("/opened", "2023-05"), ("/stage", "selected"), ("/twin", "city-1"), ("/rounds/1", 3)],
)
def test_another_sources_value_that_fits_is_no_problem(pointer: str, value: Any) -> None:
    assert told(pointer, STATED, stated("another 30", value=value, by="the mayor")) == []


@pytest.mark.parametrize(
    ("pointer", "value", "message"),
    [
        ("/votes", "thirty", 'another source\'s votes is "thirty", which the schema refuses: '),
        ("/votes", -1, "another source's votes is -1, which the schema refuses: "),
        ("/stage", "selectd", 'another source\'s stage is "selectd", which the schema refuses: '),
        ("/opened", "28.11.2023", 'another source\'s opened is "28.11.2023", which the schema refuses: '),
        ("/rounds/1", "two", 'another source\'s rounds 2 is "two", which the schema refuses: '),
        ("/twin", "city-9", 'another source\'s twin is "city-9", which the schema refuses: there is no such record'),
    ],
)
def test_another_sources_value_that_the_schema_refuses_is_told(pointer: str, value: Any, message: str) -> None:
    ((code, found, place),) = told(pointer, STATED, stated("another", value=value, by="the mayor"))
    assert code == "AK409"
    assert found.startswith(message)
    assert place.endswith("/1/value")


def test_what_the_schema_says_of_the_value_taken_is_not_said_again_of_another() -> None:
    assert told("/stage", stated("x", value="selected"), votes="many") == []


def test_another_sources_value_that_is_the_one_taken_is_told() -> None:
    assert told("/votes", STATED, stated("all 29", value=29)) == [
        ("AK412", "another source's votes is 29, which is the value taken", f"{VOTES}/1/value")
    ]


def test_a_report_without_its_source_is_told() -> None:
    assert told("/votes", stated(claim="reported")) == [("AK410", "votes is reported, but not by whom", f"{VOTES}/0")]
    assert told("/votes", stated(claim="reported", by="the mayor")) == []


def test_another_value_needs_words_or_a_source_or_a_note() -> None:
    assert told("/votes", STATED, Claim(value=30)) == [
        ("AK410", "another value for votes has no words and no source", f"{VOTES}/1")
    ]
    assert told("/votes", STATED, Claim(value=30, by="the mayor"), Claim(value=31, note="heard on the radio")) == []


def test_a_value_that_all_its_words_deny_is_told() -> None:
    assert told("/votes", stated(claim="denied"), stated("not 29", claim="denied")) == [
        ("AK411", "votes is 29, but all its words deny it", VOTES)
    ]


@pytest.mark.parametrize("claim", ["stated", "reported", "planned", "inferred"])
def test_sources_of_which_one_denies_the_value_may_disagree(claim: str) -> None:
    assert told("/votes", stated(claim="denied"), stated("29", claim=claim, by="the mayor")) == []


def test_another_value_may_be_denied() -> None:
    assert told("/votes", STATED, stated("not 30", claim="denied", value=30)) == []


def test_another_date_that_is_ahead_is_not_stated_as_past() -> None:
    ((code, message, place),) = told("/opened", STATED, stated("in 2030", value="2030"))
    assert (code, place) == ("AK402", "/records/0/evidence/~1opened/1/value")
    assert message == (
        'another source\'s opened "2030" lies after the article of 2023-11-28, but is stated as if it had happened'
    )
    assert told("/opened", STATED, stated("in 2030", value="2030", claim="planned")) == []
    assert told("/opened", STATED, stated("in 2030", value="2019")) == []


def test_evidence_for_the_whole_record_or_for_nothing_is_no_claim_of_a_value() -> None:
    assert told("", stated(claim="reported")) == []
    assert told("/nothing", stated(claim="reported")) == []
