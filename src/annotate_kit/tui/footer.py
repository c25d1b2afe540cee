"""The last line: what just happened, else what the next key would do here."""

from __future__ import annotations

from annotate_kit import keys
from annotate_kit.keys import Asking, Hints, RecordsPane, SearchPrompt, View, Walk
from annotate_kit.text import cell_width
from annotate_kit.tui.boxes import buffer_runs
from annotate_kit.tui.grid import Line, Run, cut, fill, line, put, width_of

__all__ = ["footer"]


def footer(view: View, width: int) -> Line:  # noqa: PLR0911  # one flat case for each overlay
    """The last line in exactly `width` cells."""
    overlay = view.overlay
    match overlay:
        case SearchPrompt():
            return _search(view, overlay, width)
        case Walk():
            said = f" Walk: {overlay.at + 1} of {len(overlay.places)}, {overlay.tagged} tagged"
            return _line(said, "y yes   n no   q enough", width)
        case Hints():
            return _line(f" Jump to: {overlay.typed}", "the letters select · Esc leaves it", width)
        case Asking():
            return _line(" Ask which record: a type's letter", "Esc leaves it", width)
        case RecordsPane():
            return _line(" Records", "↑ ↓ choose   Enter jumps to the words   e edit   q close", width)
        case None:
            return _resting(view, width)
        case _:
            return _line(f" {view.message}" if view.message else "", "", width)


def _line(left: str, right: str, width: int, style: str = "message") -> Line:
    shown = line(put(right, "muted"), " ")
    room = width - width_of(shown) - 2
    return fill((*fill((put(cut(left, room), style),), room), ("  ", ""), *shown), width)


def _resting(view: View, width: int) -> Line:
    if view.suggests_layout:
        return _line(
            f" {view.message}" if view.message else "", "Hangul keys count as Latin ones: switch the layout", width
        )
    if view.message:
        deciding = ["y accept   x reject"] if keys.current(view) is not None else []
        return _line(f" {view.message}", " ".join([*_offer(view), *deciding, "  ? keys"]), width)
    found = keys.current(view)
    if found is not None:
        return _line(f' "{cut(view.words, 30)}" {keys.told(view, found)}', "y accept   x reject   ? keys", width, "")
    count = len(view.words.split())
    said = [f"{count} word" + ("" if count == 1 else "s"), *_offer(view)]
    tail = " · " + " · ".join(said)
    right = "Enter fill   e edit   ? keys" if view.hand else "? keys"
    if view.advice.standing:
        right = f"Tab {len(view.advice.shown())} suggestions   {right}"
    room = width - cell_width(tail) - cell_width(right) - 7
    return _line(f' "{cut(view.words, max(room, 8))}"{tail}', right, width, "")


def _offer(view: View) -> list[str]:
    """The other places with the words of the tag, which one key tags."""
    if view.offer is None:
        return []
    more = len(view.offer.places)
    return [f"{more} more place{'' if more == 1 else 's'}: * tag, & walk"]


def _search(view: View, shown: SearchPrompt, width: int) -> Line:
    hits = len(view.search.hits) if view.search is not None else 0
    found: Run = (
        put(shown.error, "error")
        if shown.error
        else put(f"{hits} hits" if shown.buffer.text else "words, or /regex", "muted")
    )
    right = line(found, put("   Enter · Esc leaves it ", "muted"))
    room = max(width - width_of(right) - 3, 4)
    return fill((put(" /", "key"), *buffer_runs(shown.buffer, room), (" ", ""), *right), width)
