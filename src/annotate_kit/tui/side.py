"""The right pane: all records by type, and the card of the record in hand; or both in one line."""

from __future__ import annotations

from functools import lru_cache

from annotate_kit import keys
from annotate_kit.core.pointers import is_under
from annotate_kit.keys import CardRow, Pane, PaneRow, RecordsPane, View
from annotate_kit.keys.steps import shown_record
from annotate_kit.text import cell_width
from annotate_kit.tui.article import superscript
from annotate_kit.tui.boxes import first_shown, padded
from annotate_kit.tui.grid import Line, Run, fill, frame, line, put
from annotate_kit.tui.remembering import LastTime

__all__ = ["Scroll", "folded_line", "pane_means", "side_lines"]

_LEAST = 6
"""Lines of the records' frame that the card leaves, frame included."""


class Scroll:
    """Where the records pane stands: it stays there until what has to be seen lies outside."""

    def __init__(self) -> None:
        self._first = 0

    def first(self, count: int, cursor: int | None, height: int) -> int:
        """The first of so many rows to show, so that the one under the cursor is seen."""
        if cursor is not None and not self._first <= cursor < self._first + height:
            self._first = first_shown(count, cursor, height)
        self._first = max(min(self._first, count - height), 0)
        return self._first


_last_side: LastTime[list[Line]] = LastTime()


def side_lines(view: View, width: int, height: int, scroll: Scroll) -> list[Line]:
    """The pane, exactly `height` lines of `width` cells; drawn anew only where something in it is another."""
    cursor = view.overlay.cursor if isinstance(view.overlay, RecordsPane) else None
    of = (view.lens, view.catalog, view.hand, view.problems, shown_record(view), cursor, width, height, scroll)
    return _last_side.get(of, lambda: _side_lines(view, width, height, scroll))


def _side_lines(view: View, width: int, height: int, scroll: Scroll) -> list[Line]:
    card = _card(view, width - 2)
    pane_height = _pane_height(len(card), height)
    card_height = height - pane_height
    pane = _pane(view, width - 2, pane_height - 2, scroll)
    name = keys.name_of(view, view.hand) if view.hand is not None else ""
    lines = frame("records", pane, width, pane_height)
    return lines + (frame(name, card, width, card_height) if card_height else [])


def _pane(view: View, width: int, height: int, scroll: Scroll) -> list[Line]:
    shown, pane = shown_record(view), Pane(view)
    cursor = _cursor(view, pane, shown)
    first = scroll.first(len(pane), cursor, height)
    chosen = cursor if isinstance(view.overlay, RecordsPane) else None
    return [
        _type_row(row, width) if row.record is None else _record_row(row, width, is_chosen=n == chosen)
        for n, row in enumerate(pane.rows(first, first + height), first)
    ]


def _cursor(view: View, pane: Pane, shown: str | None) -> int | None:
    """The row that has to be seen: the pane's own cursor, else the record that is shown."""
    if isinstance(view.overlay, RecordsPane):
        return pane.row_of_number(view.overlay.cursor)
    return pane.row_of(shown) if shown is not None else None


def _pane_height(card: int, height: int) -> int:
    """Lines of the records' frame over a card of so many rows."""
    return height - min(card + 2, max(height - _LEAST, 0)) if card else height


def pane_means(view: View, height: int, scroll: Scroll) -> tuple[int | None, ...]:
    """For each line of the pane the number of the record, counted without headings, that is drawn in it."""
    inner = _pane_height(len(keys.card_rows(view)), height) - 2
    pane = Pane(view)
    first = scroll.first(len(pane), _cursor(view, pane, shown_record(view)), inner)
    means = [pane.number_at(row) for row in range(first, first + inner)]
    return (None, *means, *(None for _ in range(height - inner - 1)))


@lru_cache(maxsize=256)
def _type_row(row: PaneRow, width: int) -> Line:
    letter: Run = put(f" {row.key or '·'} ", f"key {row.color}".strip())
    return fill((letter, padded(row.label, width - 8, "title"), put(f"{row.count:>4} ", "muted")), width)


@lru_cache(maxsize=1024)
def _record_row(row: PaneRow, width: int, *, is_chosen: bool) -> Line:
    style = "chosen" if is_chosen else ""
    tail = " in hand" if row.is_in_hand else ""
    faults = (" ”" if row.is_noted else "") + (f" !{row.problems}" if row.problems else "")
    mark = " ▸ " if row.is_in_hand or row.is_shown else "   "
    name: Run = padded(
        row.label, width - 4 - cell_width(tail) - cell_width(faults), style or ("bold" if row.is_in_hand else "")
    )
    return fill(
        ((mark, style), name, (faults, style or "warning"), (tail, style or "muted"), (" ", style)), width, style
    )


def _card(view: View, width: int) -> list[Line]:
    rows = keys.card_rows(view)
    labels = min(max((cell_width(row.label) for row in rows), default=0), max(width // 3, 8)) + 2
    numbers = _numbers(view) if rows else ()
    return [_card_row(row, marks, labels, width) for row, marks in zip(rows, numbers, strict=True)]


def _numbers(view: View) -> list[str]:
    """The evidence marks of each field of the record in hand, the first two of them."""
    record = view.annotation.records[view.hand or ""]
    marks = {span: n for n, span in enumerate(keys.evidence_spans(record), 1)}
    found: list[str] = []
    for field in view.catalog.types[record.type].fields:
        claims = (claim for at, held in record.evidence.items() if is_under(at, field.pointer) for claim in held)
        numbers = sorted({marks[span] for claim in claims for span in claim.spans})
        found.append(" ".join(superscript(number) for number in numbers[:2]))
    return found


def _card_row(row: CardRow, marks: str, labels: int, width: int) -> Line:
    label = row.label + (" *" if row.is_required else "")
    faults = f"!{row.problems}" if row.problems else ""
    room = width - 3 - labels - 7
    value: Run = padded(row.value or "—", room, "" if row.value else "muted")
    tail = fill(line(put(faults, "warning"), put(marks, "bold")), 6)
    return fill(
        (put(f" {row.key or ' '} ", "key"), padded(label, labels - 1, "muted"), (" ", ""), value, (" ", ""), *tail),
        width,
    )


def folded_line(view: View, width: int) -> Line:
    """The record in hand in one line, for narrow terminals."""
    counts = " ".join(f"{row.key or '·'}{row.count}" for row in Pane(view).headings())
    right = put(f"{counts}  g records ", "muted")
    words = keys.folded(view) or "no record in hand"
    room = width - cell_width(right[0]) - 2
    style = "" if view.hand is not None else "muted"
    return fill((*fill((put(f" {words}", style),), room), ("  ", ""), right), width)
