from __future__ import annotations

from typing import Any

from annotate_kit.keys import DoTagEverywhere, InArticle, OpenArticle, Picker, TagEverywhere, with_preview

KJE = "Korea-Japan Economic Association"
TEXT = "The Posco Group met. POSCO GROUP grew, and posco group too. Posco Group's shares rose. The Posco Groups.\n"
FOUND = (
    InArticle(article="first", places=[(3, 7, "a sentence"), (20, 24, "another")]),
    InArticle(article="second", places=[(0, 4, "a third")]),
)


def run(player: Any, name: str) -> Any:
    return player.play(":").type(name).play("enter")


def labels(player: Any) -> list[str]:
    return [row.label for row in player.view.overlay.rows]


def test_other_places_are_whole_words_with_a_possessive_and_on_request_with_any_capitals(begin: Any) -> None:
    player = begin(TEXT).select("Posco Group").play("o")
    assert [player.view.text[p.start : p.end] for p in player.view.offer.places] == ["Posco Group"]
    run(player, "other places, whatever the capitals")
    assert player.message == "3 more with any capitals: * tags them, & walks them"
    player.play("*")
    assert player.quotes() == ["Posco Group", "POSCO GROUP", "posco group", "Posco Group"]
    run(player, "other places, whatever the capitals")
    assert player.message.startswith("No other place has these words untagged")
    player.undo()
    assert player.quotes() == ["Posco Group"]


def test_many_places_with_any_capitals_are_all_taken(begin: Any) -> None:
    player = begin("Posco met. " + "POSCO met. " * 150).select("Posco").play("o")
    run(player, "other places, whatever the capitals")
    assert player.message.startswith("99+ more with any capitals")
    assert len(player.play("*").quotes()) == 151


def test_the_project_is_asked_about_for_a_tagged_name(begin: Any) -> None:
    player = begin().select(KJE)
    assert run(player, "tag these words in all articles").message.startswith("Select a tagged name first")
    player.play("o")
    run(player, "tag these words in all articles")
    assert player.requests[-1] == TagEverywhere(KJE, "organization", player.view.hand)
    run(player, "tag these words in all articles, whatever the capitals")
    assert player.requests[-1] == TagEverywhere(KJE, "organization", player.view.hand, ignore_case=True)


def test_a_preview_by_article_is_shown_before_many_articles_change(begin: Any) -> None:
    player = begin()
    player.view = with_preview(player.view, "KJE", FOUND)
    assert isinstance(player.view.overlay, Picker)
    assert labels(player) == [
        "tag 3 places",
        "only 2 places in first",
        "  a sentence",
        "  another",
        "only 1 place in second",
        "  a third",
    ]
    assert player.view.overlay.rows[0].detail == "in 2 articles, one act"
    assert player.play("down down enter").requests == [OpenArticle("first", (3, 7))]
    player.view = with_preview(player.view, "KJE", FOUND)
    assert player.play("enter").requests[-1] == DoTagEverywhere()
    player.view = with_preview(player.view, "KJE", FOUND)
    assert player.play("down enter").requests[-1] == DoTagEverywhere("first")
    assert with_preview(player.view, "KJE", ()).message == '"KJE" stands untagged in no other article.'
    one = with_preview(player.view, "KJE", FOUND[1:])
    assert isinstance(one.overlay, Picker)
    assert one.overlay.rows[0].detail == "in 1 article, one act"


def test_a_long_preview_shows_its_beginning_and_every_article(begin: Any) -> None:
    many = [InArticle(article=f"a-{n}", places=[(0, 4, "words")] * 400) for n in range(3)]
    overlay = with_preview(begin().view, "KJE", many).overlay
    assert isinstance(overlay, Picker)
    rows = overlay.all_rows
    assert len([row for row in rows if row.label == "  words"]) < 500
    assert [row.label for row in rows if row.label.startswith("only")] == [
        f"only 400 places in a-{n}" for n in range(3)
    ]
