"""What the selected words are understood as is told before it is stored; what they may mean otherwise can be chosen."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from annotate_kit.keys import Fill, FormView, form_lines
from annotate_kit.keys.hearing import heard_typed
from annotate_kit.schema import field_at, load_catalog

TEXT = "Kim Yoon of South Korea and Japan was born on 05/06/53, on December 31, on Tuesday, or after 20 years."


def heard(player: Any) -> dict[str, str]:
    assert isinstance(player.view.overlay, Fill)
    return {choice.label: choice.heard for choice in player.view.overlay.choices if choice.heard}


def rows(player: Any) -> list[tuple[str, str]]:
    assert isinstance(player.view.overlay, FormView)
    assert player.view.overlay.open is not None
    return [(row.label, row.note) for row in player.view.overlay.open.rows]


@pytest.fixture
def person(begin: Any) -> Any:
    return begin(TEXT).select("Kim Yoon").play("p")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Tuesday", {"Born": "→ 16 May 2023 (reckoned from the article's day)"}),
        ("South Korea", {"Nationality": "→ South Korea"}),
        ("Kim Yoon", {}),
    ],
)
def test_the_letters_show_what_the_words_would_be_understood_as(person: Any, words: str, told: dict[str, str]) -> None:
    found = heard(person.select(words).play("enter"))
    assert {label: words for label, words in found.items() if label in ("Born", "Nationality")} == told


def test_the_parts_of_a_name_are_told_apart_before_they_are_stored(person: Any) -> None:
    player = person.select("Kim Yoon").play("enter")
    assert heard(player)["Given name"] == "→ Yoon (the family name first, as in the East of Asia)"
    player.play("g")
    assert player.hand["given_name"] == "Yoon"
    assert player.said("/given_name") == ["Kim Yoon"], "the words stay the evidence"


def test_words_of_two_dates_are_asked_about(person: Any) -> None:
    player = person.select("05/06/53").play("enter")
    assert heard(player)["Born"] == "? 6 May 1953 or 5 June 1953"
    player.play("b")
    assert rows(player)[:2] == [("6 May 1953", ""), ("5 June 1953", "")]
    assert "born" not in player.hand
    player.play("down enter")
    assert player.hand["born"] == "1953-06-05"
    assert player.said("/born") == ["05/06/53"]


def test_words_of_two_codes_are_asked_about_and_stated(person: Any) -> None:
    player = person.select("South Korea and Japan").play("enter c")
    assert [label for label, _ in rows(player)[:2]] == ["South Korea", "Japan"]
    player.play("down enter")
    assert player.hand["nationality"] == "JP"
    assert player.view.annotation.records[player.view.hand].evidence["/nationality"][0].claim == "stated"


def test_the_message_says_why_and_what_else_the_words_may_mean(person: Any) -> None:
    player = person.select("December 31").play("enter b")
    assert player.hand["born"] == "2022-12-31"
    assert player.message == (
        "Born: 31 December 2022 (the year nearest to 17 May 2023); Shift and its letter: 31 December 2023"
    )


def test_shift_offers_what_else_the_words_may_mean(person: Any) -> None:
    player = person.select("December 31").play("enter B")
    assert rows(player)[:2] == [
        ("31 December 2022", "the year nearest to 17 May 2023"),
        ("31 December 2023", "or the other year"),
    ]
    player.play("down enter")
    assert player.hand["born"] == "2023-12-31"


def test_typing_goes_on_among_all_the_codes(person: Any) -> None:
    player = person.select("South Korea and Japan").play("enter c").type("saudi").play("enter")
    assert player.hand["nationality"] == "SA"


def test_long_words_are_not_read_to_be_shown(begin: Any) -> None:
    player = begin("Kim Yoon " + "said on Tuesday " * 30).select("Kim Yoon").play("p")
    assert heard(player.select(("said on Tuesday " * 30).strip()).play("enter")) == {}


@pytest.mark.parametrize(
    ("place", "typed", "told"),
    [
        ("born", "last month", "April 2023 (reckoned from the article's day)"),
        ("born", "1953-05", "May 1953"),
        ("born", "05/06/53", "6 May 1953 or 5 June 1953: day and month could be either way round"),
        ("born", "1953-13", "There is no month 13; months are 01 to 12, seasons 21 to 24"),
        ("born", "", ""),
        ("name", "last month", ""),
    ],
)
def test_typed_words_are_told_before_they_are_taken(person: Any, place: str, typed: str, told: str) -> None:
    field = field_at(person.view.catalog.types["official"], f"/{place}")
    assert field is not None
    assert heard_typed(person.view, field, typed) == told


@pytest.mark.parametrize(
    ("typed", "told"), [("two billion", "2,000,000,000"), ("29", ""), ("-2.", ""), ("many", "the words give no number")]
)
def test_typed_numbers_are_told_before_they_are_taken(person: Any, typed: str, told: str) -> None:
    field = (
        load_catalog({"a.schema.json": {"title": "A", "properties": {"n": {"type": "number"}}}}).types["a"].fields[0]
    )
    assert heard_typed(person.view, field, typed) == told


def test_the_form_tells_typed_words_and_takes_what_it_told(person: Any) -> None:
    player = person.play("e")
    lines = form_lines(player.view, player.view.overlay)
    at = next(n for n, line in enumerate(lines) if line.pointer == "/born")
    player.view = attrs.evolve(player.view, overlays=(attrs.evolve(player.view.overlay, cursor=at),))
    player.play("enter").type("last month")
    assert player.view.overlay.open.heard.startswith("April 2023")
    player.play("enter")
    assert player.hand["born"] == "2023-04"


def test_the_record_that_the_words_name_is_told_before_it_is_referred_to(begin: Any) -> None:
    player = begin("Samyang and Mitsubishi.").select("Mitsubishi").play("o").select("Samyang").play("o enter")
    assert heard(player) == {}, "a record is not its own parent"
    player.play("escape").select("Mitsubishi").play("enter")
    assert heard(player) == {"Parent": "→ Mitsubishi", "Members": "→ Mitsubishi"}
