"""The last line: what just happened, else what the next key would do here. What it offers can be clicked.

What is said there and does not fit takes the line above, too: an end that is cut off is where the point was.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from annotate_kit import keys
from annotate_kit.core.counting import counted
from annotate_kit.keys import Asking, Hints, RecordsPane, SearchPrompt, View, Walk
from annotate_kit.text import cell_width
from annotate_kit.tui.boxes import buffer_runs, wrapped
from annotate_kit.tui.grid import Line, Run, crop, cut, fill, line, put, text_of, width_of

__all__ = ["footer", "offer_at"]


@attrs.frozen
class _Offer:
    """A key and what it does."""

    key: str
    shown: str
    """The key as it is spelt."""
    words: str

    @property
    def text(self) -> str:
        return f"{self.shown} {self.words}"


_Part = str | _Offer


def footer(view: View, width: int) -> list[Line]:
    """The last line in exactly `width` cells; two of them where what is said does not fit into one."""
    if isinstance(view.overlay, SearchPrompt):
        return [_search(view, view.overlay, width)]
    left, right, style = _fitting(view, width)
    shown = _runs(right, "muted")
    room = max(width - width_of(shown) - 3, 0)
    said = _runs(left, style)
    above: list[Line] = []
    if width_of(said) > room:
        first, *rest = wrapped(text_of(said).strip(), width - 2, style)
        above = [fill(first, width)]
        said = tuple(run for one in rest for run in one)
    kept = said if width_of(said) <= room else (*crop(said, 0, max(room - 1, 0)), ("…", style))
    return [*above, fill((*fill(kept, room), ("  ", ""), *shown, (" ", "")), width)]


def _fitting(view: View, width: int) -> tuple[list[_Part], list[_Part], str]:
    """What stands left and right: what is said counts more than how to ask for help, which stands last."""
    left, right, style = _parts(view, width)
    is_full = view.overlay is None and _size(left) + _size(right) + 3 > width
    return left, right[:-2] if is_full else right, style


def offer_at(view: View, width: int, cell: int) -> str | None:
    """The key that the last line offers at a cell, or None."""
    if isinstance(view.overlay, SearchPrompt):
        return None
    left, right, _ = _fitting(view, width)
    start = max(width - 1 - _size(right), 0)
    if cell >= start:
        return _found(right, start, cell)
    return _found(left, 0, cell) if _size(left) <= start else None


def _runs(parts: Sequence[_Part], style: str) -> Line:
    return line(*(put(part if isinstance(part, str) else part.text, style) for part in parts))


def _size(parts: Sequence[_Part]) -> int:
    return sum(cell_width(part if isinstance(part, str) else part.text) for part in parts)


def _found(parts: Sequence[_Part], at: int, cell: int) -> str | None:
    for part in parts:
        size = _size((part,))
        if isinstance(part, _Offer) and at <= cell < at + size:
            return part.key
        at += size
    return None


def _parts(view: View, width: int) -> tuple[list[_Part], list[_Part], str]:
    """What stands left and right, and the style of what stands left."""
    overlay = view.overlay
    match overlay:
        case Walk():
            said = f" Walk: {overlay.at + 1} of {len(overlay.places)}, {overlay.tagged} tagged"
            offers = [_of(view, "walk", name, name) for name in ("yes", "no", "enough")]
            return [said], _apart(offers), "message"
        case Hints():
            return [f" Jump to: {overlay.typed}"], ["the letters select · Esc leaves it"], "message"
        case Asking():
            return [" Ask which record: a type's letter"], ["Esc leaves it"], "message"
        case RecordsPane():
            offers = [_of(view, "records", "jump to its words", "jumps to the words")]
            offers += [_of(view, "records", "edit it", "edit"), _of(view, "records", "close", "close", "q")]
            return [" Records"], ["↑ ↓ choose   ", *_apart(offers)], "message"
        case None:
            return _resting(view, width)
        case _:
            return [f" {view.message}" if view.message else ""], [], "message"


def _of(view: View, when: str, name: str, words: str, shown: str | None = None) -> _Offer:
    key = keys.key_for(view, when, name)
    return _Offer(shown or key, shown or keys.shown_key(key), words)


def _apart(offers: Sequence[_Offer], by: str = "   ") -> list[_Part]:
    found: list[_Part] = []
    for offer in offers:
        found += [by, offer] if found else [offer]
    return found


def _resting(view: View, width: int) -> tuple[list[_Part], list[_Part], str]:
    help_ = _of(view, "article", "help", "keys")
    said = f" {view.message}" if view.message else ""
    if view.suggests_layout:
        return [said], ["Hangul keys count as Latin ones: switch the layout"], "message"
    if view.message:
        offers = _offer(view) or _meant(keys.meanings(view), width - cell_width(said) - _size([help_]) - 8)
        shown = [*offers, *(["   "] if offers else ["  "])]
        shown += [*_deciding(view), "   "] if keys.current(view) is not None else []
        return [said], [*shown, help_], "message"
    found = keys.current(view)
    if found is not None:
        return [f' "{cut(view.words, 30)}" {keys.told(view, found)}'], [*_deciding(view), "   ", help_], ""
    count = len(view.words.split())
    tail: list[_Part] = [f" · {count} word" + ("" if count == 1 else "s")]
    note = keys.note_here(view)
    if note is not None:
        tail = [f" · ” {note.text} ({note.by})"]
    offered = _offer(view)
    tail += [" · ", *offered] if offered else []
    right: list[_Part] = [help_]
    if view.hand:
        filling = _of(view, "article", "fill a field", "fill")
        right = _apart([filling, _of(view, "article", "edit the record in hand", "edit"), help_])
    if view.advice.standing:
        stops = len(view.advice.shown())
        right = [_of(view, "article", "next suggestion or candidate", counted(stops, "suggestion")), "   ", *right]
    if view.hand and not offered and note is None:
        meant, right = _with_meanings(view, width, right)
        tail = [" · ", *meant] if meant else tail
    room = width - _size(tail) - _size(right) - 7
    return [f' "{cut(view.words, max(room, 8))}"', *tail], right, ""


def _with_meanings(view: View, width: int, right: list[_Part]) -> tuple[list[_Part], list[_Part]]:
    """What the words may fill, and what stands right of it: that counts more than keys that are always the same."""
    meanings, help_ = keys.meanings(view), right[-1:]
    if not meanings:
        return [], right
    ways = ((right, _SOME_WORDS), (right[-5:], _SOME_WORDS), (help_, _SOME_WORDS), (help_, _FEW_WORDS))
    size = cell_width(view.words)
    tried = [(_meant(meanings, width - min(size, words) - _size(beside) - 12), beside) for beside, words in ways]
    return max(tried, key=lambda one: len(one[0]))


def _deciding(view: View) -> list[_Part]:
    """What the suggestion that is on waits for."""
    accept = _of(view, "article", "accept the suggestion", "accept")
    return _apart([accept, _of(view, "article", "reject the suggestion, or remove the span", "reject")])


def _offer(view: View) -> list[_Part]:
    """The other places with the words of the tag, which one key tags."""
    if view.offer is None:
        return []
    more, plus = len(view.offer.places), "+" if view.offer.has_more else ""
    tag = _of(view, "article", "tag all other places", "tag")
    walk = _of(view, "article", "walk the other places", "walk")
    return [f"{more}{plus} more place{'' if more == 1 else 's'}: ", tag, ", ", walk]


def _meant(meanings: Sequence[keys.Meaning], room: int) -> list[_Part]:
    """What the selected words would fill, a digit each, as far as there is room."""
    offers: list[_Offer] = []
    for meaning in meanings:
        offer = _Offer(meaning.key, meaning.key, cut(meaning.words, _LONGEST_MEANING))
        if _size(_apart([*offers, offer], "  ")) > room:
            break
        offers.append(offer)
    return _apart(offers, "  ")


_LONGEST_MEANING = 40
"""Cells."""
_SOME_WORDS = 30
"""Cells that the selected words keep beside what they may fill, if that has room."""
_FEW_WORDS = 14
"""Cells that they keep at least."""


_WHERE = {"starts": "word starts", "words": "whole words", "anywhere": "anywhere"}


def _whereabouts(view: View, shown: SearchPrompt) -> str:
    """Where the hits lie, unless they begin words as is usual."""
    if view.search is not None and view.search.is_inside:
        return " inside words"
    return "" if shown.at == "starts" or shown.buffer.text.startswith("/") else f" {_WHERE[shown.at]}"


def _search(view: View, shown: SearchPrompt, width: int) -> Line:
    hits = keys.how_many(view.search) if view.search is not None else counted(0, "hit")
    found: Run = (
        put(shown.error, "error")
        if shown.error
        else put(f"{hits}{_whereabouts(view, shown)}" if shown.buffer.text else "words, or /regex", "muted")
    )
    turn = "" if shown.buffer.text.startswith("/") else f"↓ {_WHERE[keys.following(shown.at)]} · "
    right = line(found, put(f"   {turn}Enter · Esc leaves it ", "muted"))
    room = max(width - width_of(right) - 3, 4)
    return fill((put(" /", "key"), *buffer_runs(shown.buffer, room), (" ", ""), *right), width)
