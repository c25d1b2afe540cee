from __future__ import annotations

from typing import Any

import attrs
import pytest

from annotate_kit.keys import (
    BackToQueue,
    CopyText,
    NextArticle,
    OpenUrl,
    PreviousArticle,
    Prompt,
    Quit,
    Redo,
    SetBookmarks,
    ShowSteps,
    ShowTutor,
    StepsList,
    Suspend,
    Undo,
    with_card,
    with_steps,
)


def command(player: Any, name: str) -> Any:
    return player.play(":").type(name).play("enter")


# Comments.


def test_a_comment_on_the_span_under_the_selection(begin: Any) -> None:
    player = begin().play('tab p "')
    assert isinstance(player.view.overlay, Prompt)
    assert player.view.overlay.title == 'comment on "Kim Yoon"'
    player.type("is he ㅁ?").play("enter")
    (note,) = player.view.annotation.notes
    assert note == {"by": "analyst", "id": "n-0003", "span": player.view.span, "text": "is he ㅁ?"}
    assert player.undo().view.annotation.notes == ()


def test_a_comment_on_the_record_in_hand_or_the_article(begin: Any) -> None:
    player = begin().play('"').type("all").play("enter tab p l l").play('"')
    assert player.view.overlay.title == "comment on Kim Yoon"
    player.type("why").play("enter")
    about = [note.get("record", note.get("span")) for note in player.view.annotation.notes]
    assert about == [None, player.view.hand]


def test_a_comment_is_edited_left_or_empty(begin: Any) -> None:
    player = begin().play('"').type("ab").play("left backspace f5")
    assert player.view.overlay.buffer.text == "b"
    assert player.play("escape").view.overlay is None
    assert player.play('" enter').message == "No comment."
    assert player.play('" a backspace backspace').view.overlay is None
    assert not player.edits


def test_comments_take_pasted_text(begin: Any) -> None:
    player = begin().play('"').paste("two\n words").play("enter")
    assert player.view.annotation.notes[0]["text"] == "two words"


# Bookmarks.


def test_bookmarks_are_a_request_and_no_edit(begin: Any) -> None:
    player = begin().play("'").play("tab tab '")
    assert player.requests == [SetBookmarks((0,)), SetBookmarks((0, 10))]
    assert player.message == "bookmark 2 of 2 set"
    assert command(player, "next bookmark").words == "Kim"
    assert command(player, "previous bookmark").words == "chief"
    player.play("'")
    assert player.message == "bookmark taken away"
    assert player.requests[-1] == SetBookmarks((0,))
    assert not player.edits


def test_what_is_to_be_come_back_to_is_marked_and_the_next_article_opens(begin: Any) -> None:
    player = begin().play("~")
    assert player.requests == [SetBookmarks((0,)), NextArticle()]
    assert player.view.bookmarks == (0,)


def test_without_bookmarks_there_is_nowhere_to_go(begin: Any) -> None:
    assert command(begin(), "next bookmark").message == "No bookmarks here: ' sets one."
    player = begin("")
    player.view = attrs.evolve(player.view, bookmarks=(0,))
    assert command(player, "next bookmark").words == ""


# Status and leaving.


def test_done_and_next(begin: Any) -> None:
    player = begin().play(">")
    assert player.view.annotation.status == "done"
    assert player.requests == [NextArticle()]
    player.play(">")
    assert len(player.edits) == 1, "done already"
    assert command(player, "needs review").view.annotation.status == "needs-review"
    assert command(player, "in work").view.annotation.status == "in-work"


@pytest.mark.parametrize(
    ("key", "request_"),
    [
        ("<", PreviousArticle()),
        ("q", BackToQueue()),
        ("u", Undo()),
        ("backspace", Undo()),
        ("U", Redo()),
        ("^", Redo()),
        ("ctrl+c", Quit()),
        ("ctrl+z", Suspend()),
    ],
)
def test_what_the_front_end_does(begin: Any, key: str, request_: object) -> None:
    assert begin().play(key).requests == [request_]


def test_ctrl_c_leaves_from_everywhere(begin: Any) -> None:
    for keys in ("/", "tab P", "tab p e", "tab p e enter", "?", ":", '"', "f"):
        assert begin().play(keys).play("ctrl+c").requests == [Quit()], keys


def test_other_commands_by_name(begin: Any) -> None:
    player = begin(url="https://example.org/a")
    assert command(player, "tutor").requests[-1] == ShowTutor()
    assert command(player, "copy").requests[-1] == CopyText("Kim")
    assert command(player, "open the source").requests[-1] == OpenUrl("https://example.org/a")
    assert command(player, "leave").requests[-1] == Quit()


@pytest.mark.parametrize("url", [None, "file:///etc/passwd", "javascript:1"])
def test_only_web_addresses_are_opened(begin: Any, url: str | None) -> None:
    player = command(begin(url=url), "open the source")
    assert player.requests == []
    assert player.message == "The article has no http or https address."


def test_a_record_is_let_go(begin: Any) -> None:
    player = command(begin().play("tab p"), "let the record go")
    assert player.view.hand is None


# Lists and cards to read.


def test_the_list_of_what_was_done(begin: Any) -> None:
    player = command(begin(), "list of what")
    assert isinstance(player.view.overlay, StepsList)
    assert player.requests == [ShowSteps()]
    player.view = with_steps(player.view, ["new official", "mention"])
    assert len(player.view.overlays) == 1
    assert player.play("j j").view.overlay.cursor == 1
    assert player.play("k k").view.overlay.cursor == 0
    assert player.play("u U").requests[-2:] == [Undo(), Redo()]
    assert player.play("q").view.overlay is None
    assert isinstance(with_steps(player.view, []).overlay, StepsList)


def test_cards_scroll_and_close(begin: Any) -> None:
    player = begin()
    player.view = with_card(player.view, "Guidelines", ["one", "two"])
    assert player.play("down down").view.overlay.top == 1
    assert player.play("pageup").view.overlay.top == 0
    assert player.play("pagedown").view.overlay.top == 1
    assert player.play("up up").view.overlay.top == 0
    assert player.play("space").view.overlay is None


def test_what_the_types_are_for(begin: Any) -> None:
    player = command(begin(), "about this")
    assert player.view.overlay.title == "Record types"
    assert any(line.startswith("p  Official: ") for line in player.view.overlay.lines)
    player.play("q tab p")
    card = command(player, "about this").view.overlay
    assert card.title == "Official"
    assert any(line.startswith("n  Name *: ") for line in card.lines)
    assert any(line == "   such as Kim Yoon" for line in card.lines)
    player.play("q e i")
    assert player.view.overlay.title == "Official"


def test_a_field_without_examples_has_none_on_the_card(begin: Any, catalog_from: Any) -> None:
    schema = {"title": "Bare", "properties": {"name": {"type": "string"}}, "x-annotate": {"shortcut": "b"}}
    player = begin(catalog=catalog_from({"bare.schema.json": schema})).play("b")
    assert command(player, "about this").view.overlay.lines[-1].endswith("Name: ")


def test_few_choices_are_listed_on_the_card(begin: Any) -> None:
    player = begin().select("contract").play("a")
    card = command(player, "about this").view.overlay
    assert any("Proposed, " in line for line in card.lines)
