from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
import pytest

from annotate_kit.codec import (
    decode_annotation,
    edit_from_json,
    edit_to_json,
    encode_annotation,
    encode_line,
    parse_json,
)
from annotate_kit.core import Annotation, Batch, Claim, SetValue, apply, changes, make_span
from annotate_kit.suggest import (
    Elsewhere,
    Here,
    NameOf,
    New,
    Suggestion,
    accept,
    accept_all,
    merge_suggestions,
    reject,
    tally,
)

from .conftest import NEWS, SOURCE, at, blank, catalog_of, done, shipped, suggest, value, with_record

Ids = Callable[[str], str]
MORE = {"origin": "test/7", "score": Decimal("0.80"), "accepted_by": "analyst"}


def accepted(
    suggestion: Suggestion, ids: Ids, annotation: Annotation | None = None, text: str = NEWS, **more: Any
) -> Annotation:
    annotation = annotation or blank(text)
    return done(accept(suggestion, annotation, text, ids, catalog=shipped(), **more), annotation)


def test_an_accepted_new_thing_becomes_a_record_that_says_where_it_came_from(ids: Ids) -> None:
    after = accepted(suggest(NEWS, "Kim Yoon"), ids)
    (record,) = after.records.values()
    (span,) = after.spans.values()
    assert (record.type, record.data, record.mentions) == ("official", {"name": "Kim Yoon"}, (span.id,))
    assert record.evidence == {
        "/name": (
            Claim(spans=(span.id,), origin="test/7", extra={"score": Decimal("0.80"), "accepted_by": "analyst"}),
        ),
    }
    assert (span.quote, span.extra) == ("Kim Yoon", MORE)
    assert after.schemas == {"official": shipped().types["official"].version}


def test_what_was_accepted_survives_file_and_journal(ids: Ids) -> None:
    before = blank(NEWS)
    edit = accept(suggest(NEWS, "Kim Yoon"), before, NEWS, ids, catalog=shipped())
    line = parse_json(encode_line(edit_to_json(edit)), file="journal").value
    after = apply(edit_from_json(line), before)  # type: ignore[arg-type]
    assert after == apply(edit, before)
    assert decode_annotation(parse_json(encode_annotation(after), file="a").value, file="a").annotation == after


def test_a_second_place_with_the_same_name_joins_the_record(ids: Ids) -> None:
    after = accepted(suggest(NEWS, "Kim Yoon"), ids)
    after = accepted(suggest(NEWS, "Kim", nth=1, target=New(name="KIM YOON")), ids, after)
    (record,) = after.records.values()
    assert [after.spans[span].quote for span in record.mentions] == ["Kim Yoon", "Kim"]


def test_where_two_records_have_the_name_a_third_is_made(ids: Ids) -> None:
    both = with_record(blank(NEWS), NEWS, "official-a", {"name": "Kim Yoon"})
    both = with_record(both, NEWS, "official-b", {"name": "Kim Yoon"})
    assert len(accepted(suggest(NEWS, "Kim Yoon"), ids, both).records) == 3


def test_a_record_here_gets_one_more_mention_and_only_once(ids: Ids) -> None:
    before = with_record(blank(NEWS), NEWS, "official-a", {"name": "Kim Yoon"}, "Kim Yoon")
    suggestion = suggest(NEWS, "Kim", nth=1, target=Here(record="official-a"))
    after = accepted(suggestion, ids, before)
    assert len(after.records["official-a"].mentions) == 2
    assert accepted(suggestion, ids, after) == after


def test_an_entity_of_elsewhere_becomes_a_record_here_and_is_joined_the_second_time(ids: Ids) -> None:
    target = Elsewhere(entity="organization-x")
    after = accepted(suggest(NEWS, "KJE", "organization", target=target), ids)
    after = accepted(suggest(NEWS, "KJE", "organization", nth=1, target=target), ids, after)
    (record,) = after.records.values()
    assert record.entity == "organization-x"
    assert len(record.mentions) == 2


def test_values_come_along_with_their_own_words_as_evidence(ids: Ids) -> None:
    fields = (
        value(NEWS, "/roles/1/title", "told", "teller"),
        value(NEWS, "/roles/0/title", "chairman", "chairman"),
        value(NEWS, "/roles/0/position", "chairman", "chair"),
        value(NEWS, "/name", "Kim", "Kim"),
    )
    after = accepted(suggest(NEWS, "Kim Yoon", fields=fields), ids)
    (record,) = after.records.values()
    assert record.data == {"name": "Kim", "roles": [{"title": "chairman", "position": "chair"}, {"title": "teller"}]}
    quotes = {pointer: [after.spans[s].quote for s in claims[0].spans] for pointer, claims in record.evidence.items()}
    assert quotes == {
        "/name": ["Kim"],
        "/roles/0/title": ["chairman"],
        "/roles/0/position": ["chairman"],
        "/roles/1/title": ["told"],
    }


def test_items_of_a_list_close_up_where_one_cannot_be_settled(ids: Ids) -> None:
    fields = (
        value(NEWS, "/parties/0/organization", "KJE", NameOf(words="Nobody")),
        value(NEWS, "/parties/3/organization", "KJE", NameOf(words="the KJE")),
    )
    before = with_record(blank(NEWS), NEWS, "organization-a", {"name": "KJE"}, "KJE")
    after = accepted(suggest(NEWS, "contract", "agreement", fields=fields), ids, before)
    record = next(record for record in after.records.values() if record.type == "agreement")
    assert record.data["parties"] == [{"organization": "organization-a"}]


def test_a_reference_without_field_or_record_is_left_out(ids: Ids) -> None:
    fields = (
        value(NEWS, "/nowhere", "KJE", NameOf(words="KJE")),
        value(NEWS, "/roles/0/organization", "KJE", NameOf(words="KJE")),
    )
    (record,) = accepted(suggest(NEWS, "Kim Yoon", fields=fields), ids).records.values()
    assert record.data == {"name": "Kim Yoon"}


def test_what_a_record_says_already_is_never_overwritten(ids: Ids) -> None:
    data: Any = {"name": "Kim Yoon", "roles": [{"title": "chief"}]}
    before = with_record(blank(NEWS), NEWS, "official-a", data, "Kim Yoon")
    fields = (value(NEWS, "/roles/0/title", "chairman", "chairman"), value(NEWS, "/born", "1981", "1981"))
    after = accepted(suggest(NEWS, "Kim", nth=1, target=Here(record="official-a"), fields=fields), ids, before)
    assert after.records["official-a"].data == {**data, "born": "1981"}


def test_a_value_alone_makes_no_mention(ids: Ids) -> None:
    before = with_record(blank(NEWS), NEWS, "organization-a", {"name": "KJE"}, "KJE")
    founded = value(NEWS, "/founded", "1981", "1981")
    suggestion = suggest(
        NEWS, "1981", "organization", target=Here(record="organization-a"), is_mention=False, fields=(founded,)
    )
    record = accepted(suggestion, ids, before).records["organization-a"]
    assert record.data == {"name": "KJE", "founded": "1981"}
    assert len(record.mentions) == 1
    new = accepted(attrs.evolve(suggestion, target=New()), ids)
    assert [(r.data, r.mentions) for r in new.records.values()] == [({"founded": "1981"}, ())]


def test_corrected_edges_are_the_mention_and_the_name(ids: Ids) -> None:
    start, end = at(NEWS, "Samyang Holdings Corp.")
    after = accepted(suggest(NEWS, "Samyang", "organization"), ids, start=start, end=end)
    assert [record.data["name"] for record in after.records.values()] == ["Samyang Holdings Corp."]
    after = accepted(suggest(NEWS, "Samyang Holdings Corp.", "organization"), ids, end=end - 1)
    assert [span.quote for span in after.spans.values()] == ["Samyang Holdings Corp"]


def test_corrected_edges_are_read_again_where_the_value_stands_on_them(ids: Ids) -> None:
    def corrected(words: str, pointer: str, plain: Any, fuller: str, type_name: str) -> Any:
        start, end = at(NEWS, fuller)
        suggestion = suggest(NEWS, words, type_name, is_mention=False, fields=(value(NEWS, pointer, words, plain),))
        after = accepted(suggestion, ids, before, start=start, end=end, published="2023-05-17")
        return next(r.data for r in after.records.values() if r.type == type_name and r.id != "organization-a")

    before = with_record(blank(NEWS), NEWS, "organization-a", {"name": "KJE"})
    assert corrected("May", "/born", "2023-05", "May 17, 2023", "official") == {"born": "2023-05-17"}
    assert corrected("May", "/born", "2023-05", "reporters", "official") == {}
    assert corrected("May", "/nowhere", "2023-05", "reporters", "official") == {"nowhere": "2023-05"}
    name = NameOf(words="Kim")
    assert corrected("Kim", "/roles/0/organization", name, "KJE", "official") == {
        "roles": [{"organization": "organization-a"}]
    }


def test_a_value_on_other_words_stays_as_it_is_when_edges_are_corrected(ids: Ids) -> None:
    suggestion = suggest(NEWS, "Kim", fields=(value(NEWS, "/born", "1981", "1981"),))
    after = accepted(suggestion, ids, end=at(NEWS, "Kim Yoon")[1])
    assert [record.data for record in after.records.values()] == [{"name": "Kim Yoon", "born": "1981"}]


def test_words_that_are_a_span_already_stay_that_span(ids: Ids) -> None:
    before = with_record(blank(NEWS), NEWS, "organization-a", {"name": "x"}, "Kim Yoon")
    after = accepted(suggest(NEWS, "Kim Yoon"), ids, before)
    assert len(after.spans) == 1
    assert after.spans["s-organization-a-0"].extra == {}


def test_a_type_without_version_leaves_no_version(ids: Ids) -> None:
    catalog = catalog_of({"thing.schema.json": {"type": "object", "properties": {"name": {"type": "string"}}}})
    after = apply(accept(suggest(NEWS, "Kim", "thing"), blank(NEWS), NEWS, ids, catalog=catalog), blank(NEWS))
    assert after.schemas == {}


def test_all_are_accepted_in_one_edit_but_those_whose_record_is_gone(ids: Ids) -> None:
    before = blank(NEWS)
    listed = [
        suggest(NEWS, "Mikio Sasaki"),
        suggest(NEWS, "Kim Yoon"),
        suggest(NEWS, "KJE", "organization", target=Here(record="gone")),
    ]
    edit = accept_all(listed, before, NEWS, ids, catalog=shipped())
    assert isinstance(edit, Batch)
    assert edit.label == "accept 2 suggestions"
    assert len(done(edit, before).records) == 2


def test_accepting_one_edit_at_a_time_never_breaks_a_list(ids: Ids) -> None:
    after = accepted(suggest(NEWS, "Kim Yoon", fields=(value(NEWS, "/roles/0/title", "chairman", "chairman"),)), ids)
    (record,) = after.records.values()
    edit = changes.append_item(after, record.id, "/roles", {"title": "teller"})
    assert not isinstance(edit, SetValue)
    assert len(apply(edit, after).records[record.id].data["roles"]) == 2  # type: ignore[arg-type]


# Refusing.


def left(suggestion: Suggestion, annotation: Annotation, text: str = NEWS) -> bool:
    return bool(merge_suggestions([suggestion], annotation, text))


def refused(suggestion: Suggestion, annotation: Annotation | None = None, **more: Any) -> Annotation:
    annotation = annotation or blank(NEWS)
    return done(reject(suggestion, annotation, NEWS, **more), annotation)


def test_what_was_refused_does_not_come_back_from_any_suggester() -> None:
    first = suggest(NEWS, "Kim", nth=0)
    after = refused(first)
    assert after.rejected == (
        {
            "origin": "test/7",
            "prefix": NEWS[:22],
            "quote": "Kim",
            "score": Decimal("0.80"),
            "start": 22,
            "suffix": NEWS[25:57],
            "type": "official",
        },
    )
    assert not left(first, after)
    assert not left(attrs.evolve(first, source=attrs.evolve(SOURCE, name="other"), target=Here(record="x")), after)
    assert left(suggest(NEWS, "Kim", nth=1), after)
    assert left(attrs.evolve(first, type="organization"), after)


def test_a_refusal_is_known_again_after_the_words_have_moved() -> None:
    after = refused(suggest(NEWS, "Kim Yoon"))
    moved = "Corrected. " + NEWS
    assert not left(suggest(moved, "Kim Yoon"), after, moved)
    elsewhere = "Corrected. Kim Yoon is here. " + NEWS
    assert left(suggest(elsewhere, "Kim Yoon"), after, elsewhere)


def test_the_same_words_may_be_refused_everywhere() -> None:
    after = refused(suggest(NEWS, "Kim"), everywhere=True)
    assert not left(suggest(NEWS, "Kim", nth=1), after)
    assert left(suggest(NEWS, "KJE"), after)


def test_a_refused_value_leaves_other_values_of_the_same_words_alone() -> None:
    def valued(pointer: str, plain: Any) -> Suggestion:
        return suggest(NEWS, "1981", is_mention=False, fields=(value(NEWS, pointer, "1981", plain),))

    after = refused(valued("/born", "1981"))
    assert not left(valued("/born", "1981"), after)
    assert left(valued("/died", "1981"), after)
    assert left(valued("/born", "1981~"), after)
    named = valued("/roles/0/organization", NameOf(words="KJE"))
    assert not left(named, refused(named, after))


@pytest.mark.parametrize(
    "entry", [7, {}, {"quote": "Kim", "type": 5}, {"quote": "Kim", "type": "official", "prefix": "x"}]
)
def test_what_something_else_wrote_among_the_refusals_refuses_nothing(entry: Any) -> None:
    assert left(suggest(NEWS, "Kim"), attrs.evolve(blank(NEWS), rejected=(entry,)))


# Counting.


def test_what_was_accepted_and_refused_is_counted_by_suggester_type_and_field(ids: Ids) -> None:
    fields = (value(NEWS, "/roles/0/title", "chairman", "chairman"),)
    after = accepted(suggest(NEWS, "Kim Yoon", fields=fields), ids)
    after = accepted(suggest(NEWS, "Mikio Sasaki"), ids, after)
    after = refused(suggest(NEWS, "SEOUL"), after)
    after = refused(suggest(NEWS, "1981", is_mention=False, fields=(value(NEWS, "/born", "1981", "1981"),)), after)
    span = make_span(id="s-own", text=NEWS, fragments=((0, 5),))
    after = apply(changes.add_mention(after, next(iter(after.records)), span), after)
    gone = attrs.evolve(after, spans={}, rejected=(3, {"origin": 4}))
    assert [(t.type, t.pointer, t.accepted, t.rejected) for t in tally([after, gone])] == [
        ("official", "", 2, 1),
        ("official", "/born", 0, 1),
        ("official", "/name", 4, 0),
        ("official", "/roles/*/title", 2, 0),
    ]
