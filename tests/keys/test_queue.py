from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate_kit.keys import (
    QUEUE_KEYMAP,
    OpenArticle,
    Queue,
    QueueRow,
    Quit,
    ShowGuidelines,
    ShowTutor,
    Suspend,
    open_queue,
    press_queue,
    queue_chosen,
    queue_resized,
    queue_with,
    queue_with_card,
)

ROWS = [
    QueueRow(article="samyang", title="Samyang signs", status="done", updated_at="2024-11-20", words=9),
    QueueRow(article="expo", title="Expo vote", status="new", words=4, problems=2, annotators=("mina",)),
    QueueRow(article="forum", title="포럼", status="in-work", updated_at="2024-11-21", words=5, problems=1),
    QueueRow(article="zinc", title="Zinc", status="needs-review", updated_at="2024-11-19", problems=0),
]


def play(queue: Queue, keys: str) -> tuple[Queue, list[Any]]:
    requests: list[Any] = []
    for key in keys.split():
        step = press_queue(queue, key)
        queue = step.queue
        requests += step.requests
    return queue, requests


def here(queue: Queue) -> str:
    return queue.rows[queue.cursor].article


@pytest.fixture
def queue() -> Queue:
    return open_queue(ROWS, 10)


def test_the_cursor_begins_where_work_is_left(queue: Queue) -> None:
    assert [row.article for row in queue.rows] == ["expo", "forum", "samyang", "zinc"]
    assert here(queue) == "expo"
    assert here(open_queue(ROWS[:1], 10)) == "samyang"
    assert (queue.done, queue.problems) == (1, 3)


@pytest.mark.parametrize(
    ("keys", "article"),
    [
        ("down", "forum"),
        ("j j k", "forum"),
        ("end", "zinc"),
        ("end home", "expo"),
        ("pagedown", "zinc"),
        ("end pageup", "expo"),
        ("up", "expo"),
        ("n", "forum"),
        ("n n", "zinc"),
        ("n n n", "expo"),
        ("ㅓ", "forum"),
    ],
)
def test_moving(queue: Queue, keys: str, article: str) -> None:
    assert here(play(queue, keys)[0]) == article


def test_enter_opens_the_article(queue: Queue) -> None:
    assert play(queue, "down enter")[1] == [OpenArticle("forum")]
    assert queue_chosen(queue, 3).requests == (OpenArticle("zinc"),)


@pytest.mark.parametrize(
    ("key", "request_"), [("q", Quit()), ("ctrl+c", Quit()), ("ctrl+z", Suspend()), ("g", ShowGuidelines())]
)
def test_leaving_and_reading(queue: Queue, key: str, request_: object) -> None:
    assert play(queue, key)[1] == [request_]


def test_typed_words_filter_by_title_status_and_annotator(queue: Queue) -> None:
    assert [row.article for row in play(queue, "/ s i g n s")[0].rows] == ["samyang"]
    assert [row.article for row in play(queue, "/ m i n a")[0].rows] == ["expo"]
    assert [row.article for row in play(queue, "/ 포")[0].rows] == ["forum"]
    typed, _ = play(queue, "/ n e e d s")
    assert (here(typed), typed.is_typing) == ("zinc", True)
    ended, _ = play(typed, "tab")
    assert [row.article for row in ended.rows] == ["zinc"]
    assert not ended.is_typing
    dropped, _ = play(typed, "escape")
    assert len(dropped.rows) == 4
    assert play(typed, "enter")[1] == [OpenArticle("zinc")]
    assert play(typed, "f5")[0].filter.text == "needs"


def test_a_filter_that_nothing_fits(queue: Queue) -> None:
    empty, requests = play(queue, "/ q q q enter")
    assert (empty.message, requests) == ("No article fits the filter.", [])
    assert play(queue, "/ q backspace backspace")[0].is_typing is False
    assert play(open_queue([], 5), "enter")[0].message == "There is no article yet."
    assert play(open_queue([], 5), "n")[0].message == "Every article here is done."
    assert play(open_queue([], 5), "o")[0].message == "by status"


def test_the_arrows_work_while_typing(queue: Queue) -> None:
    assert here(play(queue, "/ down down up")[0]) == "forum"


def test_orders(queue: Queue) -> None:
    by_status, _ = play(queue, "o")
    assert [row.status for row in by_status.rows] == ["in-work", "needs-review", "new", "done"]
    assert here(by_status) == "expo", "the cursor stays on its article"
    assert [row.article for row in play(queue, "o o")[0].rows] == ["forum", "samyang", "zinc", "expo"]
    assert [row.article for row in play(queue, "o o o")[0].rows] == ["zinc", "expo", "forum", "samyang"]
    assert [row.article for row in play(queue, "o o o o")[0].rows] == ["expo", "forum", "samyang", "zinc"]
    assert play(queue, "o o o o o")[0].message == "by article"
    odd = open_queue([*ROWS, QueueRow(article="odd", status="lost")], 5)
    assert play(odd, "o")[0].rows[0].article in ("forum", "odd")


def test_only_one_status(queue: Queue) -> None:
    assert [row.article for row in play(queue, "s")[0].rows] == ["expo", "forum", "zinc"]
    assert play(queue, "s")[0].message == "only what is open"
    assert [row.article for row in play(queue, "s s s")[0].rows] == ["forum"]
    assert play(queue, "s s s s")[0].message == "only what is needs review"
    assert play(queue, "s s s s s s")[0].message == "all articles"


def test_only_the_articles_that_are_mine_until_all_are_asked_for() -> None:
    others = QueueRow(article="theirs", is_mine=False, status="done", problems=3)
    queue = open_queue([*ROWS, others], 10)
    assert "theirs" not in [row.article for row in queue.rows]
    assert (queue.done, queue.problems) == (1, 3)
    shown, _ = play(queue, "m")
    assert "theirs" in [row.article for row in shown.rows]
    assert (shown.done, shown.problems) == (2, 6)
    assert shown.message == "the articles of all annotators"
    assert play(shown, "m")[0].message == "only your articles"
    assert play(open_queue([others], 10), "m m s o")[0].rows == ()


def test_the_next_article_with_a_bookmark(queue: Queue) -> None:
    assert play(queue, "'")[0].message == "No article here has a bookmark."
    marked = queue_with(queue, [attrs.evolve(row, bookmarks=int(row.article == "samyang")) for row in ROWS])
    assert here(play(marked, "'")[0]) == "samyang"
    assert here(play(marked, "' '")[0]) == "samyang"


def test_a_card_is_read_and_taken_away(queue: Queue) -> None:
    read = queue_with_card(queue, ["one", "two"])
    assert play(read, "down")[0].card_top == 1
    assert play(read, "pagedown j")[0].card_top == 1
    assert play(read, "j up")[0].card_top == 0
    assert play(read, "q") == (queue, [])
    assert play(read, "ctrl+c")[1] == [Quit()]


def test_help_is_closed_by_any_key(queue: Queue) -> None:
    helped, _ = play(queue, "?")
    assert helped.is_help
    assert play(helped, "x") == (queue, [])
    assert play(helped, "?")[1] == [ShowTutor()]


def test_an_unknown_key_is_said(queue: Queue) -> None:
    assert play(queue, "y")[0].message == "y does nothing here; ? shows the keys."
    assert play(queue, "y down")[0].message == ""


def test_new_rows_keep_the_cursor_on_its_article(queue: Queue) -> None:
    moved, _ = play(queue, "end")
    assert here(queue_with(moved, [QueueRow(article="aaa"), *ROWS])) == "zinc"
    assert here(queue_with(moved, ROWS[:2])) == "samyang"
    assert queue_with(open_queue([], 5), ROWS).cursor == 0


def test_the_cursor_is_in_sight() -> None:
    long = open_queue([QueueRow(article=f"a{n:03}") for n in range(100)], 10)
    down, _ = play(long, "end")
    assert down.top == 90
    assert queue_resized(down, 3).top == 97
    assert queue_resized(down, 0).cursor == 99


def test_every_key_says_what_it_does() -> None:
    for binding in QUEUE_KEYMAP:
        assert binding.doc.endswith(".")
        assert binding.shown
    keys = [(binding.is_typing, key) for binding in QUEUE_KEYMAP for key in binding.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("binding", QUEUE_KEYMAP, ids=lambda binding: binding.name)
def test_every_documented_key_acts(queue: Queue, binding: Any) -> None:
    for key in binding.keys:
        start = play(queue, "/")[0] if binding.is_typing else queue
        step = press_queue(start, "e" if key == "<text>" else key)
        assert not step.queue.message.endswith("? shows the keys.")


def test_every_acting_key_is_documented(queue: Queue) -> None:
    documented = {key for binding in QUEUE_KEYMAP if not binding.is_typing for key in binding.keys}
    for code in range(0x21, 0x7F):
        step = press_queue(queue, chr(code))
        assert step.queue.message.endswith("? shows the keys.") != (chr(code) in documented)


@settings(deadline=None, max_examples=200)
@given(
    keys=st.lists(
        st.sampled_from(
            [*"abcjkqnog/?ㅓ김", "up", "down", "enter", "escape", "backspace", "home", "end", "pagedown", "tab"]
        ),
        max_size=40,
    ),
    count=st.integers(0, 5),
    height=st.integers(0, 4),
)
def test_any_keys_keep_the_cursor_on_a_row_in_sight(keys: list[str], count: int, height: int) -> None:
    queue = open_queue((ROWS * 2)[:count], height)
    for key in keys:
        queue = press_queue(queue, key).queue
        assert 0 <= queue.cursor < max(len(queue.rows), 1)
        assert queue.top <= queue.cursor < queue.top + max(height, 1) or not queue.rows
