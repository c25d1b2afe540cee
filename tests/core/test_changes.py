"""What people do, spelt as edits: each does what it says, whole, and can be taken back."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.core import (
    ABSENT,
    Annotation,
    Batch,
    Claim,
    Edit,
    Json,
    Record,
    Span,
    apply,
    changes,
    invert,
    make_span,
)
from annotate_kit.core.edits import SetEntity
from annotate_kit.core.pointers import find_value, walk

TEXT = "Kim Yoon leads Samyang and the Korea-Japan Economic Association. Kim Yoon said so."


def a_span(id_: str, words: str, occurrence: int = 0) -> Span:
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(words, start + 1)
    return make_span(id=id_, text=TEXT, fragments=[(start, start + len(words))])


KIM, AGAIN, SAMYANG = a_span("s-kim", "Kim Yoon"), a_span("s-again", "Kim Yoon", 1), a_span("s-samyang", "Samyang")
EMPTY = Annotation(article="a", annotator="kim", text_sha256="0")
OFFICIAL = Record(id="official-1", type="official", data={"name": "Kim Yoon"})


def done(annotation: Annotation, *edits: Edit) -> Annotation:
    """The annotation after the edits, each of which can be taken back."""
    for edit in edits:
        after = apply(edit, annotation)
        assert apply(invert(edit), after) == annotation
        annotation = after
    return annotation


def tagged() -> Annotation:
    return done(EMPTY, changes.new_record(EMPTY, OFFICIAL, KIM))


def data(annotation: Annotation, id_: str = "official-1") -> Json:
    return annotation.records[id_].data


def test_a_new_record_is_named_by_its_span() -> None:
    edit = changes.new_record(EMPTY, OFFICIAL, KIM)
    after = done(EMPTY, edit)
    assert after.spans == {"s-kim": KIM}
    assert after.records["official-1"].mentions == ("s-kim",)
    assert changes.label_of(edit) == 'new official "Kim Yoon"'
    other = attrs.evolve(OFFICIAL, id="official-2")
    assert set(done(after, changes.new_record(after, other, KIM)).spans) == {"s-kim"}
    unnamed = changes.new_record(EMPTY, OFFICIAL)
    assert changes.label_of(unnamed) == "new official"
    assert done(EMPTY, unnamed).records == {"official-1": OFFICIAL}


def test_mentions_stand_in_text_order_and_once() -> None:
    start = done(EMPTY, changes.new_record(EMPTY, OFFICIAL, AGAIN))
    after = done(start, changes.add_mention(start, "official-1", KIM))
    assert after.records["official-1"].mentions == ("s-kim", "s-again")
    same = done(after, changes.add_mention(after, "official-1", KIM))
    assert same.records["official-1"].mentions == ("s-kim", "s-again")


def test_a_span_is_found_by_its_ranges() -> None:
    annotation = tagged()
    assert changes.find_span(annotation, [(0, 8)]) == KIM
    assert changes.find_span(annotation, [(0, 3)]) is None
    assert changes.find_span(annotation, [(0, 8), (10, 12)]) is None


def test_a_claim_is_added_behind_those_that_are_there() -> None:
    one, two = Claim(spans=("s-samyang",)), Claim(spans=("s-kim",), claim="denied")
    start = tagged()
    after = done(start, changes.add_claim(start, "official-1", "/name", one, [SAMYANG]))
    after = done(after, changes.add_claim(after, "official-1", "/name", two, [KIM]))
    assert after.records["official-1"].evidence == {"/name": (one, two)}
    assert set(after.spans) == {"s-kim", "s-samyang"}


@pytest.mark.parametrize(
    ("more", "is_bare_kept"),
    [
        (Claim(spans=("s-samyang",)), False),
        (Claim(spans=("s-samyang",), value="Yoon"), True),
        (Claim(by="Kim", claim="reported"), True),
    ],
)
def test_an_entry_in_a_workbook_without_words_goes_when_words_come(more: Claim, *, is_bare_kept: bool) -> None:
    bare = Claim(origin="workbook", note="no words say so")
    rival = Claim(origin="workbook", value="Kim")
    start = done(EMPTY, changes.new_record(EMPTY, attrs.evolve(OFFICIAL, evidence={"/name": (bare, rival)})))
    after = done(start, changes.add_claim(start, "official-1", "/name", more, [SAMYANG]))
    kept = (bare, rival) if is_bare_kept else (rival,)
    assert after.records["official-1"].evidence["/name"] == (*kept, more)


def test_a_value_is_set_with_its_words_and_what_stands_above_it_is_made() -> None:
    start = tagged()
    claim = Claim(spans=("s-samyang",))
    edit = changes.set_value(
        start, "official-1", "/roles/0/employer/name", "Samyang", {"/roles/0/employer/name": (claim,)}, [SAMYANG]
    )
    after = done(start, edit)
    assert data(after) == {"name": "Kim Yoon", "roles": [{"employer": {"name": "Samyang"}}]}
    assert after.records["official-1"].evidence == {"/roles/0/employer/name": (claim,)}
    grown = done(after, changes.set_value(after, "official-1", "/roles/1/title", "chief"))
    assert data(grown) == {"name": "Kim Yoon", "roles": [{"employer": {"name": "Samyang"}}, {"title": "chief"}]}


def test_without_new_words_the_old_ones_stay_where_their_place_stays() -> None:
    value: Json = {"title": "chief", "since": "2020"}
    claims = (Claim(spans=("s-kim",)),)
    start = tagged()
    evidence = {"/role": claims, "/role/title": claims, "/role/since": claims}
    start = done(start, changes.set_value(start, "official-1", "/role", value, evidence))
    after = done(start, changes.set_value(start, "official-1", "/role", {"title": "chair"}))
    assert after.records["official-1"].evidence == {"/role": claims, "/role/title": claims}
    emptied = done(start, changes.set_value(start, "official-1", "/role", value, {"/role": ()}))
    assert emptied.records["official-1"].evidence == {}


def test_a_value_that_goes_takes_its_words_and_an_item_leaves_its_list() -> None:
    claims = (Claim(spans=("s-kim",)),)
    start = tagged()
    for title in ("chief", "chair", "head"):
        start = done(
            start, changes.append_item(start, "official-1", "/roles", {"title": title}, {"/title": claims, "": ()})
        )
    assert [*start.records["official-1"].evidence] == ["/roles/0/title", "/roles/1/title", "/roles/2/title"]
    after = done(start, changes.remove_value(start, "official-1", "/roles/1"))
    assert data(after) == {"name": "Kim Yoon", "roles": [{"title": "chief"}, {"title": "head"}]}
    assert set(after.records["official-1"].evidence) == {"/roles/0/title", "/roles/1/title"}
    after = done(after, changes.remove_value(after, "official-1", "/roles"))
    assert data(after) == {"name": "Kim Yoon"}
    assert after.records["official-1"].evidence == {}
    assert changes.remove_value(after, "official-1", "/roles") == Batch(label="remove /roles", edits=())


def test_an_item_moves_as_far_as_the_list_goes() -> None:
    start = tagged()
    start = done(start, changes.set_value(start, "official-1", "/aliases", ["a", "b", "c"]))
    after = done(start, changes.move_item(start, "official-1", "/aliases", 0, 99))
    assert find_value(data(after), "/aliases") == ["b", "c", "a"]
    assert changes.move_item(start, "official-1", "/aliases", 1, 1) == Batch(label="move /aliases/1", edits=())
    assert changes.move_item(start, "official-1", "/none", 1, 0) == Batch(label="move /none", edits=())


def test_new_edges_keep_id_and_evidence() -> None:
    start = tagged()
    wider = attrs.evolve(a_span("s-kim", "Kim Yoon leads"), id="s-kim")
    after = done(start, changes.change_span(start, wider))
    assert after.spans["s-kim"].quote == "Kim Yoon leads"
    assert after.records["official-1"].mentions == ("s-kim",)


def test_a_span_that_goes_leaves_no_claim_that_rests_on_nothing() -> None:
    start = tagged()
    both, alone = Claim(spans=("s-kim", "s-samyang")), Claim(spans=("s-kim",))
    unspoken = Claim(spans=(), claim="inferred")
    other = Claim(spans=("s-samyang",))
    claims = (("/name", both), ("/name", alone), ("/kind", alone), ("/kind", unspoken), ("/title", other))
    for pointer, claim in claims:
        start = done(start, changes.add_claim(start, "official-1", pointer, claim, [SAMYANG]))
    start = done(start, changes.new_record(start, attrs.evolve(OFFICIAL, id="official-2")))
    after = done(start, changes.remove_span(start, "s-kim"))
    record = after.records["official-1"]
    assert record.mentions == ()
    assert record.evidence == {"/name": (other,), "/kind": (unspoken,), "/title": (other,)}
    assert set(after.spans) == {"s-samyang"}


def test_a_record_that_goes_takes_the_spans_that_nobody_else_uses() -> None:
    start = tagged()
    start = done(
        start, changes.add_claim(start, "official-1", "/name", Claim(spans=("s-samyang", "s-lost")), [SAMYANG])
    )
    other = Record(id="organization-1", type="organization", data={"name": "Samyang"})
    start = done(start, changes.new_record(start, other, SAMYANG))
    after = done(start, changes.remove_record(start, "official-1"))
    assert set(after.records) == {"organization-1"}
    assert set(after.spans) == {"s-samyang"}


def test_what_people_wrote_about_what_goes_stays_about_the_article() -> None:
    start = tagged()
    comment: dict[str, Json] = {"id": "n-1", "by": "kim", "text": "sure?", "span": "s-kim"}
    other: dict[str, Json] = {"id": "n-2", "by": "kim", "text": "check", "record": "official-1", "pointer": "/name"}
    doubt: dict[str, Json] = {"id": "n-3", "by": "kim", "text": "gone", "span": "s-kim", "doubt": "lost"}
    article: dict[str, Json] = {"id": "n-4", "by": "kim", "text": "long"}
    start = attrs.evolve(start, notes=(comment, other, doubt, article, "no note"))
    without_span = done(start, changes.remove_span(start, "s-kim"))
    kept: dict[str, Json] = {"id": "n-1", "by": "kim", "text": "“Kim Yoon”: sure?"}
    assert without_span.notes == (kept, other, article, "no note")
    without_record = done(start, changes.remove_record(start, "official-1"))
    assert without_record.notes == (kept, {"id": "n-2", "by": "kim", "text": "official-1: check"}, article, "no note")


def test_a_status_changes_once() -> None:
    edit = changes.set_status(EMPTY, "done")
    assert done(EMPTY, edit).status == "done"
    assert changes.set_status(EMPTY, "in-work") == Batch(label="status in-work", edits=())


def test_a_single_edit_is_labelled_by_its_kind() -> None:
    assert changes.label_of(SetEntity(record="x", before=None, after="y")) == "SetEntity"


VALUES = st.recursive(
    st.none() | st.integers(0, 2) | st.sampled_from(["x", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2),
    max_leaves=6,
)


@given(st.lists(st.tuples(st.sampled_from(["set", "remove", "append", "move"]), st.data(), VALUES), max_size=6))
def test_any_row_of_changes_can_be_taken_back_one_by_one(steps: list[tuple[str, st.DataObject, Json]]) -> None:
    annotation = tagged()
    for act, draw, value in steps:
        now = data(annotation)
        places = [place for place, _ in walk(now) if place]
        objects = [place for place, inner in walk(now) if isinstance(inner, dict)]
        lists = [place for place, inner in walk(now) if isinstance(inner, list)]
        claims = {"": (Claim(by="x"),)}
        match act:
            case "set":
                place = draw.draw(st.sampled_from([*places, *(f"{at}/new/0/a" for at in objects)]))
                edit = changes.set_value(annotation, "official-1", place, value)
            case "remove" if places:
                edit = changes.remove_value(annotation, "official-1", draw.draw(st.sampled_from(places)))
            case "move" if lists:
                index, to = draw.draw(st.tuples(st.integers(-1, 4), st.integers(-1, 4)))
                edit = changes.move_item(annotation, "official-1", draw.draw(st.sampled_from(lists)), index, to)
            case _:
                place = draw.draw(st.sampled_from([*lists, *(f"{at}/items" for at in objects)]))
                if find_value(now, place) is not ABSENT and place not in lists:
                    continue
                edit = changes.append_item(annotation, "official-1", place, value, claims)
        annotation = done(annotation, edit)
        if act == "set":
            assert find_value(data(annotation), place) == value


def test_a_value_that_no_longer_fits_is_not_set() -> None:
    start = tagged()
    with pytest.raises(KeyError):
        changes.set_value(start, "official-2", "/name", "x")


def test_the_version_of_a_types_first_record_is_noted_once() -> None:
    begun = done(EMPTY, *changes.made_under(EMPTY, "official", "1.0.0"))
    assert begun.schemas == {"official": "1.0.0"}
    assert changes.made_under(begun, "official", "2.0.0") == ()
    assert changes.made_under(EMPTY, "official", "") == ()
