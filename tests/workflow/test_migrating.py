"""Migrations: values and all that belongs to them go where the steps say, nothing is lost, twice is once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import PATH, ROOT, a_disk, a_session, a_tag, blank, counted

from annotate_kit.codec import decode_annotation, encode_annotation, encode_decisions, parse_json
from annotate_kit.core import ABSENT, Annotation, Batch, Claim, Record, apply, invert, make_id, same
from annotate_kit.core.entities import Decisions, Ruling
from annotate_kit.core.pointers import find_value, leaves, walk
from annotate_kit.errors import InputError, NotFoundError
from annotate_kit.store import Store
from annotate_kit.workflow.fixing import apply_fixes, difference
from annotate_kit.workflow.migrating import MigrationPlan, migrated, plan_migration
from annotate_kit.workflow.migrating_files import Migration, read_migrations
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.schema_examples import check_examples

FOLDER = f"{ROOT}/schemas/migrations/city"


def steps_of(*steps: Any, start: str = "") -> tuple[Migration, ...]:
    fs = MemoryFs()
    fs.put(f"{FOLDER}/2.0.0.json", json.dumps({"from": start, "steps": steps}).encode())
    return read_migrations(Store(fs, ROOT), "city")


def an_annotation(data: Mapping[str, Any], **others: Any) -> Annotation:
    """One record with words of its own for every place."""
    evidence = {pointer: (Claim(note=pointer),) for pointer, _ in walk(data) if pointer}
    record = Record(id="city-1", type="city", data=data, evidence=others.pop("evidence", evidence))
    return attrs.evolve(blank(), records={record.id: record}, **others)


def taken(data: Mapping[str, Any], *steps: Any, **others: Any) -> tuple[Any, dict[str, str], list[str]]:
    """The data after some steps, where the words of each place are now, and what was kept back."""
    draft, left = migrated(an_annotation(data, **others), steps_of(*steps))
    assert left == ()
    record = draft.record("city-1")
    words = {claim.note or "": place for place, claims in record.evidence.items() for claim in claims}
    return record.data, words, [f"{kept.pointer}: {kept.reason}" for kept in draft.kept]


def test_a_value_gets_another_name_with_its_evidence() -> None:
    data, words, kept = taken({"city": {"name": "Busan"}}, {"rename": "/city", "to": "town"})
    assert data == {"town": {"name": "Busan"}}
    assert words == {"/city": "/town", "/city/name": "/town/name"}
    assert kept == []


def test_a_name_in_every_item_of_a_list_changes() -> None:
    data, words, _ = taken({"votes": [{"n": 1}, {}, {"n": 3}]}, {"rename": "/votes/*/n", "to": "for"})
    assert data == {"votes": [{"for": 1}, {}, {"for": 3}]}
    assert words["/votes/2/n"] == "/votes/2/for"


def test_a_name_under_every_key_changes() -> None:
    assert taken({"by": {"a": {"n": 1}, "b": {"n": 2}}}, {"rename": "/by/*/n", "to": "m"})[0] == {
        "by": {"a": {"m": 1}, "b": {"m": 2}}
    }


def test_a_value_moves_into_objects_that_are_made_and_out_of_ones_that_are_left_empty() -> None:
    data, words, _ = taken({"year": 1}, {"move": "/year", "to": "/edition/when/year"})
    assert data == {"edition": {"when": {"year": 1}}}
    assert words["/year"] == "/edition/when/year"
    assert taken(data, {"move": "/edition/when/year", "to": "/year"}, evidence={})[0] == {"year": 1}
    # What speaks of the object itself would be lost with it.
    assert taken(data, {"move": "/edition/when/year", "to": "/year"})[0] == {"edition": {"when": {}}, "year": 1}


def test_a_value_moves_into_itself() -> None:
    assert taken({"name": "Busan"}, {"move": "/name", "to": "/name/text"})[0] == {"name": {"text": "Busan"}}


def test_an_item_of_a_list_stays_in_its_place_when_it_is_left_empty() -> None:
    data, words, _ = taken(
        {"votes": [{"n": 1}, {"m": 2}]}, {"drop": "/votes/*/n"}, evidence={"/votes/1/m": (Claim(note="m"),)}
    )
    assert data == {"votes": [{}, {"m": 2}]}
    assert words == {"m": "/votes/1/m"}


def test_what_has_no_new_place_stays_and_is_told() -> None:
    rename = {"rename": "/a", "to": "b"}
    assert taken({"a": 1, "b": 2}, rename) == ({"a": 1, "b": 2}, {"/a": "/a", "/b": "/b"}, ["/a: /b is taken"])
    assert taken({"a": 1, "b": "text"}, {"move": "/a", "to": "/b/c"})[0] == {"a": 1, "b": "text"}
    assert taken({"a": 1, "b": [2]}, {"move": "/a", "to": "/b/0/c"})[2] == ["/a: /b/0/c is taken"]
    assert taken({"a": 1, "b": []}, {"move": "/a", "to": "/b/0/c"})[2] == ["/a: /b/0/c is taken"]
    assert taken({"a": 1}, {"rename": "/a", "to": "a"}) == ({"a": 1}, {"/a": "/a"}, [])


def test_the_same_value_in_both_places_becomes_one_with_the_evidence_of_both() -> None:
    data, words, kept = taken({"a": 1, "b": 1}, {"rename": "/a", "to": "b"})
    assert (data, words, kept) == ({"b": 1}, {"/a": "/b", "/b": "/b"}, [])


def test_evidence_that_points_to_the_new_place_already_is_not_lost() -> None:
    evidence = {"/a": (Claim(note="a"),), "/b": (Claim(note="b"),)}
    assert taken({"a": 1}, {"rename": "/a", "to": "b"}, evidence=evidence)[1] == {"a": "/b", "b": "/b"}


def test_codes_become_others_with_what_other_sources_say() -> None:
    step = {"map": "/stages/*", "codes": {"won": "selected", "1": "one", "null": "none"}}
    evidence = {"/stages/0": (Claim(note="x", value="won"), Claim(note="y", value="held"), Claim(note="z"))}
    draft, _ = migrated(an_annotation({"stages": ["won", "held", 1, None]}, evidence=evidence), steps_of(step))
    record = draft.record("city-1")
    assert record.data == {"stages": ["selected", "held", "one", "none"]}
    assert [claim.value for claim in record.evidence["/stages/0"]] == ["selected", "held", ABSENT]


def test_a_text_is_divided_and_each_part_has_its_words() -> None:
    step = {"split": "/name", "by": ",", "to": ["/family", "/person/given"]}
    data, words, kept = taken({"name": "Kim, Yoon"}, step)
    assert data == {"family": "Kim", "person": {"given": "Yoon"}}
    assert (words, kept) == ({"/name": "/person/given"}, [])
    evidence = migrated(an_annotation({"name": "Kim, Yoon"}), steps_of(step))[0].record("city-1").evidence
    assert sorted(evidence) == ["/family", "/person/given"]


def test_a_part_may_keep_the_place_of_the_whole() -> None:
    step = {"split": "/name", "by": " ", "to": ["/name", "/rest"]}
    data, _, kept = taken({"name": "Kim Yoon Ho"}, step)
    assert (data, kept) == ({"name": "Kim", "rest": "Yoon Ho"}, [])
    assert taken(data, step)[2] == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"name": "Kim"}, 'it has no "," to be split by'),
        ({"name": 1}, 'it has no "," to be split by'),
        ({"name": "a, b", "given": "c"}, "/given is taken"),
        ({"name": "a, b", "in": "text"}, "there is no object for its parts"),
    ],
)
def test_a_text_that_cannot_be_divided_stays(data: dict[str, Any], reason: str) -> None:
    target = "/in/family" if "in" in data else "/family"
    found, _, kept = taken(data, {"split": "/name", "by": ",", "to": [target, "/given"]})
    assert (found, kept) == (data, [f"/name: {reason}"])


def test_a_text_of_which_another_source_says_something_else_stays() -> None:
    evidence = {"/name": (Claim(value="Lee, Yoon"),)}
    _, _, kept = taken({"name": "a, b"}, {"split": "/name", "by": ",", "to": ["/c", "/d"]}, evidence=evidence)
    assert kept == ["/name: another source says something else, which has to be decided first"]


def test_a_default_is_written_only_where_nothing_stands() -> None:
    assert taken({"a": None}, {"default": "/a", "value": 1}, {"default": "/b", "value": [2]})[0] == {
        "a": None,
        "b": [2],
    }
    roles = {"roles": [{"kind": "x"}, {}, "text"]}
    assert taken(roles, {"default": "/roles/*/kind", "value": "y"})[0] == {
        "roles": [{"kind": "x"}, {"kind": "y"}, "text"]
    }
    assert taken({"a": 1}, {"default": "/b/c", "value": 1})[0] == {"a": 1}


def test_a_dropped_value_becomes_a_comment_that_holds_all_of_it() -> None:
    draft, _ = migrated(an_annotation({"theme": ["x"]}), steps_of({"drop": "/theme"}))
    assert draft.record("city-1").data == {}
    (note,) = draft.annotation.notes
    expected = {
        "record": "city-1",
        "text": '/theme was ["x"]',
        "was": {
            "evidence": {"/theme": [{"note": "/theme", "spans": []}], "/theme/0": [{"note": "/theme/0", "spans": []}]},
            "pointer": "/theme",
            "value": ["x"],
        },
    }
    assert same(note, expected)


def test_comments_and_waivers_follow_their_values() -> None:
    notes: list[Any] = [
        {"record": "city-1", "pointer": "/a/b", "text": "?"},
        {"record": "city-2", "pointer": "/a"},
        {"record": "city-1"},
    ]
    waivers = [{"code": "AK408", "record": "city-1", "pointer": "/a"}, "odd"]
    draft, _ = migrated(
        an_annotation({"a": {"b": 1}}, notes=notes, waivers=waivers), steps_of({"rename": "/a", "to": "c"})
    )
    assert [note.get("pointer") for note in draft.annotation.notes if isinstance(note, Mapping)] == ["/c/b", "/a", None]
    assert draft.annotation.waivers == ({"code": "AK408", "record": "city-1", "pointer": "/c"}, "odd")


def test_the_file_records_the_version_once_everything_has_its_place() -> None:
    steps = steps_of({"rename": "/a", "to": "b"}, start="1.0.0")
    draft, left = migrated(an_annotation({"a": 1}, schemas={"city": "1.0.0", "land": "3"}), steps)
    assert (dict(draft.annotation.schemas), left) == ({"city": "2.0.0", "land": "3"}, ())
    assert migrated(draft.annotation, steps)[0].edits == []
    taken_already, _ = migrated(an_annotation({"a": 1, "b": 2}, schemas={"city": "1.0.0"}), steps)
    assert dict(taken_already.annotation.schemas) == {"city": "1.0.0"}


def test_an_older_or_newer_file_and_one_without_such_records_are_left_alone() -> None:
    steps = steps_of({"rename": "/a", "to": "b"}, start="1.2.0")
    draft, left = migrated(an_annotation({"a": 1}, schemas={"city": "1.1.0"}), steps)
    assert draft.edits == []
    assert left == ("was made under city 1.1.0, and schemas/migrations/city/2.0.0.json begins at 1.2.0",)
    assert migrated(an_annotation({"a": 1}, schemas={"city": "10.0.0"}), steps)[0].edits == []
    assert migrated(blank(), steps)[0].edits == []
    assert migrated(an_annotation({"a": 1}), steps)[0].edits != []


def test_migrations_are_taken_in_the_order_of_their_versions_until_one_cannot_be_finished() -> None:
    fs = MemoryFs()
    fs.put(f"{FOLDER}/10.0.json", json.dumps({"steps": [{"rename": "/b", "to": "c"}]}).encode())
    fs.put(
        f"{FOLDER}/9.0.json",
        json.dumps({"title": "First", "steps": [{"name": "x", "rename": "/a", "to": "b"}]}).encode(),
    )
    fs.put(f"{FOLDER}/README.md", b"")
    migrations = read_migrations(Store(fs, ROOT), "city")
    assert [migration.version for migration in migrations] == ["9.0", "10.0"]
    assert migrated(an_annotation({"a": 1}), migrations)[0].record("city-1").data == {"c": 1}
    assert migrated(an_annotation({"a": 1, "b": 2}), migrations)[0].record("city-1").data == {"a": 1, "b": 2}


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"{", "the file ends before it is complete"),
        (b"[]", "a migration is an object"),
        (b'{"steps": {}}', "a migration has steps"),
        (b'{"steps": [], "form": "1"}', "a migration has steps"),
        (b'{"steps": [], "from": 1}', "a migration has steps"),
        (b'{"steps": [1]}', "step 1 is none of rename, move, map, split, default, drop"),
        (b'{"steps": [{"drop": "/a"}, {"drop": "/a", "to": "b"}]}', "step 2 is none of"),
        (b'{"steps": [{"rename": "/a"}]}', "step 1 is none of"),
        (b'{"steps": [{"rename": "/a", "to": ""}]}', "step 1 is none of"),
        (b'{"steps": [{"rename": "a", "to": "b"}]}', "step 1 is none of"),
        (b'{"steps": [{"rename": "/a/*", "to": "b"}]}', "step 1 is none of"),
        (b'{"steps": [{"move": "/a", "to": 1}]}', "step 1 is none of"),
        (b'{"steps": [{"map": "/a", "codes": []}]}', "step 1 is none of"),
        (b'{"steps": [{"split": "/a", "by": "", "to": ["/b", "/c"]}]}', "step 1 is none of"),
        (b'{"steps": [{"split": "/a", "by": " ", "to": ["/b"]}]}', "step 1 is none of"),
        (b'{"steps": [{"default": "b", "value": 1}]}', "step 1 is none of"),
        (b'{"steps": [{"drop": 1}]}', "step 1 is none of"),
        (b'{"steps": [{"map": "/a", "codes": {"x": "y", "y": "z"}}]}', '"y" is an old code and a new one'),
        (b'{"steps": [{"move": "/a", "to": "/b/*/c"}]}', "/b/*/c lies in a list that /a does not lie in"),
        (b'{"steps": [{"split": "/a", "by": " ", "to": ["/b", "/b/c"]}]}', "/b/c lies in another of the places"),
    ],
)
def test_a_file_that_is_no_migration_is_refused_with_the_reason(raw: bytes, what: str) -> None:
    fs = MemoryFs()
    fs.put(f"{FOLDER}/2.0.0.json", raw)
    with pytest.raises(InputError) as error:
        read_migrations(Store(fs, ROOT), "city")
    assert what in str(error.value)


def test_a_code_that_stays_itself_is_no_chain() -> None:
    assert taken({"a": "x"}, {"map": "/a", "codes": {"x": "x"}})[0] == {"a": "x"}


# Laws.

NAMES = st.sampled_from(["a", "b", "c", "d"])
DATA = st.recursive(
    st.sampled_from([None, 0, 1, "x", "x y", "y, z", "won"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
PLACES = st.lists(NAMES | st.just("*"), max_size=2).flatmap(
    lambda before: NAMES.map(lambda name: "".join(f"/{token}" for token in (*before, name)))
)


@st.composite
def a_step(draw: st.DrawFn) -> dict[str, Any]:
    source = draw(PLACES)
    outside = draw(NAMES | st.tuples(NAMES, NAMES).map("/".join))
    beside = source.rpartition("/")[0]
    return draw(
        st.sampled_from(
            [
                {"rename": source, "to": draw(NAMES)},
                {"move": source, "to": f"/{outside}"},
                {"move": source, "to": f"{beside}/{outside}"},
                {"map": source, "codes": {"won": "selected", "1": "one"}},
                {"split": source, "by": draw(st.sampled_from([" ", ","])), "to": ["/e", f"{beside}/f"]},
                {"default": source, "value": draw(st.sampled_from([0, "x"]))},
                {"drop": source},
            ]
        )
    )


@given(st.dictionaries(NAMES, DATA, max_size=4), st.lists(a_step(), min_size=1, max_size=1))
def test_a_step_taken_twice_is_taken_once(data: dict[str, Any], steps: list[Any]) -> None:
    migrations = steps_of(*steps)
    once, _ = migrated(an_annotation(data), migrations)
    again, _ = migrated(attrs.evolve(once.annotation, schemas={}), migrations)
    assert again.record("city-1") == once.record("city-1")
    assert again.annotation.notes == once.annotation.notes


@given(st.dictionaries(NAMES, DATA, max_size=4), st.lists(a_step(), min_size=1, max_size=4))
def test_a_migration_loses_nothing_and_can_be_taken_back(data: dict[str, Any], steps: list[Any]) -> None:
    before = an_annotation(data, schemas={"city": "1"})
    draft, _ = migrated(before, steps_of(*steps))
    after = draft.record("city-1")
    noted = json.dumps(list(draft.annotation.notes))
    for pointer, claims in before.records["city-1"].evidence.items():
        held = [place for place, others in after.evidence.items() if any(claim in others for claim in claims)]
        assert held or json.dumps(pointer) in noted
    # Every plain value is where its words are now, whatever was mapped or divided apart.
    for pointer, value in leaves(data):
        if value in (None, 0, "x"):
            places = [place for place, others in after.evidence.items() if Claim(note=pointer) in others]
            values = [find_value(after.data, place) for place in places]
            assert any(same(value, one) for one in values) or json.dumps(pointer) in noted, (pointer, values)
    back = apply(invert(Batch(label="", edits=tuple(draft.edits))), draft.annotation)
    assert back == before


# A whole project.

SCHEMA = {
    "title": "City",
    "type": "object",
    "required": ["town"],
    "properties": {"town": {"title": "Town", "type": "string"}},
    "additionalProperties": False,
    "x-annotate": {"version": "2.0.0"},
}


def a_project(*steps: Any, damaged: bool = False) -> MemoryFs:
    annotation = blank()
    for number, words in enumerate(["Busan", "Seoul"]):
        annotation = apply(a_tag(annotation, words, number), annotation)
    fs = a_disk(annotation=annotation)
    fs.put(f"{ROOT}/schemas/city.schema.json", json.dumps(SCHEMA).encode())
    fs.put(f"{FOLDER}/2.0.0.json", json.dumps({"steps": steps or ({"rename": "/name", "to": "town"},)}).encode())
    if damaged:
        fs.put(PATH, fs.read(PATH, 10**6)[:-40])
    return fs


def planned(fs: MemoryFs, types: Sequence[str] = ()) -> MigrationPlan:
    return plan_migration(open_project(fs, ROOT), types)


def test_a_project_is_migrated_as_one_act_that_undo_takes_back() -> None:
    fs = a_project()
    before = fs.read(PATH, 10**6)
    plan = planned(fs)
    assert fs.read(PATH, 10**6) == before
    assert (plan.records, plan.kept, plan.invalid, plan.fixes.left) == (2, (), 0, ())
    assert '+        "town": "Busan"' in difference(plan.fixes)
    apply_fixes(open_project(fs, ROOT), plan.fixes, clock=lambda: 1.0, ids=counted())
    assert fs.read(PATH, 10**6) == plan.fixes.files[0].after
    assert planned(fs).fixes.files == ()
    session = a_session(fs, start=100)
    assert session.steps()[-1].label == "migrate city"
    session.undo()
    session.close()
    assert fs.read(PATH, 10**6) == before


def test_what_is_kept_back_and_what_is_still_wrong_is_counted() -> None:
    plan = planned(a_project({"default": "/town", "value": "?"}, {"rename": "/name", "to": "town"}))
    assert [(one.path, one.kept.pointer) for one in plan.kept] == [(PATH.removeprefix(f"{ROOT}/"), "/name")] * 2
    assert (plan.records, plan.invalid) == (2, 2)


def test_what_only_is_kept_back_makes_no_change() -> None:
    fs = a_project({"split": "/name", "by": ",", "to": ["/a", "/b"]})
    plan = planned(fs)
    assert (plan.fixes.files, plan.records, len(plan.kept)) == ((), 0, 2)


def test_a_damaged_file_and_one_with_open_edits_are_left_alone() -> None:
    assert planned(a_project(damaged=True)).fixes.left == (f"{PATH.removeprefix(f'{ROOT}/')} is damaged",)
    fs = a_project()
    session = a_session(fs)
    session.do(a_tag(session.annotation, "Rome", 7))
    (reason,) = planned(fs).fixes.left
    assert reason.endswith("lacks edits that are still in a journal; open the article")
    session.close()


def test_a_file_from_before_the_first_version_is_told() -> None:
    fs = a_project()
    fs.put(f"{FOLDER}/2.0.0.json", json.dumps({"from": "1.0.0", "steps": []}).encode())
    annotation = decode_annotation(parse_json(fs.read(PATH, 10**6), file="").value, file="").annotation
    assert annotation
    fs.put(PATH, encode_annotation(attrs.evolve(annotation, schemas={"city": "0.9.0"})))
    assert "was made under city 0.9.0" in planned(fs).fixes.left[0]


def test_what_the_register_decides_about_a_value_that_moves_is_told() -> None:
    fs = a_project()
    first = make_id("city", 0)
    for entity, pointer in ((first, "/name"), (make_id("city", 1), "/other")):
        decisions = Decisions(entity=entity, values={pointer: Ruling(value="Busan", because="", by="kim")})
        fs.put(f"{ROOT}/annotations/_register/{entity}.json", encode_decisions(decisions))
    assert planned(fs).fixes.left == (f"annotations/_register/{first}.json decides about /name, which moves",)


def test_without_migrations_nothing_is_read_and_a_type_has_to_be_there() -> None:
    fs = a_project()
    fs.remove(f"{FOLDER}/2.0.0.json")
    assert planned(fs, ["city"]) == planned(fs)
    with pytest.raises(NotFoundError):
        planned(fs, ["town"])


# Examples.


def tried(example: Any, *steps: Any) -> list[tuple[str, str]]:
    fs = a_project(*steps)
    raw = example if isinstance(example, bytes) else json.dumps(example).encode()
    fs.put(f"{FOLDER}/2.0.0/one.json", raw)
    fs.put(f"{FOLDER}/2.0.0/README.md", b"")
    report = check_examples(open_project(fs, ROOT))
    assert "schemas/migrations/city/2.0.0/one.json" in report.files
    return [(problem.pointer, problem.message) for problem in report.problems]


def test_an_example_of_a_migration_that_comes_true_says_nothing() -> None:
    example = {"before": {"name": "Busan"}, "after": {"town": "Busan"}, "evidence": {"/name": "/town"}, "notes": []}
    assert tried(example) == []
    kept = {"before": {"name": "a", "town": "b"}, "after": {"name": "a", "town": "b"}, "kept": ["/name"]}
    assert tried(kept) == []


@pytest.mark.parametrize(
    ("example", "pointer", "message"),
    [
        ({"after": {"town": "x"}, "before": {"name": "Busan"}}, "/after/town", "the steps make another /town"),
        ({"after": {"place": "x"}, "before": {"name": "Busan"}}, "/after/place", "the steps make no /place"),
        ({"after": {}, "before": {"name": "Busan"}}, "/after", "the steps make /town as well"),
        (
            {"after": {"town": "a"}, "before": {"name": "a"}, "kept": ["/x"]},
            "/kept",
            "what has no new place is nothing",
        ),
        ({"after": {"town": "a"}, "before": {"name": "a"}, "notes": ["x"]}, "/notes", "the comments are none"),
        (
            {"after": {"town": "a"}, "before": {"name": "a"}, "evidence": {"/name": "/x", "/q": "/r"}},
            "/evidence/~1name",
            "the evidence of /name is at /town, not at /x",
        ),
        (
            {"after": {"town": 1}, "before": {"name": 1}},
            "/after/town",
            "what the steps make is not valid: town is the number 1, but must be text",
        ),
        ({"before": {}}, "", "the example needs before and after, both data"),
        ([], "", "the example needs before and after, both data"),
        ({"before": {}, "after": {}, "kept": {}}, "", "the example needs before and after, both data"),
        (b"{", "", "the file ends before it is complete"),
    ],
)
def test_an_example_of_a_migration_that_does_not_is_told(example: Any, pointer: str, message: str) -> None:
    found = tried(example)
    assert any(at == pointer and text.startswith(message[:40]) for at, text in found), found


def test_steps_that_go_on_when_they_are_taken_again_are_told() -> None:
    steps = ({"rename": "/name", "to": "town"}, {"default": "/name", "value": "x"})
    found = [message for _, message in tried({"before": {"a": 1}, "after": {"a": 1, "name": "x"}}, *steps)]
    assert "the steps change the outcome once more when they are taken again" in found


def test_an_example_of_an_older_version_need_not_be_valid_any_more() -> None:
    fs = a_project()
    fs.put(f"{FOLDER}/1.0.0.json", b'{"steps": [{"drop": "/old"}]}')
    fs.put(f"{FOLDER}/1.0.0/one.json", b'{"before": {"old": 1}, "after": {}, "notes": ["/old was 1"]}')
    assert check_examples(open_project(fs, ROOT)).problems == ()
