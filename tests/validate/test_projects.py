"""Likely duplicates within a file; annotators who say different things of the same words."""

from __future__ import annotations

from typing import Any

import pytest
from tests.validate.asking import problems_of
from tests.validate.conftest import TEXT

from annotate_kit.core import Annotation, Problem, Record, make_span
from annotate_kit.schema import load_catalog
from annotate_kit.validate import digest_of
from annotate_kit.validate.opinions import opinion_problems
from annotate_kit.validate.places import places_of

BODY = {"title": "Body", "x-annotate": {"identity": ["name", "/seat/city"]}, "properties": {"name": {"title": "Name"}}}


@pytest.mark.parametrize(
    ("one", "other", "is_told"),
    [
        ({"name": "Samyang Holdings"}, {"name": "SAMYANG  Holdings Corp."}, True),
        ({"name": "Samyang", "seat": {"city": "Seoul"}}, {"name": "Samyang", "seat": {"city": "Seoul"}}, True),
        ({"name": "Samyang", "seat": {"city": "Seoul"}}, {"name": "Samyang", "seat": {"city": "Busan"}}, False),
        ({"name": "Samyang"}, {"name": "Mitsubishi"}, False),
        ({}, {}, False),
        ({"name": "..."}, {"name": "?"}, False),
    ],
)
def test_two_records_with_one_identity_are_probably_one(one: Any, other: Any, is_told: bool) -> None:
    records = {"body-1": ("body", one), "body-2": ("body", other), "x-1": ("x", one)}
    found = problems_of({"body": BODY}, records, "AK501")
    assert [(problem.record, problem.suggestion) for problem in found] == [("body-2", "body-1")] * is_told


def test_two_records_of_one_entity_are_linked_already(draft: Any) -> None:
    data = {"name": "Samyang", "kind": "company"}
    made = draft.record("organization-1", "organization", data).record("organization-2", "organization", data)
    assert [problem.record for problem in made.problems("AK501")] == ["organization-2"]
    linked = made.record("organization-2", "organization", data, entity="organization-1")
    assert linked.problems("AK501") == []


CATALOG = load_catalog(
    {
        "city.schema.json": {
            "title": "City",
            "x-annotate": {"identity": ["name"]},
            "properties": {
                "name": {"title": "Name", "type": "string"},
                "votes": {"title": "Votes"},
                "twin": {"title": "Twin", "type": "string", "x-annotate": {"ref": ["city"]}},
            },
        }
    }
)


def opinion(annotator: str, *records: Record) -> Any:
    span = make_span(id=f"s-{annotator}", text=TEXT, fragments=[(0, 5)])
    annotation = Annotation(
        article="expo",
        annotator=annotator,
        text_sha256=digest_of(TEXT),
        spans={span.id: span},
        records={record.id: record for record in records},
    )
    return annotation, places_of(CATALOG, annotation, f"annotations/expo/{annotator}.json")


def city(data: Any, *mentions: str, type_: str = "city", id_: str = "city-1") -> Record:
    return Record(id=id_, type=type_, data=data, mentions=mentions)


def differences(one: Record, other: Record) -> list[Problem]:
    return list(opinion_problems(CATALOG, [opinion("kim", one), opinion("lee", other)]))


def test_annotators_who_say_different_things_of_the_same_words_are_told() -> None:
    (problem,) = differences(city({"votes": 29}, "s-kim"), city({"votes": 17}, "s-lee", id_="city-2"))
    assert problem.message == "votes is 17 here, but 29 in kim's file"
    assert (problem.file, problem.pointer) == ("annotations/expo/lee.json", "/records/0/data/votes")


@pytest.mark.parametrize(
    ("one", "other", "pointers"),
    [
        ({"votes": 29}, {"votes": 29}, []),
        ({"votes": 29}, {}, []),
        ({"votes": {"a": 1}}, {"votes": {"a": 2, "b": 3}}, ["/votes/a"]),
        ({"votes": [{"a": 1}]}, {"votes": [{"a": 2}]}, ["/votes/0/a"]),
        ({"votes": [{"a": 1}]}, {"votes": [{"a": 2}, {"a": 1}]}, []),
        ({"votes": [1]}, {"votes": [2]}, []),
        ({"votes": [1]}, {"votes": 2}, ["/votes"]),
        ({"twin": "city-8"}, {"twin": "city-9"}, []),
    ],
)
def test_what_both_give_is_compared(one: Any, other: Any, pointers: list[str]) -> None:
    found = differences(city(one, "s-kim"), city(other, "s-lee"))
    assert [problem.data_pointer for problem in found] == pointers


def test_records_are_paired_by_words_then_by_identity_or_not_at_all() -> None:
    named = {"name": "Busan", "votes": 29}
    assert len(differences(city(named), city({**named, "name": "busan", "votes": 17}))) == 2
    assert differences(city({"votes": 29}), city({"votes": 17})) == []
    assert differences(city(named), city({"name": "Rome", "votes": 17})) == []
    assert differences(city(named, "s-9"), city({"votes": 17}, "s-lee")) == []
    assert differences(city(named, "s-kim", type_="town"), city({"votes": 1}, "s-lee", type_="town")) == []


def test_each_two_of_several_annotators_are_compared() -> None:
    opinions = [opinion(name, city({"votes": n}, f"s-{name}")) for n, name in enumerate(("kim", "lee", "park"))]
    found = list(opinion_problems(CATALOG, opinions))
    assert [problem.file[-9:] for problem in found] == ["/lee.json", "park.json", "park.json"]
