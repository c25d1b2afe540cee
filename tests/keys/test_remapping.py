from __future__ import annotations

from typing import Any

import attrs
import pytest

from annotate_kit.keys import (
    KEYMAP,
    QUEUE_KEYMAP,
    QueueRow,
    help_rows,
    key_for,
    name_for,
    open_queue,
    press_queue,
    remapped,
)


def test_the_usual_keys_clash_nowhere() -> None:
    found = remapped({})
    assert found.problems == ()
    assert tuple(found.keymap.bindings) == KEYMAP
    assert found.queue == QUEUE_KEYMAP


def test_other_keys_act_and_help_shows_them(begin: Any) -> None:
    player = begin()
    keymap = remapped({"article": {"next word": "right ctrl+n", "undo": "f5"}}).keymap
    player.view = attrs.evolve(player.view, keymap=keymap)
    assert player.play("ctrl+n").words == "Yoon"
    assert player.play("u").message == "u does nothing here; ? shows the keys."
    rows = dict(help_rows(player.view))
    assert "→ ctrl+n" in rows
    assert "f5" in rows
    assert key_for(player.view, "article", "undo") == "f5"
    assert key_for(player.view, "article", "copy the words") == ""
    assert (name_for(player.view, "f5"), name_for(player.view, "u")) == ("undo", "")
    assert player.play(":").type("next word").play("enter").words == "chief"


def test_the_digits_stay_beside_another_key() -> None:
    keymap = remapped({"form": {"jump to the words": "t"}}).keymap
    assert {"t", "<digit>"} <= {key for place, key in keymap.table if place == "form"}


def test_the_queue_has_its_own() -> None:
    queue = attrs.evolve(open_queue([QueueRow(article="a"), QueueRow(article="b")], 5))
    queue = attrs.evolve(queue, keymap=remapped({"queue": {"article below": "z"}}).queue)
    assert press_queue(queue, "z").queue.cursor == 1
    assert press_queue(queue, "j").queue.cursor == 0
    assert press_queue(press_queue(queue, "/").queue, "z").queue.filter.text == "z"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"artcle": {}}, "Did you mean 'article'?"),
        ({"xyzzy": {}}, "there is no such place"),
        ({"article": {"next wrd": "z"}}, "Did you mean 'next word'?"),
        ({"article": {"qqqq": "z"}}, "The names stand under :"),
        ({"article": {"tag": "z"}}, "no key of its own"),
        ({"article": {"undo": "Strg-z"}}, "'strg-z' is no key"),
        ({"field": {"take": "t"}}, "t is text there"),
        ({"article": {"undo": "n"}}, "n would be 'next hit' and 'undo'"),
        ({"article": {"undo": "o"}}, "o would be 'record type organization' and 'undo'"),
        ({"queue": {"open": "j"}}, "j would be 'article below' and 'open'"),
    ],
)
def test_what_cannot_be_meant_is_one_clear_problem(wanted: dict[str, dict[str, str]], said: str) -> None:
    problems = remapped(wanted, {"o": "organization"}).problems
    assert len(problems) == 1
    assert said in problems[0]
    assert problems[0].startswith("[keymap")


def test_a_swap_is_no_clash() -> None:
    wanted = {"article": {"undo": "r", "hold another record": "u"}}
    assert remapped(wanted).problems == ()
