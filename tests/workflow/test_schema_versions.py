"""Two versions of record types: the verdict on old data, what people will see, and the version that it needs."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import PATH, ROOT, a_disk, a_tag, blank

from annotate_kit.core import apply
from annotate_kit.validate.compatibility import Containment
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.schema_versions import Step, TypeVersions, catalog_of, compare_versions

CITY: dict[str, Any] = {
    "title": "City",
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {"name": {"title": "Name", "type": "string"}, "land": {"title": "Land", "type": "string"}},
    "examples": [{"name": "Rome"}, {"land": "IT"}],
    "x-annotate": {"version": "1.2.3"},
}


def compared(
    change: Callable[[Any], object], *, fs: MemoryFs | None = None, before: dict[str, Any] | None = None
) -> TypeVersions:
    old = before or CITY
    new = copy.deepcopy(old)
    change(new)
    before_, after = (catalog_of({"city.schema.json": json.dumps(schema).encode()}) for schema in (old, new))
    project = open_project(fs, ROOT) if fs else None
    (found,) = compare_versions(before_, after, ["city", "nothing"], project=project)
    return found


def a_corpus() -> MemoryFs:
    annotation = blank()
    for number, words in enumerate(["Busan", "Seoul", "Rome"]):
        annotation = apply(a_tag(annotation, words, number), annotation)
    wrong = attrs.evolve(annotation.ordered_records[2], data={})
    annotation = attrs.evolve(annotation, records={**annotation.records, wrong.id: wrong})
    fs = a_disk(annotation=annotation)
    fs.put(f"{ROOT}/schemas/examples/city/valid/long.json", b'{"name": "Llanfairpwllgwyngyll"}')
    fs.put(f"{ROOT}/schemas/examples/city/valid/list.json", b"[]")
    return fs


def test_nothing_changed() -> None:
    found = compared(lambda _: None)
    assert (found.changes, found.step, found.is_kept) == ((), Step.NONE, Containment.YES)
    assert found.needed_version == "1.2.3"
    assert found.has_its_version
    assert found.stays_valid


@pytest.mark.parametrize(
    ("change", "step", "version"),
    [
        (lambda s: s["properties"]["name"].update(title="Called"), Step.PATCH, "1.2.4"),
        (lambda s: s["properties"].update(mayor={"title": "Mayor"}), Step.MINOR, "1.3.0"),
        (lambda s: s["properties"]["name"].update(maxLength=4), Step.MAJOR, "2.0.0"),
        (lambda s: s["properties"].pop("land"), Step.MAJOR, "2.0.0"),
    ],
)
def test_the_step_follows_from_what_becomes_of_old_data(
    change: Callable[[Any], object], step: Step, version: str
) -> None:
    found = compared(change)
    assert (found.step, found.needed_version, found.has_its_version) == (step, version, False)

    def with_version(schema: Any) -> None:
        change(schema)
        schema["x-annotate"]["version"] = version

    assert compared(with_version).has_its_version
    assert compared(with_version).step is step


def test_a_new_version_alone_is_no_change() -> None:
    assert compared(lambda s: s["x-annotate"].update(version="1.2.4")).step is Step.NONE


def test_a_schema_without_a_version_needs_none_and_one_that_loses_it_does() -> None:
    bare = {name: value for name, value in CITY.items() if name != "x-annotate"}
    assert compared(lambda s: s["properties"].pop("land"), before=bare).has_its_version
    assert compared(lambda s: s["properties"].pop("land"), before=bare).needed_version == ""
    assert not compared(lambda s: s.pop("x-annotate")).has_its_version


def test_what_cannot_be_proved_is_tried_on_records_and_examples_that_were_valid() -> None:
    found = compared(lambda s: s["properties"]["name"].update(pattern="^[A-Z]"), fs=a_corpus())
    assert found.is_kept is not Containment.YES
    assert (found.trial.records, found.trial.examples, found.trial.failed) == (2, 2, 0)
    assert found.trial.broken == ()


def test_what_is_no_longer_valid_is_told_with_its_place() -> None:
    found = compared(lambda s: s["properties"]["name"].update(maxLength=5), fs=a_corpus())
    # Busan and Seoul are short enough.
    assert (found.trial.records, found.trial.examples, found.trial.failed) == (2, 2, 1)
    assert [problem.file for problem in found.trial.broken] == ["schemas/examples/city/valid/long.json"]
    found = compared(lambda s: s["properties"]["name"].update(maxLength=4), fs=a_corpus())
    assert not found.stays_valid
    record = found.trial.broken[0]
    assert record.file == PATH.removeprefix(f"{ROOT}/")
    assert record.pointer == "/records/0/data/name"
    assert record.place


def test_what_is_proved_is_not_tried() -> None:
    found = compared(lambda s: s["properties"].update(mayor={"title": "Mayor"}), fs=a_corpus())
    assert (found.is_kept, found.trial.records) == (Containment.YES, 0)


def test_an_annotation_file_that_cannot_be_read_stops_nothing() -> None:
    fs = a_corpus()
    for raw in (b"{", b'{"format": "annotate-kit/99"}'):
        fs.put(PATH, raw)
        assert compared(lambda s: s["properties"]["name"].update(maxLength=9), fs=fs).trial.records == 0


def test_a_type_that_is_new_or_gone() -> None:
    catalog = catalog_of({"city.schema.json": json.dumps(CITY).encode()})
    nothing = catalog_of({"broken.schema.json": b"{"})
    assert [problem.code for problem in nothing.problems] == ["AK001"]
    (new,) = compare_versions(nothing, catalog, ["city"])
    assert (new.old, new.step, new.stays_valid, new.needed_version) == (None, Step.MINOR, True, "")
    (gone,) = compare_versions(catalog, nothing, ["city"])
    assert (gone.new, gone.step) == (None, Step.MAJOR)
    assert gone.has_its_version


def test_the_form_gains_loses_and_changes_fields() -> None:
    def change(schema: Any) -> None:
        schema["properties"]["mayor"] = {"title": "Mayor", "type": "string", "x-annotate": {"shortcut": "n"}}
        schema["properties"]["name"] = {"title": "Name", "type": "integer"}
        del schema["properties"]["land"]

    assert compared(change).effects.form == (
        '"Name" has the key a instead of n',
        '"Name" is filled as integer instead of text',
        'gains "Mayor" at /mayor (key n)',
        'loses "Land" at /land',
    )


def test_the_form_shows_its_fields_in_another_order_and_so_does_the_workbook() -> None:
    effects = compared(lambda s: s["properties"].update(name=s["properties"].pop("name"))).effects
    assert effects.form[-1] == "shows its fields in another order"
    assert effects.workbook[-1].endswith("stand in another order")


def test_where_all_letters_are_taken_a_key_is_none() -> None:
    many = {f"a{number}": {"title": "A"} for number in range(30)}
    before = {**CITY, "properties": {**CITY["properties"], **many}}
    forms = compared(lambda s: s["properties"].update(last={"title": "Last"}), before=before).effects.form
    assert 'gains "Last" at /last' in forms
    forms = compared(
        lambda s: s["properties"]["a29"].update({"x-annotate": {"shortcut": "z"}}), before=before
    ).effects.form
    assert any("instead of none" in line for line in forms)
    assert any("none instead of z" in line for line in forms)


def test_the_workbook_gains_loses_and_changes_columns_and_worksheets() -> None:
    roles = {
        "title": "Roles",
        "type": "array",
        "items": {"type": "object", "properties": {"since": {"title": "Since"}}},
    }
    stage = {"title": "Stage", "enum": ["a", "b"]}
    before = {**CITY, "properties": {**CITY["properties"], "stage": stage, "gone": {**roles, "title": "Gone"}}}

    def change(schema: Any) -> None:
        schema["title"] = "Town"
        properties = schema["properties"]
        properties["roles"] = roles
        del properties["gone"], properties["land"]
        properties["stage"]["enum"].append("c")
        properties["name"]["title"] = "Called"
        properties["mayor"] = {"title": "Mayor", "type": "string"}

    assert set(compared(change, before=before).effects.workbook) == {
        'the worksheet "Citys" is called "Towns"',
        'the column "Name" of "Towns" is called "Called"',
        'the column "Stage" of "Towns" has another list of codes',
        '"Towns" gains the column "Mayor"',
        '"Towns" loses the column "Land"',
        'a new worksheet "Town roles"',
        'the worksheet "City gone" is gone',
    }
    kinds = compared(lambda s: s["properties"]["land"].update(type="integer")).effects.workbook
    assert kinds == ('the column "Land" of "Citys" holds number',)
