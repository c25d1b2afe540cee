"""Laws of the form, over schemas as people write them, data that fits them, and data that does not."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from tests.keys.conftest import catalog_of
from tests.keys.form_cases import PLAIN, Case, cases
from tests.keys.form_person import Person

from annotate_kit.core import ABSENT, Json, Problem, Record, same
from annotate_kit.core.pointers import walk, with_value
from annotate_kit.keys import form_problems, with_problems
from annotate_kit.keys.form_lines import problem_words
from annotate_kit.schema import Catalog
from annotate_kit.validate import check_record

some = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
few = settings(some, max_examples=60)
many = settings(some, max_examples=5_000)

WITHOUT_WIDGET = {"another kind of value", "no key types it", "no alternative fits", "no alternative is of this kind"}
"""When a person types JSON in a line that has a widget: for a value of another kind, or with a line feed in it."""
WITHOUT_MEMBER = {"a choice that the value does not need", "null instead of an object or a list"}
"""When it is not the value's own line: for what the form would ask of an object first, or for null in its place."""


def catalog_for(case: Case) -> Catalog:
    catalog = catalog_of(case.documents)
    assert not catalog.problems
    return catalog


def problems_of(catalog: Catalog, data: Any) -> tuple[Problem, ...]:
    return check_record(catalog, Record(id="thing-1", type="thing", data=data))


# Every valid value can be entered.


def enter_everything(case: Case) -> None:
    assume(not problems_of(catalog_for(case), case.data))
    enter(case)


def enter(case: Case) -> None:
    person = Person.before(catalog_for(case), {}).enter(case.data)
    assert same(person.data, case.data)
    assert set(person.as_json) <= WITHOUT_WIDGET | WITHOUT_MEMBER
    for reason in set(person.as_json):
        event(f"typed as JSON: {reason}")


@some
@given(cases())
def test_every_valid_value_can_be_entered(case: Case) -> None:
    enter_everything(case)


@pytest.mark.parametrize("empty", [{"format": "edtf"}, {"pattern": "^[a-c]+$", "default": "abc"}], ids=["date", "text"])
def test_a_member_without_a_name_is_checked_and_entered(empty: dict[str, Any]) -> None:
    text = {"type": "string"}
    it = {"type": "object", "additionalProperties": text, "properties": {"x-1": text, "": {**text, **empty}}}
    case = Case(documents={"thing.schema.json": {"type": "object", "properties": {"it": it}}}, data={})
    catalog = catalog_for(case)
    assert [problem.data_pointer for problem in problems_of(catalog, {"it": {"": "", "x-1": ""}})] == ["/it/"]
    value = "abc" if "pattern" in empty else "2023"
    enter(attrs.evolve(case, data={"it": {"": value, "x-1": ""}}))


@pytest.mark.soak
@pytest.mark.timeout(3600)
@many
@given(cases())
def test_every_valid_value_can_be_entered_in_a_long_run(case: Case) -> None:
    enter_everything(case)


# Opening and closing.


def open_and_close_everything(catalog: Catalog, data: Any) -> None:
    person = Person.before(catalog, data)
    before = person.view.annotation
    for n in range(len(person.lines)):
        for closing in ("escape", "enter", "tab"):
            person.go(n).press("enter")
            if person.open is not None:
                # Choosing an alternative, and beginning a new item, is what Enter is for there.
                is_new = person.open.whole is not None or person.lines[n].kind in ("add-item", "list")
                is_choosing = person.open.takes == "alternative" and person.open.chosen is None
                person.press("escape" if is_choosing or is_new else closing)
            assert person.open is None
        for key in ("=", "n"):
            person.go(n).press(key, "enter")
        person.go(n).press("d", "q")
    person.press("q")
    assert person.edits == []
    assert person.view.annotation is before
    assert person.view.overlay is None


@few
@given(cases(), st.sampled_from([True, False]))
def test_opening_and_closing_changes_not_a_byte(case: Case, is_empty: bool) -> None:
    open_and_close_everything(catalog_for(case), {} if is_empty else case.data)


@few
@given(cases(), st.dictionaries(st.sampled_from(["it", "a", "b", "parts", "next"]), PLAIN, max_size=3))
def test_opening_and_closing_changes_no_data_that_does_not_fit(case: Case, data: Any) -> None:
    open_and_close_everything(catalog_for(case), data)


# Everything invalid is reported.


@st.composite
def broken(draw: st.DrawFn) -> tuple[Case, Any]:
    """A case, and its data with one value changed, taken out or put beside."""
    case = draw(cases())
    places = [place for place, _ in walk(case.data) if place]
    data: Json = dict(case.data)
    if places and draw(st.sampled_from([True, False])):
        place = draw(st.sampled_from(places))
        changed = with_value(data, place, draw(PLAIN | st.just(ABSENT)))
        assert changed is not ABSENT
        data = changed
    else:
        name: str = draw(st.sampled_from(["it", "a", "zz", "sort"]))
        data = {**case.data, name: draw(PLAIN)}
    return case, data


def everything_said(catalog: Catalog, data: Any) -> tuple[list[str], list[str]]:
    """What validation says, and what the form shows."""
    found = problems_of(catalog, data)
    person = Person.before(catalog, data)
    view = with_problems(person.view, found)
    person.view = view
    shown = [words for line in person.lines for words in line.problems]
    return [problem_words(problem) for problem in found], [*shown, *form_problems(view, person.shown)]


def report_everything(pair: tuple[Case, Any]) -> None:
    case, data = pair
    said, shown = everything_said(catalog_for(case), data)
    event("invalid" if said else "valid")
    assert sorted(set(shown)) == sorted(set(said))


@some
@given(broken())
def test_everything_invalid_is_reported(pair: tuple[Case, Any]) -> None:
    report_everything(pair)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@many
@given(broken())
def test_everything_invalid_is_reported_in_a_long_run(pair: tuple[Case, Any]) -> None:
    report_everything(pair)


# Nothing typed is thrown away unseen.


@some
@given(cases(), st.integers(0, 30), st.text(alphabet='{[",:ab1 -', min_size=1, max_size=6))
def test_what_cannot_be_read_stays_in_view_with_its_reason_until_it_is_given_up(case: Case, n: int, text: str) -> None:
    person = Person.before(catalog_for(case), case.data)
    assume(person.lines)
    person.go(n % len(person.lines)).press("=")
    assert person.open is not None
    assume(person.open.takes == "json")
    before = person.view.annotation
    person.clear().type(text).press("enter")
    if person.open is None:
        event("read")
        return
    event("kept")
    assert person.view.annotation is before
    assert person.open.buffer.text == text
    assert person.open.heard
    person.press("tab", "ctrl+c")
    assert person.open is not None
    assert person.view.message.startswith("What is typed here is not taken yet")
    person.press("escape")
    assert text in person.view.message
    assert person.view.annotation is before


@few
@given(cases(), st.integers(0, 30), st.text(alphabet="ab1-.e김 ", min_size=1, max_size=5))
def test_whatever_is_typed_into_a_field_is_in_the_data_or_still_in_view(case: Case, n: int, text: str) -> None:
    person = Person.before(catalog_for(case), case.data)
    assume(person.lines)
    person.go(n % len(person.lines)).press("enter")
    assume(person.open is not None and person.open.takes == "value" and not person.open.rows)
    assert person.open is not None
    pointer, kind = person.open.pointer, person.open.field.kind
    assume(kind in ("text", "number", "integer"))
    person.clear().type(text).press("enter")
    assert person.open is None
    held = person.at(pointer)
    said = held if isinstance(held, str) else f"{held}"
    assert text == said or kind != "text"
    assert held is not ABSENT
