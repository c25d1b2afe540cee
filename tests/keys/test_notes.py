from __future__ import annotations

from typing import Any

import attrs

from annotate_kit.keys import FormView, NotesList, Prompt, note_here, note_rows, refreshed


def written(begin: Any) -> Any:
    player = begin().play('"').type("first").play("enter tab p").play('"').type("second").play("enter l l").play('"')
    return player.type("third").play("enter")


def test_comments_say_what_they_are_about(begin: Any) -> None:
    player = written(begin)
    assert [(row.about, row.text, row.by) for row in note_rows(player.view)] == [
        ("the article", "first", "analyst"),
        ('"Kim Yoon"', "second", "analyst"),
        ("Kim Yoon", "third", "analyst"),
    ]
    assert note_here(player.view) is None
    here = note_here(player.play("_ down enter").view)
    assert here is not None
    assert here.text == "second"
    assert note_here(player.play("tab tab o").view) is None


def test_without_comments_there_is_nothing_to_list(begin: Any) -> None:
    assert begin().play("_").message.startswith("No comments yet")


def test_notes_that_are_none_of_ours_are_left_out_and_kept(begin: Any) -> None:
    player = written(begin)
    notes = ({"id": "n-1", "text": 3, "span": "gone"}, {"id": "n-2", "record": "gone"}, "odd")
    player.view = refreshed(player.view, attrs.evolve(player.view.annotation, notes=notes))
    rows = note_rows(player.view)
    assert [row.about for row in rows] == ["words that are tagged no more", "a record that is gone"]
    assert [row.text for row in rows] == ["", ""]
    assert player.play("_ enter").view.overlay is None
    assert player.play("_ down enter").message == " ()"


def test_going_through_the_list_and_to_what_a_comment_is_about(begin: Any) -> None:
    player = written(begin).play("_")
    assert player.view.overlay == NotesList(cursor=0)
    player.play("up")
    assert player.view.overlay.cursor == 0
    player.play("end down")
    assert player.view.overlay.cursor == 2
    player.play("home j enter")
    assert (player.words, player.message) == ("Kim Yoon", "second (analyst)")
    assert player.play("_").view.overlay.cursor == 1, "the comment here comes first"
    assert player.play("down enter").message == "third (analyst)"
    assert player.view.hand is not None
    assert player.play("_ home enter").message == "first (analyst)"


def test_a_comment_gets_other_words(begin: Any) -> None:
    player = written(begin).play("_ down e")
    assert isinstance(player.view.overlay, Prompt)
    player.type(" thoughts").play("enter")
    assert player.view.annotation.notes[1]["text"] == "second thoughts"
    assert player.view.annotation.notes[1]["by"] == "analyst"
    assert player.play("e enter").message == "The comment stays as it was."
    player.play("e home").type("My ").play("enter")
    assert player.view.annotation.notes[1]["text"] == "My second thoughts"
    player.undo()
    assert player.view.annotation.notes[1]["text"] == "second thoughts"


def test_a_comment_without_words_goes(begin: Any) -> None:
    player = begin().play('" a enter _ e backspace enter')
    assert player.message == "comment removed; u takes it back"
    assert player.view.annotation.notes == ()


def test_removing_comments(begin: Any) -> None:
    player = written(begin).play("_ end x")
    assert [row.text for row in note_rows(player.view)] == ["first", "second"]
    assert player.view.overlay == NotesList(cursor=1)
    player.play("x x")
    assert player.view.overlay is None
    assert player.message == "comment removed; u takes it back"


def test_what_another_session_took_away_is_gone(begin: Any) -> None:
    player = begin().play('" a enter _')
    player.view = refreshed(player.view, attrs.evolve(player.view.annotation, notes=()))
    assert player.play("e x down").view.overlay == NotesList(cursor=0)
    assert player.play("enter").view.overlay is None
    player.play('" b enter _ e')
    player.view = refreshed(player.view, attrs.evolve(player.view.annotation, notes=()))
    assert player.play("c enter").message == "The comment is gone."


def test_a_comment_on_a_value_leads_back_to_its_field(begin: Any) -> None:
    player = begin().play("tab p e down").play('"').type("who says so").play("enter")
    note = player.view.annotation.notes[0]
    assert note["record"] == player.view.hand
    assert note["pointer"].startswith("/")
    assert note_rows(player.view)[0].about.endswith(" of Kim Yoon")
    player.play("q _ enter")
    assert isinstance(player.view.overlay, FormView)
    assert player.view.overlay.cursor == 1
    assert player.message == "who says so (analyst)"


def test_a_comment_on_a_record_of_the_pane(begin: Any) -> None:
    player = begin().play("tab p g").play('"').type("check").play("enter")
    assert player.view.annotation.notes[0]["record"] == player.view.hand
    assert player.view.hand in player.view.lens.noted
    pane = player.view.overlays
    player.play("x")
    player.view = attrs.evolve(player.view, overlays=pane)
    assert player.play('"').view.overlays == pane, "no record is left to say something about"


def doubtful(begin: Any, *spans: Any) -> Any:
    """A player whose spans, each with its old words, a correction has put in doubt."""
    player = begin().play("tab p")
    (span,) = player.view.annotation.spans.values()
    spans = spans or (attrs.evolve(span, quotes=("Kim Yun",), prefix="old "),)
    notes = [{"id": "n-1", "by": "kim", "doubt": "changed", "span": one.id, "text": "…"} for one in spans]
    changed = attrs.evolve(player.view.annotation, spans={one.id: one for one in spans}, notes=tuple(notes))
    player.view = refreshed(player.view, changed)
    return player


def test_words_in_doubt_are_taken_as_they_stand_now(begin: Any) -> None:
    player = doubtful(begin).play("_ y")
    assert player.message == '"Kim Yoon" it is; u takes it back'
    (span,) = player.view.annotation.spans.values()
    assert (span.quotes, span.prefix) == (("Kim Yoon",), player.view.text[: span.start][-32:])
    assert player.view.annotation.notes == ()
    assert player.view.overlay is None


def test_words_in_doubt_are_removed_with_their_comment(begin: Any) -> None:
    player = doubtful(begin).play("_ x")
    assert player.message == '"Kim Yun" is tagged no more; u takes it back'
    assert player.view.annotation.spans == {}
    assert player.view.annotation.notes == ()


def test_a_comment_on_nothing_in_doubt_is_only_a_comment(begin: Any) -> None:
    player = written(begin).play("_ y")
    assert "put in doubt" in player.message
    assert len(player.play("x").view.annotation.notes) == 2
    assert len(player.view.annotation.spans) == 1


def test_words_that_stand_outside_of_the_text_are_not_taken(begin: Any) -> None:
    player = doubtful(begin)
    (span,) = player.view.annotation.spans.values()
    outside = attrs.evolve(span, fragments=(type(span.fragments[0])(10**6, 10**6 + 8),))
    player.view = refreshed(player.view, attrs.evolve(player.view.annotation, spans={span.id: outside}))
    assert "stands outside of the text now" in player.play("_ y").message
