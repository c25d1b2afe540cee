"""The queue of articles: rows, a cursor, a filter; pure like the article's machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from annotate_kit.keys.buffer import Buffer
from annotate_kit.keys.naming import KeyRow, plain_key, shown_key
from annotate_kit.keys.requests import OpenArticle, Quit, Request, ShowGuidelines, ShowTutor, Suspend
from annotate_kit.text import jamo_keys

__all__ = [
    "ORDERS",
    "QUEUE_KEYMAP",
    "SHOWN",
    "Queue",
    "QueueBinding",
    "QueueRow",
    "QueueStep",
    "open_queue",
    "press_queue",
    "queue_chosen",
    "queue_resized",
    "queue_with",
    "queue_with_card",
]

ORDERS = ("article", "status", "updated", "words", "problems")
"""What `o` sorts by, one after the other."""

SHOWN = ("all", "open", "new", "in-work", "needs-review", "done")
"""What `s` leaves, one after the other; `open` is what is not done."""

_STATUSES = ("in-work", "needs-review", "new", "done")
"""Where work is left comes first."""


@attrs.frozen(kw_only=True)
class QueueRow:
    """One article of the queue; its words are not yet safe to print."""

    article: str
    title: str = ""
    words: int = 0
    spans: int = 0
    records: int = 0
    status: str = "new"
    updated: str = ""
    """In words, such as "today"."""
    updated_at: str = ""
    """ISO 8601, for sorting."""
    problems: int = 0
    annotators: tuple[str, ...] = ()
    assigned: tuple[str, ...] = ()
    """Who is to annotate it; nobody in particular where empty."""
    is_mine: bool = True
    """Whether the person is to annotate it, or has begun to."""
    bookmarks: int = 0
    """Of the person: places to come back to."""


@attrs.frozen(kw_only=True)
class Queue:
    """The queue as the person sees it."""

    all_rows: tuple[QueueRow, ...]
    rows: tuple[QueueRow, ...]
    """What the filter leaves, in order."""
    cursor: int = 0
    top: int = 0
    height: int = 20
    """Rows that the screen shows."""
    filter: Buffer = attrs.field(factory=Buffer)
    is_typing: bool = False
    """Whether keys go into the filter."""
    is_help: bool = False
    order: str = ORDERS[0]
    keymap: tuple[QueueBinding, ...] | None = attrs.field(default=None, eq=False, repr=False)
    """The person's own keys; None for the usual ones."""
    shown: str = SHOWN[0]
    is_mine: bool = True
    """Whether only articles show that are the person's."""
    card: tuple[str, ...] | None = None
    """Lines to read over the queue, not yet safe to print: the guidelines."""
    card_top: int = 0
    message: str = ""

    @property
    def own(self) -> tuple[QueueRow, ...]:
        """The articles that are counted: the person's, or all where all show."""
        return tuple(row for row in self.all_rows if row.is_mine or not self.is_mine)

    @property
    def done(self) -> int:
        """How many of them are done."""
        return sum(row.status == "done" for row in self.own)

    @property
    def problems(self) -> int:
        """Of all of them together."""
        return sum(row.problems for row in self.own)


@attrs.frozen(kw_only=True)
class QueueStep:
    """What a key came to."""

    queue: Queue
    requests: tuple[Request, ...] = ()


@attrs.frozen(kw_only=True)
class QueueBinding(KeyRow):
    """One row of the queue's key table."""

    act: Callable[[Queue, str], QueueStep]
    is_typing: bool = False
    """Whether it counts while the filter is typed, rather than outside it."""


def open_queue(rows: Sequence[QueueRow], height: int) -> Queue:
    """The queue as it opens: the cursor on the first article that is not done."""
    queue = _arranged(Queue(all_rows=tuple(rows), rows=(), height=height))
    first = next((n for n, row in enumerate(queue.rows) if row.status != "done"), 0)
    return _at(queue, first)


def queue_with(queue: Queue, rows: Sequence[QueueRow]) -> Queue:
    """The queue with new rows; the cursor stays on its article."""
    here = queue.rows[queue.cursor].article if queue.rows else ""
    queue = _arranged(attrs.evolve(queue, all_rows=tuple(rows)))
    return _at(queue, next((n for n, row in enumerate(queue.rows) if row.article == here), queue.cursor))


def queue_with_card(queue: Queue, lines: Sequence[str]) -> Queue:
    """The queue with lines to read over it."""
    return attrs.evolve(queue, card=tuple(lines), card_top=0)


def queue_resized(queue: Queue, height: int) -> Queue:
    """The queue on a screen that shows so many rows."""
    return _at(attrs.evolve(queue, height=height), queue.cursor)


def queue_chosen(queue: Queue, row: int) -> QueueStep:
    """A click on a row opens its article."""
    return press_queue(_at(queue, row), "enter")


def press_queue(queue: Queue, key: str) -> QueueStep:
    """What a key means in the queue."""
    key = plain_key(key)
    queue = attrs.evolve(queue, message="")
    if not queue.is_typing and len(key) == 1 and not key.isascii():
        key = jamo_keys(key)[:1]
    if queue.is_help:
        return QueueStep(queue=attrs.evolve(queue, is_help=False), requests=(ShowTutor(),) if key == "?" else ())
    if queue.card is not None and key != "ctrl+c":
        return QueueStep(queue=_read_on(queue, queue.card, key))
    table = _TABLE if queue.keymap is None else _table(queue.keymap)
    binding = table.get((queue.is_typing, key)) or (table[True, "<text>"] if queue.is_typing else None)
    if binding is None:
        return _said(queue, f"{shown_key(key)} does nothing here; ? shows the keys.")
    return binding.act(queue, key)


_SCROLLING = {"down": 1, "j": 1, "up": -1, "k": -1, "pagedown": 10, "pageup": -10}


def _read_on(queue: Queue, card: tuple[str, ...], key: str) -> Queue:
    """The card further down or up; any other key takes it away."""
    if key not in _SCROLLING:
        return attrs.evolve(queue, card=None)
    return attrs.evolve(queue, card_top=min(max(queue.card_top + _SCROLLING[key], 0), max(len(card) - 1, 0)))


def _said(queue: Queue, message: str) -> QueueStep:
    return QueueStep(queue=attrs.evolve(queue, message=message))


def _at(queue: Queue, cursor: int) -> Queue:
    """The queue with its cursor on a row, which is in sight."""
    height = max(queue.height, 1)
    cursor = min(max(cursor, 0), max(len(queue.rows) - 1, 0))
    top = min(max(queue.top, cursor - height + 1), cursor)
    return attrs.evolve(queue, cursor=cursor, top=max(min(top, len(queue.rows) - height), 0))


def _arranged(queue: Queue) -> Queue:
    words = queue.filter.text.casefold().split()
    rows = [row for row in queue.own if _has(row, words) and _is_shown(row, queue.shown)]
    rows.sort(key=lambda row: row.article)
    if queue.order == "status":
        rows.sort(key=lambda row: _STATUSES.index(row.status) if row.status in _STATUSES else 0)
    elif queue.order == "updated":
        rows.sort(key=lambda row: row.updated_at, reverse=True)
    elif queue.order == "words":
        rows.sort(key=lambda row: row.words)
    elif queue.order == "problems":
        rows.sort(key=lambda row: -row.problems)
    return attrs.evolve(queue, rows=tuple(rows))


def _has(row: QueueRow, words: Sequence[str]) -> bool:
    folded = " ".join((row.article, row.title, row.status, *row.annotators)).casefold()
    return all(word in folded for word in words)


def _is_shown(row: QueueRow, shown: str) -> bool:
    if shown == "open":
        return row.status != "done"
    return shown in ("all", row.status)


def down(queue: Queue, _key: str) -> QueueStep:
    """The article below."""
    return QueueStep(queue=_at(queue, queue.cursor + 1))


def up(queue: Queue, _key: str) -> QueueStep:
    """The article above."""
    return QueueStep(queue=_at(queue, queue.cursor - 1))


def page_down(queue: Queue, _key: str) -> QueueStep:
    """A screen further down."""
    return QueueStep(queue=_at(queue, queue.cursor + max(queue.height - 1, 1)))


def page_up(queue: Queue, _key: str) -> QueueStep:
    """A screen further up."""
    return QueueStep(queue=_at(queue, queue.cursor - max(queue.height - 1, 1)))


def first(queue: Queue, _key: str) -> QueueStep:
    """The first article."""
    return QueueStep(queue=_at(queue, 0))


def last(queue: Queue, _key: str) -> QueueStep:
    """The last article."""
    return QueueStep(queue=_at(queue, len(queue.rows) - 1))


def open_article(queue: Queue, _key: str) -> QueueStep:
    """The article under the cursor opens."""
    if not queue.rows:
        return _said(queue, "No article fits the filter." if queue.all_rows else "There is no article yet.")
    opened = attrs.evolve(queue, is_typing=False)
    return QueueStep(queue=opened, requests=(OpenArticle(queue.rows[queue.cursor].article),))


def next_open(queue: Queue, _key: str) -> QueueStep:
    """The next article that is not done."""
    order = [*range(queue.cursor + 1, len(queue.rows)), *range(min(queue.cursor + 1, len(queue.rows)))]
    found = next((n for n in order if queue.rows[n].status != "done"), None)
    return _said(queue, "Every article here is done.") if found is None else QueueStep(queue=_at(queue, found))


def begin_filter(queue: Queue, _key: str) -> QueueStep:
    """Typed words leave the articles that hold them."""
    return QueueStep(queue=attrs.evolve(queue, is_typing=True))


def type_filter(queue: Queue, key: str) -> QueueStep:
    """The filter changes."""
    if key == "backspace" and not queue.filter.text:
        return end_filter(queue, key)
    return QueueStep(queue=_at(_arranged(attrs.evolve(queue, filter=queue.filter.typed(key))), 0))


def end_filter(queue: Queue, key: str) -> QueueStep:
    """The filter stays, and letters are commands again; `Esc` drops it."""
    filter_now = Buffer() if key == "escape" else queue.filter
    return QueueStep(queue=_at(_arranged(attrs.evolve(queue, filter=filter_now, is_typing=False)), queue.cursor))


def next_order(queue: Queue, _key: str) -> QueueStep:
    """The next order: by article, status, last change, words, problems."""
    order = ORDERS[(ORDERS.index(queue.order) + 1) % len(ORDERS)]
    here = queue.rows[queue.cursor].article if queue.rows else ""
    return _said(_kept(attrs.evolve(queue, order=order), here), f"by {order}")


def _kept(queue: Queue, here: str) -> Queue:
    """The queue arranged anew, the cursor on an article if it still shows."""
    queue = _arranged(queue)
    return _at(queue, next((n for n, row in enumerate(queue.rows) if row.article == here), 0))


def next_shown(queue: Queue, _key: str) -> QueueStep:
    """Only what is open, new, in work, to be reviewed, done; all again."""
    shown = SHOWN[(SHOWN.index(queue.shown) + 1) % len(SHOWN)]
    here = queue.rows[queue.cursor].article if queue.rows else ""
    queue = _kept(attrs.evolve(queue, shown=shown), here)
    return _said(queue, "all articles" if shown == "all" else f"only what is {shown.replace('-', ' ')}")


def mine_or_all(queue: Queue, _key: str) -> QueueStep:
    """Only the articles that are yours, or all."""
    here = queue.rows[queue.cursor].article if queue.rows else ""
    queue = _kept(attrs.evolve(queue, is_mine=not queue.is_mine), here)
    return _said(queue, "only your articles" if queue.is_mine else "the articles of all annotators")


def next_marked(queue: Queue, _key: str) -> QueueStep:
    """The next article with a bookmark of yours."""
    order = [*range(queue.cursor + 1, len(queue.rows)), *range(min(queue.cursor + 1, len(queue.rows)))]
    found = next((n for n in order if queue.rows[n].bookmarks), None)
    return _said(queue, "No article here has a bookmark.") if found is None else QueueStep(queue=_at(queue, found))


def guidelines(queue: Queue, _key: str) -> QueueStep:
    """The project's guidelines."""
    return QueueStep(queue=queue, requests=(ShowGuidelines(),))


def leave(queue: Queue, _key: str) -> QueueStep:
    """The program ends."""
    return QueueStep(queue=queue, requests=(Quit(),))


def suspend(queue: Queue, _key: str) -> QueueStep:
    """The program stops until the shell brings it back."""
    return QueueStep(queue=queue, requests=(Suspend(),))


def show_help(queue: Queue, _key: str) -> QueueStep:
    """The keys of the queue; `? ?` the ten-minute tutor."""
    return QueueStep(queue=attrs.evolve(queue, is_help=True))


def _row(keys: str, name: str, act: Callable[[Queue, str], QueueStep], spelt: str = "") -> QueueBinding:
    return QueueBinding(keys=tuple(keys.split()), name=name, act=act, spelt=spelt)


def _typed(keys: str, name: str, act: Callable[[Queue, str], QueueStep], spelt: str = "") -> QueueBinding:
    return QueueBinding(keys=tuple(keys.split()), name=name, act=act, is_typing=True, spelt=spelt)


QUEUE_KEYMAP = (
    _row("down j", "article below", down),
    _row("up k", "article above", up),
    _row("pagedown", "page down", page_down),
    _row("pageup", "page up", page_up),
    _row("home", "first article", first),
    _row("end", "last article", last),
    _row("enter", "open", open_article),
    _row("n", "next that is not done", next_open),
    _row("/", "filter", begin_filter),
    _row("o", "order", next_order),
    _row("s", "status", next_shown),
    _row("m", "yours or all", mine_or_all),
    _row("'", "next with a bookmark", next_marked),
    _row("g # f1", "guidelines", guidelines),
    _row("q ctrl+c", "leave", leave),
    _row("ctrl+z", "stop until the shell calls", suspend),
    _row("?", "help", show_help),
    _typed("down", "article below", down),
    _typed("up", "article above", up),
    _typed("enter", "open", open_article),
    _typed("tab escape", "end the filter", end_filter),
    _typed("ctrl+c", "leave", leave),
    _typed("<text>", "filter", type_filter, "typing"),
)
"""Everything that keys do in the queue: dispatch and help are drawn from it."""


def _table(keymap: Sequence[QueueBinding]) -> dict[tuple[bool, str], QueueBinding]:
    return {(binding.is_typing, key): binding for binding in keymap for key in binding.keys}


_TABLE = _table(QUEUE_KEYMAP)
