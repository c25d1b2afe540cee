"""The queue of articles: read while the person looks at it, drawn as lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import attrs

from annotate_kit import keys
from annotate_kit.errors import AnnotateKitError
from annotate_kit.keys import Queue, QueueRow, Request
from annotate_kit.text import cell_width, index_text
from annotate_kit.tui.boxes import buffer_runs, lay, make_box, padded
from annotate_kit.tui.desk import Check
from annotate_kit.tui.grid import Line, Run, blank, fill, put, width_of
from annotate_kit.workflow.project import Project

__all__ = ["Hall"]

_ABOVE = 2
"""Lines above the first article."""

_AROUND = 4
"""Lines of the screen that show no article."""

_BAR = 27
"""Cells of the progress bar."""

_HEADINGS = ("words", "spans", "records", "problems")
_STATUS = {"in-work": "in work", "needs-review": "needs review"}


class Hall:
    """The queue's screen."""

    def __init__(
        self, project: Project, annotator: str, *, size: tuple[int, int], here: str | None, message: str
    ) -> None:
        self._project = project
        self._annotator = annotator
        self._width, self._height = size
        self._is_read = self._is_checked = False
        rows = [QueueRow(article=id_, status="…") for id_ in project.article_ids]
        queue = keys.open_queue(rows, self._height - _AROUND)
        cursor = next((n for n, row in enumerate(queue.rows) if row.article == here), queue.cursor)
        self.queue: Queue = keys.queue_resized(attrs.evolve(queue, cursor=cursor, message=message), queue.height)

    def loading(self) -> Iterator[None]:
        """Read one article after the other."""
        for id_ in self._project.article_ids:
            row = self._row(id_)
            rows = [row if old.article == id_ else old for old in self.queue.all_rows]
            self.queue = keys.queue_with(self.queue, rows)
            yield
        self._is_read = True

    def _row(self, id_: str) -> QueueRow:
        try:
            article, words = self._project.article(id_), len(index_text(self._project.text(id_)).words)
            annotators = self._project.annotators(id_)
            loaded = self._project.loaded(id_, self._annotator) if self._annotator in annotators else None
        except AnnotateKitError:
            # One article that cannot be read is no reason to show none; opening it says what is wrong.
            return QueueRow(article=id_, status="damaged")
        mine = loaded.annotation if loaded is not None else None
        if mine is None:
            status = "new" if loaded is None else "damaged"
            return QueueRow(article=id_, title=article.title, words=words, status=status, annotators=annotators)
        return QueueRow(
            article=id_,
            title=article.title,
            words=words,
            spans=len(mine.spans),
            records=len(mine.records),
            status="damaged" if loaded is not None and loaded.is_damaged else mine.status,
            annotators=annotators,
        )

    def check(self) -> Check | None:
        """How to count the problems of every article, once all have been read."""
        if self._is_checked or not self._is_read:
            return None
        found = [row.article for row in self.queue.all_rows if row.records and row.status != "damaged"]
        return partial(self._look, found)

    def _look(self, articles: Sequence[str]) -> Callable[[], None]:
        # jsonschema and its kin are imported here: not before the queue is on the screen.
        from annotate_kit.workflow.validation import check_annotation  # noqa: PLC0415

        counts: dict[str, int] = {}
        for id_ in articles:
            annotation = self._project.annotation(id_, self._annotator)
            if annotation is not None:
                article, text = self._project.article(id_), self._project.text(id_)
                counts[id_] = len(check_annotation(self._project.catalog, article, text, annotation))
        return partial(self._checked, counts)

    def _checked(self, counts: Mapping[str, int]) -> None:
        rows = [attrs.evolve(row, problems=counts.get(row.article, 0)) for row in self.queue.all_rows]
        self.queue = keys.queue_with(self.queue, rows)
        self._is_checked = True

    # What the person does.

    def press(self, key: str) -> tuple[Request, ...]:
        """One key."""
        return self._take(keys.press_queue(self.queue, key))

    def click(self, y: int) -> tuple[Request, ...]:
        """A click on a line of the screen."""
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

    def say(self, message: str) -> None:
        """One line to the person."""
        self.queue = attrs.evolve(self.queue, message=message)

    # What is seen.

    def lines(self) -> list[Line]:
        """The screen, exactly as many lines as the terminal has."""
        queue, width = self.queue, self._width
        shown = queue.rows[queue.top : queue.top + max(queue.height, 0)]
        lines = [self._title(), _headings(width)]
        lines += [_article(row, width, is_chosen=n == queue.cursor) for n, row in enumerate(shown, queue.top)]
        lines += [blank(width)] * (self._height - 2 - len(lines))
        lines += [self._progress(), self._foot()]
        lines = lines[: self._height]
        if queue.is_help:
            rows = [(put(f"  {one.shown:<16}", "key"), put(one.doc)) for one in keys.QUEUE_KEYMAP if not one.is_typing]
            lay(
                lines, make_box("Keys of the queue", rows, area=(width, self._height - 2), foot="any key closes"), width
            )
        return [fill(line, width) for line in lines]

    def _title(self) -> Line:
        queue = self.queue
        count = queue.problems
        counted = f"{count} problem{'' if count == 1 else 's'}" if self._is_checked else "… problems"
        said = f"{self._annotator} · {len(queue.all_rows)} articles · {queue.done} done · {counted} "
        room = self._width - cell_width(said) - 2
        return (padded(f" {self._project.name}", room, "title"), ("  ", ""), put(said))

    def _progress(self) -> Line:
        done, count = self.queue.done, len(self.queue.all_rows)
        full = _BAR * done // count if count else 0
        return fill(((" " + "█" * full + "░" * (_BAR - full), ""), (f"  {done} of {count}", "")), self._width)

    def _foot(self) -> Line:
        queue = self.queue
        if queue.is_typing:
            typed = buffer_runs(queue.filter, max(self._width - 30, 8))
            return fill((put(" /", "key"), *typed, put("  Enter opens · Esc drops it", "muted")), self._width)
        said = f" {queue.message}" if queue.message else f" by {queue.order}"
        if queue.filter.text and not queue.message:
            said += f" · only “{queue.filter.text}”"
        hints = "? keys " if queue.message else "Enter opens   / filter   o order   q leave   ? keys "
        right: Run = put(hints, "muted")
        room = max(self._width - width_of((right,)), 0)
        return fill((padded(said, room, "message" if queue.message else "muted"), right), self._width)


def _columns(width: int) -> tuple[int, tuple[int, ...]]:
    """Cells of the name and of the other columns."""
    sizes = (7, 7, 9, 10, 14)
    return max(width - 4 - sum(sizes), 8), sizes


def _headings(width: int) -> Line:
    name, sizes = _columns(width)
    numbers = [heading.rjust(size) for heading, size in zip(_HEADINGS, sizes, strict=False)]
    cells = [*numbers, "  status".ljust(sizes[-1])]
    return fill((padded("   article", name + 3, "muted"), *((cell, "muted") for cell in cells)), width)


def _article(row: QueueRow, width: int, *, is_chosen: bool) -> Line:
    style = "chosen" if is_chosen else ""
    name, sizes = _columns(width)
    status = _STATUS.get(row.status, row.status)
    others = "" if row.status != "new" or not row.annotators else f" ({', '.join(row.annotators)})"
    numbers = [
        f"{value or '—':>{size}}"
        for value, size in zip((row.words, row.spans, row.records, row.problems), sizes, strict=False)
    ]
    runs: list[Run] = [(" ▸ " if is_chosen else "   ", style), padded(row.article, name, style)]
    runs += [(number, style) for number in numbers]
    return fill((*runs, padded(f"  {status}{others}", sizes[-1], style or _look(row.status))), width, style)


def _look(status: str) -> str:
    return {"done": "saved", "new": "muted", "damaged": "error", "needs-review": "warning"}.get(status, "")
