from __future__ import annotations

from typing import Any

import attrs
import pytest

from annotate_kit.core import Problem
from annotate_kit.core.conflicts import Conflict, with_conflicts
from annotate_kit.keys import (
    KEYMAP,
    Asking,
    BookChange,
    BookList,
    Card,
    Commands,
    ConflictsList,
    Fill,
    FormView,
    Help,
    Hints,
    NotesList,
    Picker,
    ProblemsList,
    Prompt,
    RecordsPane,
    SearchPrompt,
    ShowTutor,
    StepsList,
    Walk,
    help_rows,
    key_of,
    refreshed,
    where,
    with_book,
    with_card,
    with_problems,
    with_steps,
)
from annotate_kit.schema import KEPT

PLACES: dict[str, str] = {
    "article": "tab",
    "asking": "@",
    "fill": "tab p enter",
    "picker": "tab P",
    "form": "tab p e",
    "field": "tab p e enter",
    "search": "/",
    "hints": "f",
    "walk": "tab tab tab o &",
    "records": "tab p g",
    "problems": "!",
    "help": "?",
    "prompt": '"',
    "commands": ":",
    "steps": "",
    "card": "",
    "notes": '" a enter _',
    "conflicts": "tab p |",
    "book": "",
}
EXAMPLES = {
    "<type>": "p",
    "<TYPE>": "P",
    "<field>": "n",
    "<text>": "a",
    "<hint>": "a",
    "<digit>": "1",
}
KEYS = [
    *map(chr, range(0x21, 0x7F)),
    *("tab", "shift+tab", "enter", "escape", "backspace", "delete", "home", "end", "pageup", "pagedown", "space"),
    *("left", "right", "up", "down", "shift+left", "shift+right", "shift+up", "ctrl+c", "ctrl+z", "ctrl+a", "f1"),
]


def at(begin: Any, place: str) -> Any:
    player = begin()
    player.view = with_problems(player.view, [Problem(code="AK201", message="m")])
    if place == "steps":
        player.view = with_steps(player.view, ["one"])
    elif place == "card":
        player.view = with_card(player.view, "t", ["one"])
    elif place == "book":
        one = BookChange(about="x", record="", pointer="", base="", was="", theirs="", note="", by="kim", targets=())
        player.view = with_book(player.view, [one, one])
    elif place == "conflicts":
        player.play("tab p")
        record = player.view.hand or ""
        found = Conflict(kind="value", record=record, pointer="/name", base="Kim", ours="Kim Y.", theirs="Kim Yoon")
        player.view = refreshed(player.view, with_conflicts(player.view.annotation, [found], by="analyst"))
        player.play("|")
    else:
        player.play(PLACES[place])
    assert where(player.view) == place
    return player


def test_every_place_is_tried() -> None:
    assert {binding.when for binding in KEYMAP} == {*PLACES, "anywhere"}


@pytest.mark.parametrize("binding", KEYMAP, ids=lambda binding: f"{binding.when}: {binding.name}")
def test_every_documented_key_acts(begin: Any, binding: Any) -> None:
    for name in binding.keys:
        player = at(begin, "article" if binding.when == "anywhere" else binding.when)
        player.play(EXAMPLES.get(name, name))
        assert not player.message.endswith(("? shows the keys.", "none of the keys asked for."))


@pytest.mark.parametrize("place", PLACES)
def test_every_acting_key_is_documented(begin: Any, place: str) -> None:
    documented = {name for binding in KEYMAP if binding.when in (place, "anywhere") for name in binding.keys}
    if place in ("walk", "card"):
        documented |= {name for binding in KEYMAP if binding.when == "article" for name in binding.keys}
    for key in KEYS:
        player = at(begin, place)
        before = player.view
        player.play(key)
        is_refused = player.message.endswith(("? shows the keys.", "none of the keys asked for."))
        if is_refused:
            assert key not in documented
            assert player.view.annotation is before.annotation
        else:
            assert key in documented or _classes(player, key) & documented, key


def _classes(player: Any, key: str) -> set[str]:
    letters = player.view.letters
    editing = {"space", "backspace", "delete", "left", "right", "home", "end"}
    found = {"<text>"} if len(key) == 1 or key in editing else set()
    found |= {"<type>"} if key in letters else {"<TYPE>", "<type>"} if key.lower() in letters else set()
    found |= {"<field>"} if len(key) == 1 and key.isalnum() else set()
    found |= {"<hint>"} if len(key) == 1 and key.isalpha() else set()
    return found | ({"<digit>"} if key.isdecimal() else set())


def test_every_binding_says_what_it_does() -> None:
    for binding in KEYMAP:
        assert binding.doc.endswith("."), binding
        assert binding.shown or not binding.keys
    names = [binding.name for binding in KEYMAP if binding.when == "article"]
    assert len(names) == len(set(names))


def test_no_key_has_two_meanings_in_one_place() -> None:
    keys = [(binding.when, key) for binding in KEYMAP for key in binding.keys]
    assert len(keys) == len(set(keys))


def test_the_letters_that_the_kit_keeps_are_those_that_the_schemas_leave_it(begin: Any) -> None:
    letters = {
        key for binding in KEYMAP if binding.when in ("article", "walk") for key in binding.keys if key.isalpha()
    }
    assert {key for key in letters if len(key) == 1 and key.islower()} == set(KEPT)
    assert not set(begin().view.letters) & set(KEPT)


def test_a_key_may_be_spelt_by_name_or_by_character(begin: Any) -> None:
    assert begin().play("slash").view.overlay == begin().play("/").view.overlay
    assert isinstance(begin().play("at").view.overlay, Asking)
    assert begin().play("tab tab tab o asterisk").message.startswith("2 more places")


def test_help_shows_the_keys_that_work_here_now(begin: Any) -> None:
    player = begin().play("?")
    assert isinstance(player.view.overlay, Help)
    rows = dict(player.view.overlay.rows)
    assert rows["Tab"] == "The next suggestion or candidate, whichever comes first."
    assert rows["*"] == "Every other place with these words becomes a mention too; one undo takes them all back."
    assert player.view.overlay.rows[0][1] == "The record types and their letters."
    assert "p official" in player.view.overlay.rows[0][0].split(", ")
    assert rows["Ctrl+C"]
    form = begin().play("tab p e")
    assert "Enter" in dict(help_rows(form.view))
    assert "a" in dict(help_rows(form.view))
    walk = begin().play("tab tab tab o &")
    assert {"y", "Tab"} <= dict(help_rows(walk.view)).keys()


def test_help_scrolls_closes_and_leads_to_the_tutor(begin: Any) -> None:
    player = begin().play("? down down up")
    assert player.view.overlay.top == 1
    assert player.play("q").view.overlay is None
    player.play("? ?")
    assert (player.view.overlay, player.requests) == (None, [ShowTutor()])
    assert isinstance(begin().play("tab p e ? q").view.overlay, FormView), "help closes onto what was there"


def test_commands_are_found_by_their_names(begin: Any) -> None:
    player = begin().play(":")
    assert isinstance(player.view.overlay, Commands)
    assert "tag" not in {row.label for row in player.view.overlay.rows}
    player.type("next para")
    assert [row.label for row in player.view.overlay.rows] == ["next paragraph"]
    assert player.play("enter").words == "Around"
    player.play(":").type("zzzz").play("enter")
    assert player.message == "No command fits what is typed."
    player.play("backspace left f5")
    assert player.view.overlay.query.cursor == 2
    assert player.play("escape").view.overlay is None
    assert player.play(": a backspace backspace").view.overlay is None
    player.play(": down down up")
    assert player.view.overlay.cursor == 1
    assert player.view.overlay.rows[1].label == "previous suggestion or candidate"
    before = player.view.selection.start
    assert player.play("enter").view.selection.start < before


def test_pasted_words_go_into_lines_of_text(begin: Any) -> None:
    player = begin().play("/").paste("Mikio Sasaki\n").play("enter")
    assert player.words == "Mikio Sasaki"
    assert begin().play(":").paste("undo").view.overlay.rows[0].label == "undo"
    assert begin().play("tab P").paste("zz").view.overlay.query.text == "zz"


# Repeating.


def test_the_last_act_is_repeated_elsewhere(begin: Any) -> None:
    player = begin().play("tab p").select("Mikio Sasaki").play(".")
    assert player.records["official"] == [{"name": "Kim Yoon"}, {"name": "Mikio Sasaki"}]
    assert begin().play(".").message == "There is nothing to repeat yet."


def test_a_fill_is_repeated_with_its_letters(begin: Any) -> None:
    player = begin().play("tab p").select("chief").play("enter r t").select("contract").play(".")
    assert [role["title"] for role in player.hand["roles"]] == ["chief", "contract"]
    player.select("Seoul").play("enter @ r t").select("glad").play(".")
    assert player.hand["roles"][-1] == {"title": "glad"}
    assert len(player.hand["roles"]) == 2


def test_asking_is_repeated_as_asking(begin: Any) -> None:
    player = begin().play("tab P enter").select("Mikio Sasaki").play(".")
    assert isinstance(player.view.overlay, Picker)


def test_removing_is_repeated(begin: Any) -> None:
    player = begin("Kim a. Kim b.").play("p * x").select("Kim", 1).play(".")
    assert player.view.annotation.spans == {}


# Precedence.


def test_a_walk_comes_before_a_search(begin: Any) -> None:
    player = begin("Kim a. Kim b. Kim c.").play("/").type("b").play("enter").select("Kim").play("p &")
    at_first = player.view.selection.start
    player.play("n")
    assert player.view.selection.start != at_first
    assert isinstance(player.view.overlay, Walk)
    player.play("n n")
    assert player.view.overlay is None


# Korean keys.


def test_jamo_mean_the_keys_that_they_sit_on(begin: Any) -> None:
    player = begin().play("tab ㅔ")
    assert player.records == {"official": [{"name": "Kim Yoon"}]}
    assert player.view.suggests_layout
    assert not player.play("l").view.suggests_layout


def test_a_whole_syllable_is_taken_apart_into_its_keys(begin: Any) -> None:
    # 히 is g and l: the records pane opens, and l means nothing there.
    player = begin().play("tab p 히")
    assert isinstance(player.view.overlay, RecordsPane)
    # ㅣ is l, and so is the second letter of 띠 after E, which means nothing.
    assert begin().play("띠").words == "Yoon"


def test_shifted_jamo_mean_shift(begin: Any) -> None:
    assert isinstance(begin().play("tab ㅖ").view.overlay, Picker)


def test_jamo_fill_and_answer(begin: Any) -> None:
    assert begin().play("tab p enter ㅜ").message == "Name: Kim Yoon — these words say so already."
    player = begin("Kim a. Kim b.").play("p & ㅛ")
    assert player.quotes() == ["Kim", "Kim"]


def test_lines_of_text_take_jamo_as_text(begin: Any) -> None:
    player = begin("김윤은 왔다. 김윤이 갔다.").play("/").type("김윤")
    assert isinstance(player.view.overlay, SearchPrompt)
    assert player.words == "김윤"
    assert begin().play('" ㅁ').view.overlay.buffer.text == "ㅁ"


def test_a_character_that_is_no_jamo_is_itself(begin: Any) -> None:
    assert begin().play("é").message == "é does nothing here; ? shows the keys."
    assert not begin().play("é").view.suggests_layout


# Names of keys.


@pytest.mark.parametrize(
    ("name", "character", "key"),
    [
        ("asterisk", "*", "*"),
        ("O", "O", "O"),
        ("upper_o", "O", "O"),
        ("space", " ", "space"),
        ("tab", "\t", "tab"),
        ("enter", "\r", "enter"),
        ("shift+right", None, "shift+right"),
        ("ㅁ", "ㅁ", "ㅁ"),
        ("em_dash", "—", "—"),
        ("plus", "+", "+"),
        ("+", "+", "+"),
        ("alt+a", "a", "alt+a"),
        ("circumflex_accent", None, "^"),
        ("backslash", None, "\\"),
    ],
)
def test_names_of_keys(name: str, character: str | None, key: str) -> None:
    assert key_of(name, character) == key


def test_all_overlays_are_places(begin: Any) -> None:
    kinds = {Asking, Card, Commands, Fill, FormView, Help, Hints, Picker, ProblemsList, Prompt, RecordsPane}
    kinds |= {BookList, ConflictsList, NotesList, SearchPrompt, StepsList, Walk}
    found = {type(at(begin, place).view.overlay) for place in PLACES if place != "article"}
    assert found == kinds


def test_a_view_is_never_changed_in_place(begin: Any) -> None:
    player = begin()
    before = player.view
    copy = attrs.evolve(before)
    player.play("tab p * enter n e down enter a enter")
    assert before == copy
