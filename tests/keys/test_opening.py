from __future__ import annotations

from typing import Any

import attrs

from annotate_kit.core import Annotation, Batch, Record, make_span
from annotate_kit.keys import (
    FormView,
    Known,
    Picker,
    Selection,
    chosen,
    clicked,
    dragged,
    loaded,
    margin,
    name_of,
    open_view,
    record_clicked,
    refreshed,
    resized,
    scrolled,
    with_card,
    with_known,
    with_message,
    with_problems,
)
from annotate_kit.keys.form_opening import open_at
from annotate_kit.keys.lens import plain_words
from annotate_kit.keys.steps import act, say
from annotate_kit.text import index_text

LONG = "\n".join(f"line {n} of many words here" for n in range(60))


def test_a_view_opens_on_an_index_as_on_a_text(begin: Any) -> None:
    player = begin("Kim came.")
    other = open_view(
        article=player.view.article,
        text=index_text("Kim came."),
        catalog=player.view.catalog,
        annotation=player.first,
        width=80,
        height=20,
        bookmarks=(7, 3),
    )
    assert other.text == "Kim came."
    assert other.bookmarks == (3, 7)


def test_candidates_are_looked_for_once(begin: Any) -> None:
    view = begin().view
    assert view.candidates is None
    view = loaded(view)
    assert view.candidates
    assert loaded(view) is view


def test_the_text_leaves_room_for_marks() -> None:
    assert margin(80) == 10
    assert margin(40) == 5
    assert margin(25) == 4
    assert margin(20) == 0


def test_resizing_wraps_anew_and_keeps_the_selection_in_sight(begin: Any) -> None:
    player = begin(LONG, height=10).play("/").type("line 40").play("enter")
    view = resized(player.view, 20, 5)
    assert view.layout.width == 20
    row = view.layout.row_of(view.selection.start)
    assert view.top <= row < view.top + 5
    assert resized(view, 20, 5) is view
    assert resized(view, 20, 9).layout is view.layout


def test_scrolling_leaves_the_selection_where_it_is(begin: Any) -> None:
    view = scrolled(begin(LONG, height=10).view, 30)
    assert (view.top, view.selection.start) == (30, 0)
    assert scrolled(view, 100).top == 50
    assert scrolled(view, -100).top == 0
    assert scrolled(begin("short", height=0).view, 3).top == 0


def test_what_is_gone_is_not_shown_any_more(begin: Any) -> None:
    player = begin().play("tab p e ?")
    view = refreshed(player.view, player.first, "undone")
    assert (view.hand, view.span, view.overlays, view.message) == (None, None, (), "undone")
    player = begin().play("tab p").play("tab tab o").play("r enter")
    other = refreshed(player.view, player.view.annotation)
    assert other.hand == player.view.hand


def test_a_form_under_help_goes_with_its_record(begin: Any) -> None:
    player = begin().play("tab p e")
    first = refreshed(player.view, player.view.annotation)
    assert isinstance(first.overlay, FormView)
    picker = begin().play("tab P")
    assert isinstance(refreshed(picker.view, picker.first).overlay, Picker)


def test_records_that_are_gone_are_no_rows_any_more(begin: Any) -> None:
    player = begin().play("tab p P")
    view = refreshed(player.view, player.first)
    assert isinstance(view.overlay, Picker)
    assert [row.label for row in view.overlay.rows] == ["a new official"]


def test_the_rows_of_an_open_field_go_with_their_records(begin: Any) -> None:
    player: Any = begin().play("tab p").play("tab tab o").select("Kim Yoon").play("r enter")
    without = attrs.evolve(
        player.view.annotation,
        records={key: r for key, r in player.view.annotation.records.items() if r.type == "official"},
        spans={k: s for k, s in player.view.annotation.spans.items() if s.quote == "Kim Yoon"},
    )
    player.take(open_at(player.view, player.view.hand or "", "/roles/0/organization", "zz"))
    assert player.view.overlay.open.all_rows[0].label == "Korea-Japan Economic Association"
    player.view = refreshed(player.view, without)
    assert [row.label for row in player.view.overlay.open.all_rows] == ["a new organization"]


def test_an_undo_offers_the_other_places_again(begin: Any) -> None:
    player = begin("Kim a. Kim b.").play("p *")
    assert player.view.offer is None
    assert player.undo().view.offer is not None


def test_messages_and_entities_from_elsewhere(begin: Any) -> None:
    view = with_message(begin().view, "hello")
    assert view.message == "hello"
    known = (Known(entity="e", type="official", caption="c", names=("c",)),)
    assert with_known(view, known).known == known
    assert with_problems(view, []).overlays == ()
    assert with_card(view, "t", ["l"]).overlay is not None


def test_spans_of_several_fragments_have_no_edges_of_their_own(begin: Any) -> None:
    text = "Ministers of Trade and of Energy met."
    span = make_span(id="s-1", text=text, fragments=((0, 9), (23, 32)))
    record = Record(id="official-1", type="official", mentions=("s-1", "s-gone"))
    annotation = Annotation(
        article="a", annotator="b", text_sha256="0", spans={"s-1": span}, records={"official-1": record}
    )
    lens = begin(text, annotation=annotation).view.lens
    assert lens.span_at(0, 32) is None
    assert lens.span_at(0, 9) is None
    assert lens.spans_between(10, 20) == (span,), "the gap lies within it"
    assert lens.after(annotation) is lens


def test_a_dangling_mention_survives_a_tag_of_all_places(begin: Any) -> None:
    record = Record(id="official-1", type="official", data={"name": "Kim"}, mentions=("s-gone",))
    annotation = Annotation(article="a", annotator="b", text_sha256="0", records={"official-1": record})
    player = begin("Kim a. Kim b.", annotation=annotation).play("p enter")
    assert player.quotes() == ["Kim"]
    player.play("*")
    assert player.quotes() == ["Kim", "Kim"]


def test_a_record_without_words_is_called_by_its_mentions_or_its_id(begin: Any) -> None:
    text = "Kim came."
    span = make_span(id="s-1", text=text, fragments=((0, 3),))
    records = {
        "official-1": Record(id="official-1", type="official", mentions=("s-1",)),
        "official-2": Record(id="official-2", type="official"),
    }
    annotation = Annotation(article="a", annotator="b", text_sha256="0", spans={"s-1": span}, records=records)
    player = begin(text, annotation=annotation).play("r")
    assert [row.label for row in player.view.overlay.rows] == ["Kim", "official-2"]


def test_words_are_compared_without_regard_to_white_space() -> None:
    assert plain_words(" Bank\n of  Korea ") == "Bank of Korea"


def test_an_edit_that_is_none_is_not_handed_on(begin: Any) -> None:
    view = begin().view
    step = act(view, Batch(label="", edits=()), "nothing")
    assert (step.edits, step.view.message) == ((), "nothing")
    assert say(view, "x").view.message == "x"


# The mouse.


def test_clicks_select_words_names_and_sentences(begin: Any) -> None:
    player = begin("Now Kim Yoon came. He left.")
    ids = player.ids
    assert player.take(clicked(player.view, 9, ids)).words == "Yoon"
    assert player.take(clicked(player.view, 9, ids, count=2)).words == "Kim Yoon"
    assert player.take(clicked(player.view, 9, ids, count=3)).words == "Now Kim Yoon came."
    assert player.take(clicked(player.view, 1, ids, count=2)).words == "Now"
    assert player.take(clicked(player.view, 17, ids)).words == "came", "between two words, the one before"
    assert begin("").take(clicked(begin("").view, 0, ids)).words == ""


def test_a_click_beside_what_lies_over_the_article_closes_it(begin: Any) -> None:
    player = begin().play("tab P")
    assert player.take(clicked(player.view, 50, player.ids)).view.overlay is None
    assert player.words == "Kim Yoon"


def test_a_click_ends_a_walk(begin: Any) -> None:
    player = begin("Kim a. Kim b.").play("p &")
    assert player.take(clicked(player.view, 4, player.ids)).view.overlay is None
    assert player.words == "a"


def test_dragging_extends_by_words_in_both_directions(begin: Any) -> None:
    player = begin("one two three four.")
    view = clicked(player.view, 5, player.ids).view
    view = dragged(view, 15)
    assert view.words == "two three four"
    view = dragged(view, 9)
    assert view.words == "two three"
    view = dragged(view, 1)
    assert (view.words, view.selection.edge) == ("one two", "start")
    view = dragged(view, 15)
    assert view.words == "two three four"
    assert dragged(view, 18).words == "two three four", "a full stop is no word"
    empty = attrs.evolve(begin(" . ").view, selection=Selection(start=0, end=1))
    assert dragged(empty, 2).words.strip() in ("", ".")


def test_a_click_on_a_row_chooses_it(begin: Any) -> None:
    player = begin().play("tab p").select("Kim", 1).play("p")
    player.take(chosen(player.view, 1, player.ids))
    assert len(player.records["official"]) == 2
    player.play("e")
    player.take(chosen(player.view, 0, player.ids))
    assert player.view.overlay.open.pointer == "/name"
    player.play("escape q").select("contract").play("a e").take(chosen(player.view, 0, player.ids))
    level = begin().select("glad").play("a e down enter")
    level.take(chosen(level.view, 2, level.ids))
    assert level.hand["instrument"]
    walk = begin().play("f")
    assert walk.take(chosen(walk.view, 0, walk.ids)).view.overlay is None


def test_a_click_on_a_record_of_the_pane(begin: Any) -> None:
    player = begin().play("tab p tab tab o g")
    kim = next(record.id for record in player.view.annotation.records.values() if record.type == "official")
    assert player.take(record_clicked(player.view, kim)).words == "Kim Yoon"
    assert (player.view.hand, player.view.overlay) == (kim, None)
    assert player.take(record_clicked(player.view, kim)).words == "Kim Yoon"
    assert player.take(record_clicked(player.view, "gone")).view.hand == kim


def test_a_span_that_a_record_uses_twice_in_one_way_is_let_go_once(begin: Any) -> None:
    span = make_span(id="s-1", text="Kim came.", fragments=((0, 3),))
    twice = Record(id="official-1", type="official", data={"name": "Kim"}, mentions=("s-1", "s-1"))
    annotation = Annotation(article="a", annotator="b", text_sha256="0", spans={"s-1": span}, records={twice.id: twice})
    player = begin("Kim came.", annotation=annotation).play("g x")
    assert player.view.lens.uses == player.view.lens.named == {}


def test_a_short_name_follows_the_data(begin: Any) -> None:
    player = begin().play("tab p")
    assert name_of(player.view, player.view.hand) == "Kim Yoon"
    player.play("e enter").type("!").play("enter q")
    assert name_of(player.view, player.view.hand) == "Kim Yoon!"
    assert name_of(player.undo().view, player.view.hand) == "Kim Yoon"
