"""Problems that a person accepts, with the reason, in the file itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import attrs
import pytest
from tests.validate.conftest import ARTICLE, TEXT

from annotate_kit.codec import encode_annotation
from annotate_kit.core import Annotation, Problem
from annotate_kit.core.limits import FIXED
from annotate_kit.validate import check_annotation_file
from annotate_kit.validate.waivers import Sieve, Waiver, waiver_problems

MOST = FIXED.waived_problems
FILE = "annotations/expo/kim.json"
ORG = "organization-0000000001"
WHY = {"reason": "the statute says so", "by": "kim"}


@pytest.fixture
def checked(draft: Any) -> Any:
    """What is told of an organization without any evidence, by code and pointer, under these waivers."""
    made = draft.record(ORG, "organization", {"name": "Samyang Holdings", "kind": "company"})

    def ask(*waivers: Any, text: str | None = TEXT) -> list[Problem]:
        annotation = attrs.evolve(made.annotation, waivers=waivers)
        raw = encode_annotation(annotation)
        told = check_annotation_file(raw, catalog=draft.catalog, article=ARTICLE, text=text, file=FILE).problems
        in_memory = attrs.evolve(made, annotation=annotation).problems()
        assert {problem.data_pointer for problem in in_memory} <= {problem.data_pointer for problem in told}
        return list(told)

    return ask


def told(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.pointer) for problem in problems]


NAME, KIND = ("AK404", "/records/0/data/name"), ("AK404", "/records/0/data/kind")


def test_without_a_waiver_everything_is_told(checked: Any) -> None:
    assert told(checked()) == [KIND, NAME]


@pytest.mark.parametrize(
    ("place", "left"),
    [
        ({"record": ORG, "pointer": "/name"}, [KIND]),
        ({"record": ORG}, []),
        ({"pointer": "/records/0/data/kind"}, [NAME]),
        ({"pointer": "/records"}, []),
        ({"pointer": ""}, []),
    ],
)
def test_a_waiver_covers_what_lies_at_its_place(checked: Any, place: Any, left: Any) -> None:
    assert told(checked({"code": "AK404", **place, **WHY})) == left
    assert told(checked({"code": "evidence-required", **place, **WHY})) == left


@pytest.mark.parametrize(
    "waiver",
    [
        {"code": "AK404", "record": "organization-0000000002", "pointer": "/name"},
        {"code": "AK404", "record": ORG, "pointer": "/country"},
        {"code": "AK404", "span": "s-1"},
        {"code": "AK405", "record": ORG},
        {"code": "AK001", "pointer": ""},
    ],
)
def test_a_waiver_that_is_not_needed_is_told(checked: Any, waiver: Any) -> None:
    found = checked({**waiver, **WHY})
    assert told(found) == [KIND, NAME, ("AK310", "/waivers/0")]
    assert found[-1].message.startswith(f"the waiver of {waiver['code']} ")


def test_whether_it_is_needed_cannot_be_told_without_the_text_or_the_other_files(checked: Any) -> None:
    waiver = {"code": "AK203", "span": "s-1", **WHY}
    assert "AK310" not in {problem.code for problem in checked(waiver, text=None)}
    elsewhere = {"code": "AK309", "record": ORG, **WHY}
    assert told(checked(elsewhere)) == [KIND, NAME]


def test_an_entity_that_nobody_is_can_be_waived(draft: Any) -> None:
    made = draft.record(
        ORG, "organization", {"name": "Samyang Holdings", "kind": "company"}, entity="body-1"
    ).annotation
    for waivers, linked in (((), {"body-1"}), (({"code": "AK309", "record": ORG, **WHY},), set())):
        raw = encode_annotation(attrs.evolve(made, waivers=waivers))
        found = check_annotation_file(raw, catalog=draft.catalog, article=ARTICLE, text=TEXT, file=FILE)
        assert set(found.linked) == linked


@pytest.mark.parametrize(
    ("waiver", "code", "message"),
    [
        ({"code": "AK404", "record": ORG}, "AK102", "the waiver lacks reason and by"),
        ({"code": "AK404", "record": ORG, "reason": "  ", "by": "kim"}, "AK102", "the waiver lacks reason"),
        ({**WHY}, "AK102", "the waiver lacks code and record, span or pointer"),
        ({"code": "AK404", **WHY}, "AK102", "the waiver lacks record, span or pointer"),
        (
            {"code": "evidence-requird", "record": ORG, **WHY},
            "AK104",
            'the waiver names no rule: "evidence-requird"; did you mean "evidence-required"?',
        ),
        ({"code": "everything", "record": ORG, **WHY}, "AK104", 'the waiver names no rule: "everything"'),
    ],
)
def test_a_waiver_that_lacks_something_is_told_and_waives_nothing(
    checked: Any, waiver: Any, code: str, message: str
) -> None:
    found = checked(waiver)
    assert told(found)[:2] == [KIND, NAME]
    assert [(problem.code, problem.message) for problem in found[2:]] == [(code, message)]


def test_a_waiver_that_is_no_object_is_the_frame_s_problem(checked: Any) -> None:
    assert [code for code, _ in told(checked("all"))] == ["AK404", "AK404", "AK101"]


@pytest.mark.parametrize("code", ["AK001", "AK002", "AK005"])
def test_what_keeps_a_file_from_being_read_is_never_waived(code: str) -> None:
    assert not Waiver(code=code, pointer="").covers(Problem(code=code, message="x"))
    assert Waiver(code="AK006", pointer="").covers(Problem(code="AK006", message="x"))


def test_what_is_no_object_is_passed_over_in_memory_too() -> None:
    annotation = Annotation(article="a", annotator="kim", text_sha256="", waivers=("all",))
    assert list(waiver_problems(annotation, frozenset(), FILE)) == []


def test_waivers_are_asked_about_so_many_problems_and_no_more() -> None:
    asked: list[int] = []

    def problems() -> Iterator[Problem]:
        for number in range(2 * MOST):
            asked.append(number)
            yield Problem(code="AK307", message="", hint="", file="", pointer=f"/spans/{number}")

    sieve = Sieve([{"by": "kim", "code": "AK307", "pointer": "", "reason": "all of them"}])
    first = next(sieve.passed(problems()))
    assert first.pointer == f"/spans/{MOST}"
    assert len(asked) == MOST + 1
    assert (sieve.used, sieve.is_spent) == ({0}, True)
    exact = Sieve([{"by": "kim", "code": "AK307", "pointer": "", "reason": "all of them"}])
    assert list(exact.passed(islice(problems(), MOST))) == []
    assert not exact.is_spent


def test_a_waiver_whose_place_is_misspelt_is_told_for_it_waives_more_than_was_meant(checked: Any) -> None:
    slip = {"code": "AK404", "record": ORG, "pointr": "/name", "ticket": 7, **WHY}
    (problem,) = checked(slip)
    assert told([problem]) == [("AK103", "/waivers/0/pointr")]
    assert problem.message == 'a waiver has no property "pointr"; did you mean "pointer"?'
    assert (problem.at_key, problem.suggestion, problem.found) == (True, "pointer", '"pointr"')


@pytest.mark.parametrize(
    ("waiver", "found"),
    [
        ({"code": "AK404", "pointr": "", **WHY}, [("AK103", "/waivers/0/pointr")]),
        ({"code": "AK404", "pointer": "", "resaon": "x", "by": "kim"}, [("AK103", "/waivers/0/resaon")]),
        ({"cdoe": "AK404", "pointer": "", **WHY}, [("AK103", "/waivers/0/cdoe")]),
        (
            {"code": "AK404", "pointer": "", "resaon": "x"},
            [("AK102", "/waivers/0"), ("AK103", "/waivers/0/resaon")],
        ),
    ],
)
def test_a_misspelt_name_of_a_waiver_is_not_missed_besides(checked: Any, waiver: Any, found: Any) -> None:
    assert sorted(told(checked(waiver))[2:]) == found


def test_what_a_waiver_has_is_not_meant_by_another_name_too(checked: Any) -> None:
    assert checked({"code": "AK404", "record": ORG, "records": ORG, **WHY}) == []


def test_a_waiver_that_is_no_object_is_told_how_to_be_written(checked: Any) -> None:
    (problem,) = [problem for problem in checked("AK404") if problem.code == "AK101"]
    assert problem.hint.startswith('Write it like {"code": "AK408", "record": ')
