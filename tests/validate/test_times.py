"""Dates against the day of the article, against a lifetime, and against each other; parts against their whole."""

from __future__ import annotations

from typing import Any

import pytest
from tests.validate.asking import problems_of

from annotate_kit.core import Claim

DAY = "2023-11-28"


def date(title: str, **hints: Any) -> dict[str, Any]:
    return {"title": title, "type": "string", "format": "edtf", "x-annotate": hints}


def opened(value: str, claim: Claim, published: str | None = DAY, **hints: Any) -> list[tuple[str, str]]:
    found = problems_of(
        {"thing": {"title": "Thing", "properties": {"opened": date("Opened", **hints)}}},
        {"thing-1": ("thing", {"opened": value})},
        "AK402",
        evidence={"thing-1": {"/opened": claim}},
        published=published,
    )
    return [(problem.pointer, problem.message) for problem in found]


def test_a_future_event_stated_as_past_is_told() -> None:
    (found,) = opened("2030-05-01", Claim(spans=("1 May 2030",)))
    what = 'opened "2030-05-01" lies after the article of 2023-11-28, but is stated as if it had happened'
    assert found == ("/records/0/data/opened", what)
    assert opened("2030/..", Claim(spans=("2030",)))


@pytest.mark.parametrize("claim", ["planned", "reported", "denied", "inferred"])
def test_a_future_event_may_be_planned_or_told_by_others(claim: str) -> None:
    assert opened("2030-05-01", Claim(spans=("2030",), claim=claim)) == []


@pytest.mark.parametrize("value", ["2023-11-28", "2023-11-29", "2023", "2020/2030", "../2030", "20XX", "soon", "9999"])
def test_what_may_have_begun_is_no_future_event(value: str) -> None:
    assert (opened(value, Claim(spans=("then",))) == []) is (value != "9999")


def test_a_hint_lets_a_date_lie_ahead_and_no_day_lets_all() -> None:
    assert opened("2030", Claim(spans=("2030",)), tense="any") == []
    assert opened("2030", Claim(spans=("2030",)), published=None) == []
    assert opened("2030", Claim(spans=("2030",)), published="9999-12-31") == []
    assert opened("2030", Claim(spans=("2031",), value="2031", claim="planned")) == []


PERSON = {
    "title": "Person",
    "x-annotate": {"caption": ["name"]},
    "properties": {
        "name": {"title": "Name", "type": "string"},
        "born": date("Born", lifetime="begin"),
        "died": date("Died", lifetime="end"),
        "roles": {
            "title": "Roles",
            "type": "array",
            "items": {
                "title": "Role",
                "properties": {
                    "validity": date("Validity", lifetime="within", tense="any"),
                    "body": {"title": "Body", "type": "string", "x-annotate": {"ref": ["body"]}},
                    "status": {
                        "title": "Status",
                        "enum": ["current", "former", "elect", "unknown"],
                        "x-annotate": {"tense": {"current": "present", "former": "past", "elect": "future"}},
                    },
                },
            },
        },
    },
}
BODY = {
    "title": "Body",
    "x-annotate": {"caption": ["name"]},
    "properties": {
        "name": {"title": "Name", "type": "string"},
        "since": date("Founded", lifetime="begin"),
        "until": date("Dissolved", lifetime="end"),
    },
}


def person(data: Any, *codes: str, published: str | None = DAY, **body: str) -> list[str]:
    records = {"person-1": ("person", data), "body-1": ("body", {"name": "KJE", **body})}
    found = problems_of({"person": PERSON, "body": BODY}, records, *(codes or ("AK403",)), published=published)
    return [problem.message for problem in found]


def role(**more: Any) -> dict[str, Any]:
    return {"name": "Kim", "roles": [more]}


def test_a_life_that_ends_before_it_begins_is_told() -> None:
    assert person({"born": "1953", "died": "1950"}, "AK401") == ['died "1950" comes before born "1953"']
    assert person({"born": "1953", "died": "1953-01-01"}, "AK401") == []
    assert person({"born": "1953", "died": "?"}, "AK401") == []


@pytest.mark.parametrize(
    ("validity", "said"),
    [
        ("1950/1960", 'role 1: validity "1950/1960" begins before born, "1953"'),
        ("2000/2023", 'role 1: validity "2000/2023" ends after died, "2022-07-08"'),
        ("2023", 'role 1: validity "2023" ends after died, "2022-07-08"'),
        ("1953/2022", None),
        ("2000/..", None),
        ("../2000", None),
        ("unknown", None),
    ],
)
def test_a_role_outside_the_life_of_its_holder_is_told(validity: str, said: str | None) -> None:
    data = {"born": "1953", "died": "2022-07-08", **role(validity=validity)}
    assert person(data) == ([said] if said else [])


def test_a_role_outside_the_life_of_its_body_is_told() -> None:
    data = role(validity="1950/1961", body="body-1")
    assert person(data, since="1961") == ['role 1: validity "1950/1961" begins before founded of body "KJE", "1961"']
    assert person(data, until="1955") == ['role 1: validity "1950/1961" ends after dissolved of body "KJE", "1955"']
    assert person(data, since="1940", until="1980") == []
    assert person(role(validity="1950", body="body-9")) == []
    assert person(role(validity=1950, body="body-1"), since="1961") == []


@pytest.mark.parametrize(
    ("status", "validity", "when"),
    [
        ("current", "2010/2015", "is over"),
        ("elect", "2010/2015", "is over"),
        ("former", "2010/2015", None),
        ("current", "2025/..", "has not begun"),
        ("former", "2025/2030", "has not begun"),
        ("elect", "2025/..", None),
        ("former", "2001/..", None),
        ("current", "2023", None),
        ("unknown", "2010/2015", None),
        ("current", "then", None),
        (["current"], "2010/2015", None),
    ],
)
def test_a_status_that_its_dates_contradict_is_told(status: Any, validity: str, when: str | None) -> None:
    said = f'role 1: status is "{status}", but role 1: validity "{validity}" {when} on the day of the article, {DAY}'
    assert person(role(status=status, validity=validity)) == ([said] if when else [])
    assert person(role(status=status, validity=validity), published=None) == []


def test_the_dates_of_another_role_say_nothing() -> None:
    data = {"name": "Kim", "roles": [{"status": "current"}, {"validity": "2010/2015"}]}
    assert person(data) == []


def test_data_of_another_form_has_none_of_the_places() -> None:
    assert person({"name": "Kim", "roles": "chair"}) == []


def test_a_record_of_no_known_type_has_no_life() -> None:
    records = {"person-1": ("person", role(validity="1950", body="body-1")), "body-1": ("nothing", {"since": "1961"})}
    assert problems_of({"person": PERSON, "body": BODY}, records, "AK403", published=DAY) == []


STAGES = {
    "title": "Pact",
    "properties": {
        "dates": {
            "title": "Dates",
            "type": "object",
            "x-annotate": {"sequence": ["signed", "ratified", "in_force"]},
            "properties": {"signed": date("Signed"), "ratified": date("Ratified"), "in_force": date("In force")},
        }
    },
}


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (
            {"signed": "2023-05-17", "in_force": "2022"},
            ['dates: in force "2022" comes before dates: signed "2023-05-17"'],
        ),
        (
            {"signed": "2023", "ratified": "2021", "in_force": "2022"},
            [
                'dates: ratified "2021" comes before dates: signed "2023"',
                'dates: in force "2022" comes before dates: signed "2023"',
            ],
        ),
        ({"signed": "2023-05-17", "in_force": "2023"}, []),
        ({"signed": "2023-05", "ratified": "soon", "in_force": "2024"}, []),
        ({"signed": "../2023", "ratified": "2021", "in_force": "2022"}, []),
        ({}, []),
    ],
)
def test_stages_out_of_order_are_told(dates: Any, said: list[str]) -> None:
    found = problems_of({"pact": STAGES}, {"pact-1": ("pact", {"dates": dates})}, "AK407")
    assert [problem.message for problem in found] == said


VOTES = {
    "title": "Bid",
    "properties": {
        "votes": {
            "title": "Votes",
            "type": "array",
            "items": {
                "title": "Vote",
                "properties": {
                    "for": {"title": "Votes for", "x-annotate": {"partOf": "cast"}},
                    "cast": {"title": "Votes cast"},
                },
            },
        }
    },
}


@pytest.mark.parametrize(
    ("vote", "is_told"),
    [
        ({"for": 119, "cast": 29}, True),
        ({"for": "119.5", "cast": 119}, True),
        ({"for": 29, "cast": 29}, False),
        ({"for": 29}, False),
        ({"for": "many", "cast": 1}, False),
        ({"for": "NaN", "cast": 1}, False),
        ({"for": True, "cast": 0}, False),
        ({"for": 2, "cast": [1]}, False),
    ],
)
def test_a_part_that_is_more_than_its_whole_is_told(vote: Any, is_told: bool) -> None:
    found = problems_of({"bid": VOTES}, {"bid-1": ("bid", {"votes": [{}, vote]}), "x-1": ("none", {})}, "AK406")
    assert [problem.data_pointer for problem in found] == ["/votes/1/for"] * is_told


def test_what_is_said_of_a_part_names_both_numbers() -> None:
    found = problems_of({"bid": VOTES}, {"bid-1": ("bid", {"votes": [{"for": 119, "cast": 29}]})}, "AK406")
    assert [problem.message for problem in found] == ["vote 1: votes for is 119, more than vote 1: votes cast, 29"]


def test_a_schema_that_contains_itself_is_read_to_some_depth() -> None:
    tree = {
        "title": "Tree",
        "properties": {
            "child": {"$ref": "#"},
            "named": {"additionalProperties": {"$ref": "#/properties/day"}},
            "day": date("Day", lifetime="within"),
            "born": date("Born", lifetime="begin"),
        },
    }
    data = {"born": "2000", "child": {"day": "1990"}, "named": {"x": "1990"}}
    found = problems_of({"tree": tree}, {"tree-1": ("tree", data)}, "AK403")
    assert {problem.data_pointer for problem in found} <= {"/child/day", "/named/x"}
    assert "/named/x" in {problem.data_pointer for problem in found}
