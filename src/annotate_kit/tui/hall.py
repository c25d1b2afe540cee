"""The queue of articles: read while the person looks at it, drawn as lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import attrs

from annotate_kit import keys
from annotate_kit.core.counting import counted
from annotate_kit.keys import Queue, QueueRow, Request
from annotate_kit.store.paths import annotation_path
from annotate_kit.text import cell_width, shown_name
from annotate_kit.tui.boxes import buffer_runs, lay, make_box, padded, wrapped
from annotate_kit.tui.desk import Check
from annotate_kit.tui.grid import Line, Run, blank, fill, put, width_of
from annotate_kit.workflow.looking import problems_now, problems_on_disk
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.queueing import Forecast, QueueEntry, Worked, forecast, queue_entry, worked

__all__ = ["STATUS_WORDS", "Hall"]

_ABOVE = 2
"""Lines above the first article."""

_AROUND = 4
"""Lines of the screen that show no article."""

_BAR = 27
"""Cells of the progress bar."""

_MOST_AT_ONCE = 512
"""Articles that are read before the list is made anew."""

_WIDE = 100
"""Columns from which problems have a column of their own."""

_KEYS = 18
"""Cells of the keys in help."""

STATUS_WORDS = {"in-work": "in work", "needs-review": "needs review"}
"""What people call a status, where it is not its name."""


class Hall:
    """The queue's screen."""

    def __init__(
        self,
        project: Project,
        annotator: str,
        *,
        size: tuple[int, int],
        here: str | None,
        message: str,
        clock: Callable[[], float],
    ) -> None:
        self._project = project
        self._annotator = annotator
        self._clock = clock
        self._entries: dict[str, QueueEntry] = {}
        self._forecast: Forecast | None = None
        self._width, self._height = size
        self._is_read = self._is_checked = False
        rows = [QueueRow(article=id_, status="…") for id_ in project.article_ids]
        queue = keys.open_queue(rows, self._height - _AROUND)
        cursor = next((n for n, row in enumerate(queue.rows) if row.article == here), queue.cursor)
        self.queue: Queue = keys.queue_resized(attrs.evolve(queue, cursor=cursor, message=message), queue.height)

    def loading(self) -> Iterator[Callable[[], object] | None]:
        """Read one article after the other, and show them in growing lots: a list of ten thousand is not free."""
        ids, read = self._project.article_ids, dict[str, QueueRow]()
        lot = 1
        for number, id_ in enumerate(ids, 1):
            read[id_] = self._row(id_)
            if len(read) == lot or number == len(ids):
                rows = [read.get(old.article, old) for old in self.queue.all_rows]
                self.queue = keys.queue_with(self.queue, rows)
                lot, read = min(2 * lot, _MOST_AT_ONCE), {}
            yield None
        self._is_read = True

    def _row(self, id_: str) -> QueueRow:
        entry = self._entries[id_] = queue_entry(self._project, id_, self._annotator)
        return QueueRow(
            article=id_,
            title=entry.title,
            words=entry.words,
            spans=entry.spans,
            records=entry.records,
            status=entry.status,
            annotators=entry.annotators,
            assigned=entry.assigned,
            is_mine=entry.is_for(self._annotator),
            bookmarks=entry.bookmarks,
        )

    def check(self) -> Check | None:
        """How to look for the problems and the times of every article, once all have been read."""
        if self._is_checked or not self._is_read:
            return None
        return partial(self._look, tuple(self._entries.values()))

    def _look(self, entries: Sequence[QueueEntry]) -> Callable[[], None]:
        counts: dict[str, int] = {}
        times: dict[str, Worked] = {}
        for entry in entries:
            id_ = entry.article
            times[id_] = worked(self._project.store, id_, self._annotator)
            path = annotation_path(id_, self._annotator)
            annotation = self._project.annotation(id_, self._annotator) if entry.records else None
            if entry.status == "damaged":
                counts[id_] = len(problems_on_disk(self._project, path))
            elif annotation is not None:
                article, text = self._project.article(id_), self._project.text(id_)
                counts[id_] = len(problems_now(self._project, article, text, annotation, path))
        return partial(self._checked, counts, times)

    def _checked(self, counts: Mapping[str, int], times: Mapping[str, Worked]) -> None:
        rows = [self._timed(row, counts.get(row.article, 0), times[row.article]) for row in self.queue.all_rows]
        self.queue = keys.queue_with(self.queue, rows)
        mine = [entry for entry in self._entries.values() if entry.is_for(self._annotator)]
        self._forecast = forecast(mine, times)
        self._is_checked = True

    def _timed(self, row: QueueRow, problems: int, times: Worked) -> QueueRow:
        when = "" if times.last is None else _day(times.last, self._clock())
        at = "" if times.last is None else dt.datetime.fromtimestamp(times.last, dt.UTC).isoformat()
        return attrs.evolve(row, problems=problems, updated=when, updated_at=at)

    # What the person does.

    def press(self, key: str) -> tuple[Request, ...]:
        """One key."""
        return self._take(keys.press_queue(self.queue, key))

    def click(self, y: int) -> tuple[Request, ...]:
        """A click on a line of the screen."""
        if self.queue.card is not None or self.queue.is_help:
            return self.press("escape")
        line = y - _ABOVE
        row = self.queue.top + line
        is_row = 0 <= line < self.queue.height and row < len(self.queue.rows)
        return self._take(keys.queue_chosen(self.queue, row)) if is_row else ()

    def _take(self, step: keys.QueueStep) -> tuple[Request, ...]:
        self.queue = step.queue
        return step.requests

    def resize(self, width: int, height: int) -> None:
        """The terminal has this size now, in cells."""
        self._width, self._height = width, height
        self.queue = keys.queue_resized(self.queue, height - _AROUND)

    def show_card(self, lines: Sequence[str]) -> None:
        """Lines to read over the queue."""
        self.queue = keys.queue_with_card(self.queue, lines)

    def say(self, message: str) -> None:
        """One line to the person."""
        self.queue = attrs.evolve(self.queue, message=message)

    # What is seen.

    def lines(self) -> list[Line]:
        """The screen, exactly as many lines as the terminal has."""
        queue, width = self.queue, self._width
        shown = queue.rows[queue.top : queue.top + max(queue.height, 0)]
        name, columns = _columns(shown, width)
        lines = [self._title(), _headings(name, columns)]
        lines += [
            _article(row, width, name, columns, is_chosen=n == queue.cursor) for n, row in enumerate(shown, queue.top)
        ]
        lines += [blank(width)] * (self._height - 2 - len(lines))
        lines += [self._progress(), self._foot()]
        lines = lines[: self._height]
        if queue.is_help:
            rows: list[Line] = []
            for one in keys.QUEUE_KEYMAP:
                if not one.is_typing:
                    first, *rest = wrapped(one.doc, width - _KEYS - 5)
                    rows.append((put(f"  {one.shown:<{_KEYS - 2}}", "key"), *first))
                    rows += [((" " * _KEYS, ""), *more) for more in rest]
            box = make_box("Keys of the queue", rows, area=(width, self._height - 2), foot="any key closes")
            lay(lines, box, width)
        if queue.card is not None:
            wide = min(width, 76)
            rows = [row for words in queue.card[queue.card_top :] for row in wrapped(words, wide - 4)]
            box = make_box("Guidelines", rows, area=(width, self._height - 2), foot="↑ ↓ · q closes", width=wide)
            lay(lines, box, width)
        return [fill(line, width) for line in lines]

    def _title(self) -> Line:
        queue = self.queue
        count = queue.problems
        problems = counted(count, "problem") if self._is_checked else "… problems"
        said = f"{self._annotator} · {counted(len(queue.own), 'article')} · {queue.done} done · {problems} "
        room = self._width - cell_width(said) - 2
        return (padded(f" {self._project.name}", room, "title"), ("  ", ""), put(said))

    def _progress(self) -> Line:
        done, count = self.queue.done, len(self.queue.own)
        full = _BAR * done // count if count else 0
        words = f"  {done} of {count}"
        if self._forecast is not None:
            left = f"   {_long(self._forecast.left)} left" if self._forecast.left else ""
            words += f"   ~ {_long(self._forecast.each)} an article{left}"
        return fill(((" " + "█" * full + "░" * (_BAR - full), ""), (words, "")), self._width)

    def _foot(self) -> Line:
        queue = self.queue
        if queue.is_typing:
            typed = buffer_runs(queue.filter, max(self._width - 30, 8))
            return fill((put(" /", "key"), *typed, put("  Enter opens · Esc drops it", "muted")), self._width)
        said = f" {queue.message}" if queue.message else f" by {queue.order}"
        if queue.shown != "all" and not queue.message:
            said += f" · only {queue.shown.replace('-', ' ')}"
        if queue.filter.text and not queue.message:
            said += f" · only “{queue.filter.text}”"
        hints = "? keys " if queue.message else "Enter opens   / filter   o order   q leave   ? keys "
        right: Run = put(hints, "muted")
        room = max(self._width - width_of((right,)), 0)
        return fill((padded(said, room, "message" if queue.message else "muted"), right), self._width)


_Columns = tuple[tuple[str, int], ...]
"""The titles of columns, and their cells."""


def _columns(rows: Sequence[QueueRow], width: int) -> tuple[int, _Columns]:
    """Cells of the name, and the other columns; what names leave free goes to a status that needs it."""
    problems = (("problems", 10),) if width >= _WIDE else ()
    counts = (("words", 7), ("spans", 7), ("records", 9), *problems)
    room = width - 4 - sum(size for _, size in counts) - _STATUS_CELLS - _UPDATED_CELLS
    names = max((cell_width(shown_name(row.article, row.title)) for row in rows), default=0)
    wanted = max((cell_width(_status(row, width)) + 2 for row in rows), default=0)
    more = min(max(wanted - _STATUS_CELLS, 0), max(room - names, 0))
    return max(room - more, 8), (*counts, ("status", _STATUS_CELLS + more), ("updated", _UPDATED_CELLS))


_STATUS_CELLS = 14
_UPDATED_CELLS = 11


def _headings(name: int, columns: _Columns) -> Line:
    cells = [f"  {title}".ljust(size) if title in _WORDED else title.rjust(size) for title, size in columns]
    return (padded("   article", name + 3, "muted"), *((cell, "muted") for cell in cells))


_WORDED = ("status", "updated")
"""The columns of words; the others are numbers."""


def _status(row: QueueRow, width: int) -> str:
    who = row.annotators or row.assigned
    status = STATUS_WORDS.get(row.status, row.status)
    status += f" ({', '.join(who)})" if row.status == "new" and who else ""
    return status + (f" !{row.problems}" if row.problems and width < _WIDE else "")


def _article(row: QueueRow, width: int, name: int, columns: _Columns, *, is_chosen: bool) -> Line:
    style = "chosen" if is_chosen else ""
    status = _status(row, width)
    updated = row.updated or "—"
    shown = {"words": row.words, "spans": row.spans, "records": row.records, "problems": row.problems}
    mark = "»" if row.bookmarks else " "
    runs: list[Run] = [
        (" ▸" if is_chosen else "  ", style),
        (mark, style or "bold"),
        padded(shown_name(row.article, row.title), name, style),
    ]
    for title, size in columns:
        if title in shown:
            runs.append((f"{shown[title] or '—':>{size}}", style))
        else:
            words, look = (status, _look(row.status)) if title == "status" else (updated, "muted")
            runs.append(padded(f"  {words}", size, style or look))
    return fill(runs, width, style)


def _day(at: float, now: float) -> str:
    """A day in the past, as people say it."""
    day, today = (dt.datetime.fromtimestamp(time).astimezone().date() for time in (at, now))
    if day >= today:
        return "today"
    if (today - day).days == 1:
        return "yesterday"
    words = f"{day.day} {_MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words[-3:]} {day.year}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _long(seconds: float) -> str:
    """A stretch of time, as people say it."""
    minutes = max(round(seconds / 60), 1)
    return f"{minutes} min" if minutes < _HOURS * 60 else f"{round(minutes / 60)} h"


_HOURS = 2
"""From how many hours on minutes do not matter."""


def _look(status: str) -> str:
    return {"done": "saved", "new": "muted", "damaged": "error", "needs-review": "warning"}.get(status, "")
