"""A project's own rules: files of conditions, and functions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.validate.conftest import TEXT

from annotate_kit.codec import encode_annotation
from annotate_kit.core import Annotation, Article, Claim, Problem, Record, Severity, make_span
from annotate_kit.core.own_rules import OwnFunction, OwnRules, Remark
from annotate_kit.schema import load_catalog
from annotate_kit.validate import check_annotation, check_annotation_file, digest_of
from annotate_kit.validate.own_reading import read_own_rules

FILE = "rules/city.json"
CATALOG = load_catalog(
    {
        "city.schema.json": {
            "title": "City",
            "properties": {
                "name": {"title": "Name", "type": "string"},
                "votes": {"title": "Votes", "type": "number"},
                "opens": {"title": "Opens", "type": "string", "format": "edtf"},
                "closes": {"title": "Closes", "type": "string", "format": "edtf"},
                "roles": {
                    "title": "Roles",
                    "type": "array",
                    "items": {
                        "title": "Role",
                        "properties": {
                            "title": {"title": "Title", "type": "string"},
                            "begin": {"title": "Begin", "type": "number"},
                            "end": {"title": "End", "type": "number"},
                        },
                    },
                },
            },
        }
    }
)


def a_rule(**changes: Any) -> dict[str, Any]:
    made = {
        "code": "EXPO001",
        "name": "r",
        "type": "city",
        "must": {"name": {"present": True}},
        "message": "so it is not",
    }
    return {**made, **changes}


def rules(*made: Any) -> OwnRules:
    return read_own_rules({FILE: json.dumps({"rules": list(made)}, indent=1).encode()}, CATALOG)


def annotation_of(data: Any, evidence: Any = None, **more: Any) -> Annotation:
    span = make_span(id="s-1", text=TEXT, fragments=[(0, 5)])
    record = Record(id="city-1", type="city", data=data, mentions=("s-1",), evidence=evidence or {})
    return Annotation(
        article="expo",
        annotator="kim",
        text_sha256=digest_of(TEXT),
        spans={"s-1": span},
        records={record.id: record},
        **more,
    )


def told(own: OwnRules, annotation: Annotation) -> list[Problem]:
    catalog = attrs.evolve(CATALOG, own=own)
    article = Article(id="expo", title="A", text_sha256=digest_of(TEXT), length=len(TEXT))
    found = check_annotation(catalog, article, TEXT, annotation)
    return [problem for problem in found if problem.own is not None or problem.code == "AK504"]


def places(data: Any, **rule: Any) -> list[str | None]:
    own = rules(a_rule(**rule))
    assert own.problems == ()
    return [problem.data_pointer for problem in told(own, annotation_of(data))]


@pytest.mark.parametrize(
    ("test", "good", "bad"),
    [
        ("Busan", ["Busan"], ["Rome", 7, None]),
        (["Busan", None], ["Busan", None], ["Rome"]),
        ({"is": Decimal("1.0")}, [1], [2]),
        ({"in": ["Busan", "Rome"]}, ["Rome"], ["rome"]),
        ({"at-least": 3}, [3, Decimal("3.5"), "2"], [2, Decimal("2.9")]),
        ({"at-most": 3}, [3, -1, True], [4]),
        ({"matches": "^[A-Z]"}, ["Rome", 7], ["rome"]),
        ({"contains": "san"}, ["BuSAN", 7], ["Rome"]),
        ({"not": "Rome"}, ["Busan"], ["Rome"]),
        ({"not": {"not": "Rome"}}, ["Rome"], ["Busan"]),
        ({"present": False}, [], ["x"]),
        ({"present": True, "at-least": 3}, [3], [2]),
        ({"evidence": False}, ["x"], []),
        ({"evidence": True}, [], ["x"]),
        ({"same-as": "votes"}, [29], [17]),
        ({"same-as": "/votes"}, [29], ["29"]),
        ({"not-after": "votes"}, [28, 29, "x", None], [30]),
        ({"not-before": "votes"}, [30, 29, "x"], [28]),
    ],
)
def test_a_test_holds_or_does_not(test: Any, good: list[Any], bad: list[Any]) -> None:
    rule = json.loads(json.dumps(a_rule(must={"name": test}), default=float))
    for value in good:
        assert places({"name": value, "votes": 29}, **rule) == [], value
    for value in bad:
        assert places({"name": value, "votes": 29}, **rule) == ["/name"], value


@pytest.mark.parametrize(
    ("opens", "closes", "is_told"),
    [
        ("2030-05-01", "2030-10-31", False),
        ("2030", "2030-05-01", False),
        ("2030-11", "2030-10-31", True),
        ("../2030", "2029", False),
        ("soon", "2029", False),
        ("2030", 2029, False),
    ],
)
def test_dates_are_told_only_where_they_are_certainly_the_wrong_way_round(
    opens: Any, closes: Any, is_told: bool
) -> None:
    data = {"opens": opens, "closes": closes}
    assert places(data, must={"opens": {"not-after": "closes"}}) == ["/opens"] * is_told
    assert places(data, must={"closes": {"not-before": "opens"}}) == ["/closes"] * is_told


def test_must_says_nothing_of_what_is_not_there_unless_it_asks_for_it() -> None:
    for test in ("Busan", {"at-least": 1}, {"not": "Rome"}, {"present": False}, {"evidence": True}):
        assert places({}, must={"name": test}) == []
    assert places({}, must={"name": {"present": True}}) == ["/name"]
    assert places({}, must={"name": {"not": {"present": False}}}) == ["/name"]


@pytest.mark.parametrize(
    ("when", "data", "applies"),
    [
        ({"votes": 29}, {"votes": 29}, True),
        ({"votes": 29}, {"votes": 17}, False),
        ({"votes": 29}, {}, False),
        ({"votes": {"present": False}}, {}, True),
        ({"votes": {"not": 29}}, {}, True),
        ({"votes": 29, "opens": "2030"}, {"votes": 29}, False),
        ({"/roles/*/title": "mayor"}, {"roles": [{"title": "chief"}, {"title": "mayor"}]}, True),
        ({"/roles/*/title": "mayor"}, {"roles": []}, False),
    ],
)
def test_when_says_whether_the_rule_applies(when: Any, data: Any, applies: bool) -> None:
    assert places(data, when=when) == ["/name"] * applies


def test_every_item_is_looked_at_and_compared_with_its_own_neighbours() -> None:
    roles = [{"begin": 1, "end": 2}, {"begin": 3, "end": 2}, {"end": 1}]
    assert places({"roles": roles}, must={"/roles/*/begin": {"not-after": "/roles/*/end"}}) == ["/roles/1/begin"]


def test_evidence_is_asked_for_the_value_itself_or_what_is_in_it() -> None:
    own = rules(a_rule(must={"roles": {"evidence": True}}))
    data = {"roles": [{"title": "mayor"}]}
    assert len(told(own, annotation_of(data))) == 1
    assert told(own, annotation_of(data, {"/roles/0/title": (Claim(spans=("s-1",)),)})) == []
    assert len(told(own, annotation_of(data, {"/roles/0/title": (Claim(spans=()),)}))) == 1


def test_a_problem_says_what_the_rule_says() -> None:
    own = rules(a_rule(message="a city has a name.", hint="Fill it in.", severity="error"))
    (problem,) = told(own, annotation_of({}))
    assert (problem.code, problem.rule.name, problem.severity) == ("EXPO001", "r", Severity.ERROR)
    assert (problem.message, problem.hint, problem.record) == ("a city has a name", "Fill it in.", "city-1")
    assert told(rules(a_rule()), annotation_of({}))[0].severity is Severity.WARNING


def test_other_types_are_none_of_its_business() -> None:
    annotation = annotation_of({})
    record = attrs.evolve(annotation.records["city-1"], type="thing")
    assert told(rules(a_rule()), attrs.evolve(annotation, records={"city-1": record})) == []


@pytest.mark.parametrize(
    ("rule", "code", "line", "said"),
    [
        (a_rule(must={"nam": {"present": True}}), "AK504", 8, 'city has no property "nam"; did you mean "name"?'),
        (a_rule(must={"/roles/*/x": "y"}), "AK504", 8, 'city has no property "/roles/*/x"'),
        (a_rule(must={"name": {"not": {"same-as": "chief"}}}), "AK504", 10, 'city has no property "chief"'),
        (a_rule(must={"name": {"matches": "(?=a)"}}), "AK504", 9, 'the pattern "(?=a)" cannot be used'),
        (a_rule(type="citty"), "AK504", 6, 'there is no record type "citty"; did you mean "city"?'),
        (a_rule(type="planet"), "AK504", 6, 'there is no record type "planet"'),
        (a_rule(code="AK001"), "AK105", 4, "rule 1: code"),
        (a_rule(must={"name": {"matchs": "x"}}), "AK103", 9, 'has no property "matchs"; did you mean "matches"?'),
        (a_rule(severity="fatal"), "AK104", 13, 'severity "fatal" is not in the list'),
        ({"code": "EXPO002"}, "AK102", 3, "missing"),
    ],
)
def test_a_mistake_in_a_rule_is_told_on_its_line_and_the_other_rules_are_asked(
    rule: Any, code: str, line: int, said: str
) -> None:
    own = rules(rule, a_rule(code="EXPO007"))
    assert {problem.code for problem in own.problems} == {code}
    assert own.problems[0].place is not None
    assert own.problems[0].place.line == line
    assert said in " ".join(problem.message for problem in own.problems)
    assert list(own.names) == ["EXPO007"]
    assert not own.is_whole


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"rules": {}}', b'{"rule": []}'])
def test_a_file_that_holds_no_rules_is_told(content: bytes) -> None:
    own = read_own_rules({FILE: content}, CATALOG)
    assert own.problems
    assert own.rules == ()


def test_a_code_belongs_to_one_rule() -> None:
    files = {name: json.dumps({"rules": [a_rule()]}).encode() for name in ("rules/a.json", "rules/b.json")}
    own = read_own_rules(files, CATALOG)
    assert [rule.file for rule in own.rules] == ["rules/a.json"]
    assert [problem.message for problem in own.problems] == ["EXPO001 is a rule of rules/a.json already"]
    twice = rules(a_rule(), a_rule())
    assert [problem.pointer for problem in twice.problems] == ["/rules/1/code"]


# Functions.


def of(*remarks: Remark) -> OwnRules:
    return OwnRules(functions=(OwnFunction(name="newsroom", check=lambda _annotation, _text: remarks),))


def test_what_a_function_says_is_told_at_its_place() -> None:
    at_value = Remark(code="NEWS001", message="m", hint="h", record="city-1", pointer="/name", severity=Severity.ERROR)
    own = of(at_value, Remark(code="NEWS002", message="n", record="city-1"), Remark(code="NEWS003", message="o"))
    value, record, file = told(own, annotation_of({"name": "Busan"}))
    assert (value.pointer, value.data_pointer, value.is_error) == ("/records/0/data/name", "/name", True)
    assert (record.pointer, record.data_pointer, record.rule.name) == ("/records/0", None, "newsroom")
    assert (file.pointer, file.record) == ("", None)


def test_a_function_gets_the_annotation_and_the_text() -> None:
    seen: list[Any] = []

    def check(annotation: Annotation, text: str | None) -> Iterable[Remark]:
        seen.append((annotation.annotator, text))
        return ()

    assert told(OwnRules(functions=(OwnFunction(name="n", check=check),)), annotation_of({})) == []
    assert seen == [("kim", TEXT)]


def broken(_annotation: Annotation, _text: str | None) -> Iterator[Remark]:
    yield Remark(code="NEWS001", message="m")
    raise ZeroDivisionError("by\nzero")


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (OwnRules(functions=(OwnFunction(name="n", check=broken),)), "the rules of n failed: ZeroDivisionError: by"),
        (of(Remark(code="AK001", message="m")), "ValueError: 'AK001' is no code of a project"),
        (of(Remark(code="NEWS001", message="m", record="city-9")), "KeyError: 'city-9'"),
    ],
)
def test_a_function_that_fails_is_one_problem(own: OwnRules, said: str) -> None:
    (problem,) = told(own, annotation_of({}))
    assert (problem.code, problem.is_error) == ("AK504", True)
    assert said in problem.message


# Waivers.


def checked(own: OwnRules, *waivers: Any) -> list[tuple[str, str]]:
    annotation = annotation_of({}, waivers=tuple({"reason": "so", "by": "kim", **waiver} for waiver in waivers))
    article = Article(id="expo", title="A", text_sha256=digest_of(TEXT), length=len(TEXT))
    catalog = attrs.evolve(CATALOG, own=own)
    raw, file = encode_annotation(annotation), "annotations/expo/kim.json"
    found = check_annotation_file(raw, catalog=catalog, article=article, text=TEXT, file=file)
    return [(problem.code, problem.message) for problem in found.problems]


def test_own_rules_are_waived_like_others() -> None:
    own = rules(a_rule(), a_rule(code="EXPO002", must={"votes": {"present": False}}))
    assert checked(own) == [("EXPO001", "so it is not")]
    assert checked(own, {"code": "EXPO001", "record": "city-1"}) == []
    needless = "the waiver of EXPO002 r is about no problem: there is none at its place"
    assert checked(own, {"code": "EXPO001", "pointer": ""}, {"code": "EXPO002", "pointer": ""}) == [("AK310", needless)]
    unknown = checked(own, {"code": "EXPO009", "pointer": ""})
    assert ("AK104", 'the waiver names no rule: "EXPO009"; did you mean "EXPO001"?') in unknown
    assert checked(of(), {"code": "EXPO009", "pointer": ""}) == [], "a function may say it another time"


NAMES = st.sampled_from(["rules", "code", "name", "type", "when", "must", "message", "is", "not", "in"])
PLAIN = st.none() | st.booleans() | st.integers() | st.text()


@given(st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner)))
def test_any_json_as_a_file_of_rules_gives_problems_and_no_exception(value: Any) -> None:
    own = read_own_rules({FILE: json.dumps(value).encode()}, CATALOG)
    assert own.problems or value == {"rules": []}
