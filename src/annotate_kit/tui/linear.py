"""The app for a screen reader: no picture, no frames. Every key is answered by lines that say what has changed.

The workbench is the same, and so is every key; what lies over the article is read out of the lines that are drawn.
"""

from __future__ import annotations

import codecs
import os
import select
import sys
from collections.abc import Callable, Iterator, Sequence
from queue import SimpleQueue
from typing import TYPE_CHECKING

import attrs

from annotate_kit import keys
from annotate_kit.core.counting import counted
from annotate_kit.keys import SearchPrompt, View
from annotate_kit.text import display, shown_name
from annotate_kit.tui.desk import Desk
from annotate_kit.tui.effects import Browse, Copy, Edit, Effect, Leave, Suspend
from annotate_kit.tui.grid import Line, text_of
from annotate_kit.tui.hall import STATUS_WORDS, Hall
from annotate_kit.tui.outside import clipboard_sequence
from annotate_kit.tui.overlays import overlay_box
from annotate_kit.tui.workbench import Workbench

if TYPE_CHECKING:
    from annotate_kit.core import Ids
    from annotate_kit.tui.advising import Packages
    from annotate_kit.workflow.project import Project
    from annotate_kit.workflow.session import SaveState

__all__ = ["Reader", "run_linear", "spoken"]

_SIZE = (100, 400)
"""Of the page that is read from, in cells: so high that lists are on it as a whole."""

_REST = 5
"""Tenths of a second without a key after which problems are looked for."""

_FRAME = "┌┐└┘├┤│─ "


@attrs.frozen(kw_only=True)
class Spoken:
    """What lies over the article, as lines without frames."""

    title: str = ""
    rows: tuple[str, ...] = ()
    chosen: str = ""
    """The row under the cursor."""
    typed: str = ""
    """The row that is being typed in."""


def spoken(view: View) -> Spoken:
    """What lies over the article, in words; empty where nothing does."""
    box = overlay_box(view, _SIZE)
    if box is None:
        return Spoken()
    words = [text_of(line).strip(_FRAME) for line in box.lines]
    chosen = (words[n] for n, line in enumerate(box.lines) if _has(line, "chosen"))
    typed = (words[n] for n, line in enumerate(box.lines) if _has(line, "reverse"))
    return Spoken(
        title=words[0],
        rows=tuple(row for row in words[1:-1] if row),
        chosen=next(chosen, "").lstrip("▸ "),
        typed=next(typed, ""),
    )


def _has(line: Line, style: str) -> bool:
    return any(style in words.split() for _, words in line)


class Reader:
    """A workbench whose changes are told as lines."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self._said: tuple[Desk | Hall | None, View | None, Spoken] = (None, None, Spoken())

    def open(self) -> Iterator[str]:
        """Open what is to be opened, and say what it is."""
        while self.bench.is_opening:
            for _ in self.bench.loading():
                pass
            self.rest()
        yield from self.changes()

    def rest(self) -> None:
        """Nobody has typed for a moment: look for problems and suggestions, and put what is open into its file."""
        for work in (self.bench.check(), self.bench.think()):
            if work is not None:
                work()()
        self.bench.fold()

    def press(self, key: str) -> tuple[Effect, ...]:
        """One key; `changes` says what came of it."""
        effects = self.bench.press(key)
        # A number that grows while it is read out tells nobody anything.
        while self.bench.search_further():
            pass
        return effects

    def changes(self) -> Iterator[str]:
        """What has changed since the last time, line by line, safe to print."""
        for line in self._changes():
            for piece in line.splitlines():
                yield display(piece)

    def _changes(self) -> Iterator[str]:
        desk, hall = self.bench.desk, self.bench.hall
        before_desk, before, before_spoken = self._said
        if desk is not None:
            now = spoken(desk.view)
            if desk is not before_desk:
                yield from _opened(desk)
                before, before_spoken = None, Spoken()
            self._said = (desk, desk.view, now)
            yield from _told(before, desk.view, before_spoken, now)
        elif hall is not None:
            yield from _queue_lines(hall, is_new=hall is not before_desk)
            self._said = (hall, None, Spoken())


def _opened(desk: Desk) -> Iterator[str]:
    standing = desk.standing
    words = len(desk.view.index.words)
    spans, records = len(desk.view.annotation.spans), len(desk.view.annotation.records)
    yield f"Article {standing.article}, {standing.number} of {standing.count}. {desk.view.article.title}."
    there = ", ".join((counted(words, "word"), counted(spans, "span"), counted(records, "record")))
    status = desk.view.annotation.status
    yield f"{there}, {STATUS_WORDS.get(status, status)}. ? tells the keys."


def _queue_lines(hall: Hall, *, is_new: bool) -> Iterator[str]:
    queue = hall.queue
    if is_new:
        yield f"Queue: {counted(len(queue.rows), 'article')}, {queue.done} done."
    if queue.is_help:
        yield from (f"{one.shown}: {one.doc}" for one in keys.QUEUE_KEYMAP if not one.is_typing)
    elif queue.card is not None:
        yield from queue.card[queue.card_top :]
    else:
        if queue.message:
            yield queue.message
        if queue.is_typing:
            yield f"Filter: {queue.filter.text}. {counted(len(queue.rows), 'article')}."
        if queue.rows:
            row = queue.rows[queue.cursor]
            counts = (counted(row.words, "word"), counted(row.records, "record"), counted(row.problems, "problem"))
            name = shown_name(row.article, row.title)
            status = STATUS_WORDS.get(row.status, row.status)
            yield f"{name}, {status}, {', '.join(counts)}. {queue.cursor + 1} of {len(queue.rows)}."


def _told(before: View | None, view: View, before_spoken: Spoken, now: Spoken) -> Iterator[str]:
    """What a key changed: a message, what lies over the article, the words that are selected."""
    if view.message and (before is None or view is not before):
        yield view.message
    if isinstance(view.overlay, SearchPrompt):
        hits = keys.how_many(view.search) if view.search is not None else counted(0, "hit")
        yield f"Search: {view.overlay.buffer.text}. {view.overlay.error or hits}."
    else:
        yield from _over(before_spoken, now)
    if view.overlay is None and before_spoken.title:
        yield "Back in the article."
    if before is None or view.selection != before.selection:
        yield from _selected(before, view)


def _over(before: Spoken, now: Spoken) -> Iterator[str]:
    """What lies over the article: all of it when it comes, then what changes in it."""
    is_new = now.title != before.title
    if is_new and now.title:
        yield f"{now.title}. {len(now.rows)} lines."
    if now.typed and (is_new or now.typed != before.typed):
        yield now.typed
    if now.chosen and (is_new or now.chosen != before.chosen):
        yield now.chosen
    if not (now.typed or now.chosen) and now.rows != before.rows:
        yield from now.rows


def _selected(before: View | None, view: View) -> Iterator[str]:
    row = view.layout.row_of(view.selection.start)
    if before is None or before.layout.row_of(before.selection.start) != row:
        here = view.layout.row(row)
        yield f"Line {row + 1}: {view.text[here.start : here.end].strip()}"
    named = [
        f"{keys.title_of(view.catalog, view.annotation.records[record].type)} {keys.name_of(view, record)}"
        for span in view.lens.spans_between(view.selection.start, view.selection.end)
        for record in view.lens.mentions_of(span.id)
    ]
    more = f" {_places(view.offer)}: * tags them." if view.offer is not None else ""
    is_about = f" {', '.join(dict.fromkeys(named))}." if named else ""
    note = keys.note_here(view)
    comment = f" Comment: {note.text}." if note is not None else ""
    meant = ", ".join(f"{meaning.key} {meaning.words}" for meaning in keys.meanings(view))
    fills = f" Fills: {meant}." if meant else ""
    yield f'"{view.words}".{is_about}{more}{comment}{fills}'
    found = keys.current(view)
    if found is not None:
        yield f"Suggested: {keys.told(view, found)}. y accepts, x rejects."


def _places(offer: keys.Offer) -> str:
    count = len(offer.places)
    return f"{count}{'+' if offer.has_more else ''} more {'place' if count == 1 else 'places'}"


def run_linear(  # pragma: no cover  # needs a terminal: tests/terminal
    project: Project,
    *,
    article_id: str | None,
    annotator: str,
    clock: Callable[[], float],
    ids: Ids,
    suggesting: Packages | None = None,
) -> int:
    """The app, line by line, on the terminal; returns the exit code when the person leaves.

    Raises:
        AccessError: where the work could not be put into its file at the end; it is in the journal.
    """
    import termios  # noqa: PLC0415  # only where there is a terminal
    import tty  # noqa: PLC0415  # the same

    from annotate_kit.tui.run import check_keymap  # noqa: PLC0415  # the same

    check_keymap(project)
    bench = Workbench(
        project,
        article_id=article_id,
        annotator=annotator,
        clock=clock,
        ids=ids,
        size=(100, 30),
        suggesting=suggesting,
    )
    news: SimpleQueue[tuple[Desk, SaveState]] = SimpleQueue()
    bench.on_state = lambda desk, state: news.put((desk, state))
    reader = Reader(bench)
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setraw(descriptor)
        code = _loop(reader, descriptor, news)
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        bench.close()
    if bench.trouble is not None:
        raise bench.trouble
    return code


def _loop(  # pragma: no cover  # needs a terminal: tests/terminal
    reader: Reader, descriptor: int, news: SimpleQueue[tuple[Desk, SaveState]]
) -> int:
    from textual import events  # noqa: PLC0415  # only where keys are read
    from textual._xterm_parser import XTermParser  # noqa: PLC0415  # it knows what every terminal sends

    parser, decoder = XTermParser(), codecs.getincrementaldecoder("utf-8")("replace")
    _say(reader.open())
    quiet = 0
    while True:
        is_key = bool(select.select([descriptor], [], [], 0.1)[0])
        while not news.empty():
            desk, state = news.get()
            desk.saved(state)
        read = os.read(descriptor, 4096) if is_key else b""
        if is_key and not read:
            return 129
        # Esc alone is known to be a key once nothing has followed it.
        found = [*parser.feed(decoder.decode(read))] if read else [*parser.tick()]
        for event in found:
            if not isinstance(event, events.Key):
                continue
            for effect in reader.press(keys.key_of(event.key, event.character)):
                code = _do(reader, effect)
                if code is not None:
                    return code
            _say(reader.open())
            quiet = 0
        quiet += 1
        if quiet == _REST:
            reader.rest()
        _say(reader.changes())


def _do(reader: Reader, effect: Effect) -> int | None:  # pragma: no cover  # needs a terminal: tests/terminal
    match effect:
        case Leave():
            return effect.code
        case Copy():
            sys.stdout.write(clipboard_sequence(effect.text) or "")
        case Edit():
            reader.bench.open_json(effect)
        case Browse():
            import webbrowser  # noqa: PLC0415  # rarely wanted

            webbrowser.open(effect.url)
        case Suspend():
            reader.bench.say("Suspending is for the picture; leave with q.")
    return None


def _say(lines: Iterator[str] | Sequence[str]) -> None:  # pragma: no cover  # needs a terminal: tests/terminal
    for line in lines:
        sys.stdout.write(f"{line}\r\n")
    sys.stdout.flush()
