"""What is named has to be there, and be what is wanted; what is claimed has to have words."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from annotate_kit.core import Annotation, Claim, Record
from annotate_kit.schema import Catalog, load_catalog
from annotate_kit.validate.backing import lacking
from annotate_kit.validate.records import Checker, checker_of

ORG, OTHER, KIM = "organization-0000000001", "organization-0000000002", "official-0000000001"
SAMYANG = {"name": "Samyang Holdings", "kind": "company"}


def person(organization: str) -> dict[str, Any]:
    return {"name": "Kim Yoon", "roles": [{"title": "leads", "organization": organization}]}


def told(draft: Any, *codes: str) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.pointer, problem.message) for problem in draft.problems(*codes)]


def test_a_reference_to_a_record_of_the_right_type_is_right(draft: Any) -> None:
    made = draft.record(ORG, "organization", SAMYANG).record(KIM, "official", person(ORG))
    assert told(made, "AK302", "AK303", "AK405", "AK308") == []


def test_a_reference_to_nothing_is_told_with_what_may_be_meant(draft: Any) -> None:
    made = draft.record(KIM, "official", person("organization-zzzzzzzzzz"))
    (problem,) = made.problems("AK302")
    assert problem.message == ('role 1: organization "organization-zzzzzzzzzz" is not the id of a record in this file')
    assert problem.hint == "Make a record for it, an organization, or take the reference out."
    assert (problem.pointer, problem.data_pointer) == (
        "/records/0/data/roles/0/organization",
        "/roles/0/organization",
    )
    assert problem.caption == 'official "Kim Yoon"'
    by_name = made.record(ORG, "organization", SAMYANG).record(KIM, "official", person("Samyang Holding"))
    (problem,) = by_name.problems("AK302")
    assert problem.message.endswith(f'; did you mean "{ORG}" (Samyang Holdings)?')
    assert problem.suggestion == ORG
    slip = made.record(ORG, "organization", SAMYANG).record(KIM, "official", person("organization-0000000010"))
    assert slip.problems("AK302")[0].suggestion == ORG


def test_a_reference_to_a_record_of_another_type_is_told(draft: Any) -> None:
    bid = {"category": "world", "year": "2030", "country": "KR", "stage": "intention", "rivals": [KIM]}
    made = draft.record(KIM, "official", person(ORG)).record(ORG, "organization", SAMYANG)
    assert told(made.record("expo-bid-1", "expo-bid", bid), "AK303") == [
        ("AK303", "/records/0/data/rivals/0", 'rival 1 is the official "Kim Yoon", but must be an expo bid')
    ]


def test_a_reference_to_a_record_of_no_known_type_is_left_to_that_record(draft: Any) -> None:
    made = draft.record(ORG, "company", {}).record(KIM, "official", person(ORG))
    assert told(made, "AK303", "AK302", "AK104") == [("AK104", "/records/0/type", 'there is no record type "company"')]


def test_a_record_that_refers_to_itself_is_told(draft: Any) -> None:
    made = draft.record(ORG, "organization", {**SAMYANG, "parent": ORG})
    assert told(made, "AK405", "AK308") == [("AK405", "/records/0/data/parent", "parent is the record itself")]


def test_a_circle_of_parents_is_told_once(draft: Any) -> None:
    made = (
        draft.record("organization-c", "organization", {"name": "C", "kind": "group", "parent": "organization-a"})
        .record("organization-a", "organization", {"name": "A", "kind": "group", "parent": "organization-b"})
        .record("organization-b", "organization", {"name": "B", "kind": "group", "parent": "organization-a"})
    )
    (problem,) = made.problems("AK308")
    assert problem.message == 'parent goes in a circle: "A" → "B" → "A"'
    assert not problem.is_error


def test_lists_may_go_both_ways(draft: Any) -> None:
    def pact(other: str) -> dict[str, Any]:
        return {"title": "pact", "instrument": "treaty", "status": "proposed", "relates_to": [other]}

    made = draft.record("agreement-a", "agreement", pact("agreement-b")).record(
        "agreement-b", "agreement", pact("agreement-a")
    )
    assert told(made, "AK308", "AK302", "AK303") == []


def test_spans_that_are_not_there_are_told_at_each_place(draft: Any) -> None:
    evidence = {"/name": (Claim(spans=("s-1",)), Claim(spans=("s-9", "s-8")))}
    made = draft.span("s-1", "Kim Yoon").record(KIM, "official", person(ORG), ("s-7",), evidence=evidence)
    assert told(made, "AK304") == [
        ("AK304", "/records/0/mentions/0", 'there is no span "s-7" in this file'),
        ("AK304", "/records/0/evidence/~1name/1/spans/0", 'there is no span "s-9" in this file'),
        ("AK304", "/records/0/evidence/~1name/1/spans/1", 'there is no span "s-8" in this file'),
    ]


def test_evidence_for_nothing_is_told_with_what_may_be_meant(draft: Any) -> None:
    evidence = {"/nmae": (Claim(spans=("s-1",)),), "/website": (), "name": ()}
    made = draft.span("s-1", "Kim Yoon").record(ORG, "organization", SAMYANG, evidence=evidence)
    problems = made.problems("AK305")
    assert [(problem.pointer, problem.at_key, problem.suggestion) for problem in problems] == [
        ("/records/0/evidence/~1nmae", True, "/name"),
        ("/records/0/evidence/~1website", True, None),
        ("/records/0/evidence/name", True, "/name"),
    ]
    assert problems[0].message == (
        'there is evidence for "/nmae", but the data has no such value; did you mean "/name"?'
    )
    assert problems[1].hint == "Fill in the value, or take the evidence out."


def test_spans_that_nothing_uses_are_told_unless_a_note_does(draft: Any) -> None:
    made = draft.span("s-1", "Busan").span("s-2", "Seoul").record(KIM, "official", person(ORG), ("s-1",))
    assert told(made, "AK307") == [("AK307", "/spans/0", 'the span "Seoul" belongs to no record')]
    noted = attrs.evolve(made, annotation=attrs.evolve(made.annotation, notes=({"span": "s-2", "text": "?"}, "odd")))
    assert told(noted, "AK307") == []
    # A migration that drops a value keeps it in a note, with its evidence.
    was = {"pointer": "/x", "value": ["/spans/"], "evidence": {"/x": [{"spans": ["s-2"]}]}}
    kept = attrs.evolve(made, annotation=attrs.evolve(made.annotation, notes=({"text": "/x was", "was": was},)))
    assert told(kept, "AK307") == []


def test_notes_about_nothing_are_told(draft: Any) -> None:
    notes = ({"span": "s-9"}, {"record": "official-9"}, {"text": "about the whole file"})
    made = attrs.evolve(draft, annotation=attrs.evolve(draft.annotation, notes=notes))
    assert told(made, "AK302", "AK304") == [
        ("AK304", "/notes/0/span", 'a note is about the span "s-9", which is not in this file'),
        ("AK302", "/notes/1/record", 'a note is about the record "official-9", which is not in this file'),
    ]


def test_an_unknown_record_type_is_told_with_what_may_be_meant(draft: Any) -> None:
    (problem,) = draft.record("x-1", "offical", {}).problems("AK104")
    assert problem.message == 'there is no record type "offical"; did you mean "official"?'
    (problem,) = draft.record("x-1", "meeting", {}).problems("AK104")
    assert problem.hint == f"The record types are {', '.join(draft.catalog.types)}."
    (problem,) = attrs.evolve(draft.record("x-1", "meeting", {}), catalog=load_catalog({})).problems("AK104")
    assert problem.hint == "Add its schema to schemas/."


def test_records_of_a_schema_that_no_engine_takes_are_said_to_be_unchecked(draft: Any) -> None:
    broken = load_catalog({"thing.schema.json": {"title": "Thing", "properties": {"x": {}}}})
    checker_of(broken)._engines["thing"] = None  # no schema is known that gets so far
    made = attrs.evolve(draft, catalog=broken).record("thing-1", "thing", {"x": 1})
    (problem,) = made.problems("AK601")
    assert problem.message == (
        "the record cannot be checked, because its schema schemas/thing.schema.json cannot be used"
    )
    assert problem.pointer == "/records/0/type"


def test_a_record_whose_schema_refers_to_nothing_says_so(draft: Any) -> None:
    broken = load_catalog({"thing.schema.json": {"title": "Thing", "properties": {"x": {"$ref": "#/$defs/no"}}}})
    made = attrs.evolve(draft, catalog=broken).record("thing-1", "thing", {"x": 1})
    (problem,) = made.problems("AK607")
    assert problem.message == "thing cannot be checked: its schema refers to something that is not there"


def test_a_checker_forgets_all_once_it_remembers_very_many(catalog: Catalog) -> None:
    checker = Checker(catalog, most=2)
    records = [Record(id=f"organization-{n}", type="organization", data={"name": "x"}) for n in range(5)]
    first = [checker.check(record) for record in records]
    assert [checker.check(record) for record in records] == first
    assert checker.check(records[-1]) is checker.check(records[-1])


def test_the_fields_of_many_places_are_forgotten_and_found_again(catalog: Catalog) -> None:
    checker = Checker(catalog, most=2)
    fields = [checker.field("official", pointer) for pointer in ("/name", "/born", "/died", "/name")]
    assert [field.title if field else "" for field in fields] == ["Name", "Born", "Died", "Name"]
    assert checker.field("nothing", "/name") is None
    assert checker.field("official", "/nothing") is None


def test_of_very_many_dangling_references_only_the_first_are_guessed(draft: Any) -> None:
    made = draft
    for number in range(102):
        made = made.record(f"official-{number:03}", "official", person("organization-000000000x"))
    made = made.record(ORG, "organization", SAMYANG)
    assert [problem.suggestion for problem in made.problems("AK302")] == [ORG] * 100 + [None] * 2


# Evidence.


def test_values_that_need_evidence_and_have_none_are_told_in_place_of_the_record(draft: Any) -> None:
    made = draft.record(ORG, "organization", SAMYANG)
    assert sorted(told(made, "AK404", "AK306")) == [
        ("AK404", "/records/0/data/kind", "kind has no evidence"),
        ("AK404", "/records/0/data/name", "name has no evidence"),
    ]


@pytest.mark.parametrize(
    ("claims", "is_backed"),
    [
        ((Claim(spans=("s-1",)),), True),
        ((Claim(claim="inferred"),), True),
        ((Claim(),), False),
        ((Claim(spans=("s-1",), value="group"),), False),
        ((), False),
    ],
)
def test_a_claim_backs_a_value_by_words_or_as_a_conclusion(
    draft: Any, claims: tuple[Claim, ...], *, is_backed: bool
) -> None:
    evidence = {"/name": (Claim(spans=("s-1",)),), "/kind": claims}
    made = draft.span("s-1", "Samyang").record(ORG, "organization", SAMYANG, evidence=evidence)
    assert (told(made, "AK404") == []) is is_backed


def test_evidence_for_the_whole_or_a_part_is_evidence(draft: Any) -> None:
    def roles(pointer: str) -> list[tuple[str, str, str]]:
        evidence = {"/name": (Claim(spans=("s-1",)),), pointer: (Claim(spans=("s-1",)),)}
        made = draft.span("s-1", "Kim Yoon").record(KIM, "official", person(ORG), evidence=evidence)
        return told(made, "AK404")

    assert roles("/roles/0") == roles("/roles") == roles("/roles/0/title") == []
    assert [pointer for _, pointer, _ in roles("/roles/0/organization")] == ["/records/0/data/roles/0/title"]


def test_a_mention_with_the_same_words_is_evidence_for_the_name(draft: Any) -> None:
    kind = {"/kind": (Claim(claim="inferred"),)}
    named = draft.span("s-1", "Samyang Holdings").record(ORG, "organization", SAMYANG, ("s-1",), evidence=kind)
    assert told(named, "AK404") == []
    other = draft.span("s-1", "Samyang").record(ORG, "organization", SAMYANG, ("s-1", "s-2"), evidence=kind)
    assert [pointer for _, pointer, _ in told(other, "AK404")] == ["/records/0/data/name"]


ENTERED = Claim(origin="workbook", note="entered in workbook by anna; no words say so")


def test_what_was_entered_in_a_workbook_is_a_warning_where_evidence_is_required(draft: Any) -> None:
    both = {"/name": (ENTERED,), "/kind": (ENTERED,)}
    made = draft.record(ORG, "organization", SAMYANG, evidence=both)
    found = made.problems("AK404", "AK306", "AK408")
    assert {(problem.code, problem.data_pointer) for problem in found} == {("AK408", "/kind"), ("AK408", "/name")}
    assert not any(problem.is_error for problem in made.problems())


@pytest.mark.parametrize(
    ("claims", "codes"),
    [
        ((ENTERED,), {"AK408"}),
        ((ENTERED, Claim(spans=("s-1",), value="group")), {"AK408"}),
        ((attrs.evolve(ENTERED, origin="person"),), {"AK404"}),
        ((attrs.evolve(ENTERED, value="group"),), {"AK404"}),
        ((ENTERED, Claim()), {"AK404"}),
        ((attrs.evolve(ENTERED, claim="inferred"),), set()),
        ((ENTERED, Claim(spans=("s-1",))), set()),
    ],
)
def test_an_entry_stands_for_a_value_that_nothing_else_is_said_of(
    draft: Any, claims: tuple[Claim, ...], codes: set[str]
) -> None:
    evidence = {"/name": (Claim(spans=("s-1",)),), "/kind": claims}
    made = draft.span("s-1", "Samyang Holdings").record(ORG, "organization", SAMYANG, evidence=evidence)
    told_of_kind = [problem for problem in made.problems("AK404", "AK408") if problem.data_pointer == "/kind"]
    assert {problem.code for problem in told_of_kind} - {"AK408"} == codes - {"AK408"}
    assert any("entered in a workbook" in problem.message for problem in told_of_kind) is ("AK408" in codes)


def test_a_mention_with_the_same_words_is_enough_for_a_name_that_was_entered(draft: Any) -> None:
    both = {"/name": (ENTERED,), "/kind": (Claim(claim="inferred"),)}
    made = draft.span("s-1", "Samyang Holdings").record(ORG, "organization", SAMYANG, ("s-1",), evidence=both)
    assert told(made, "AK404", "AK408") == []


def test_an_entry_for_a_place_that_no_schema_or_data_has_stands_for_nothing(draft: Any) -> None:
    evidence = {"": (ENTERED,), "/nowhere": (ENTERED,), "/founded": (ENTERED,)}
    made = draft.record(ORG, "organization", SAMYANG, evidence=evidence)
    assert {pointer for _, pointer, _ in told(made, "AK404")} == {"/records/0/data/kind", "/records/0/data/name"}
    assert told(made, "AK408") == []


def test_thousands_of_values_and_claims_are_not_compared_each_with_each() -> None:
    """Which would take far longer than any test may."""
    most = 20_000
    item = {"type": "object", "properties": {"city": {"type": "string", "x-annotate": {"evidence": "required"}}}}
    schema = {"type": "object", "properties": {"all": {"type": "array", "items": item}, "it": item}}
    catalog = load_catalog({"thing.schema.json": schema})
    claim = (Claim(spans=("s-1",)),)
    record = Record(
        id="thing-1",
        type="thing",
        data={"all": [{"city": str(n)} for n in range(most)], "it": {"city": "Busan"}},
        evidence={f"/all/{n}/{'city' if n % 2 else 'town'}": claim for n in range(most)} | {"/it": claim},
    )
    annotation = Annotation(article="a", annotator="kim", text_sha256="", records={record.id: record})
    assert lacking(annotation, record, checker_of(catalog)) == [f"/all/{n}/city" for n in range(0, most, 2)]


def test_a_record_without_any_words_is_a_warning_where_nothing_is_required(draft: Any) -> None:
    plain = load_catalog({"thing.schema.json": {"title": "Thing", "properties": {"name": {"type": "string"}}}})
    made = attrs.evolve(draft, catalog=plain).record("thing-1", "thing", {"name": "x"})
    (problem,) = made.problems()
    assert (problem.code, problem.pointer, problem.caption) == ("AK306", "/records/0", 'thing "x"')
    assert not problem.is_error


def test_invalid_data_keeps_its_references_and_its_need_for_evidence(draft: Any) -> None:
    data = {**person("organization-zzzzzzzzzz"), "nationality": "XX"}
    codes = {problem.code for problem in draft.record(KIM, "official", data).problems()}
    assert codes == {"AK104", "AK302", "AK404"}


def test_hints_of_valid_data_and_of_its_fields_agree(draft: Any) -> None:
    made = draft.record(KIM, "official", person(ORG))
    valid = {(problem.code, problem.pointer) for problem in made.problems("AK302", "AK404")}
    broken = draft.record(KIM, "official", {**person(ORG), "born": "yesterday"})
    assert {(problem.code, problem.pointer) for problem in broken.problems("AK302", "AK404")} == valid


def test_asking_again_about_unchanged_records_gives_the_same(draft: Any) -> None:
    made = draft.record(KIM, "official", {**person(ORG), "born": "yesterday"})
    assert made.problems() == made.problems()
