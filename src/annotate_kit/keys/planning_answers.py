"""The cheapest keys for what is asked on the way: a row of a list, the words of a field, the letters of a place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from annotate_kit.core import CLAIM_KINDS, Ids
from annotate_kit.core.pointers import find_value, is_under, split
from annotate_kit.core.values import is_array
from annotate_kit.keys.form_lines import FormLine, form_lines
from annotate_kit.keys.machine import press
from annotate_kit.keys.overlays import Chosen, Fill, FormView, ListRow, OpenField, Picker
from annotate_kit.keys.view import View

__all__ = [
    "Found",
    "Keys",
    "choosing",
    "claiming",
    "is_line_of",
    "lettering",
    "open_now",
    "pressed",
    "typing",
    "walking",
]

_LONGEST = 6
"""Letters typed to find a row."""

Keys = tuple[str, ...]
"""Keys in the order in which they are pressed."""

Found = tuple[Keys, ...]
"""The keys that were found: one, or none."""


def pressed(view: View, keys: Sequence[str], ids: Ids) -> View:
    """The view after some keys."""
    for key in keys:
        view = press(view, key, ids).view
    return view


def _as_keys(words: str) -> Keys:
    """The keys that type words."""
    return tuple("space" if character == " " else character for character in words)


def _list(view: View) -> tuple[tuple[ListRow, ...], int]:
    """The rows of what is open and where the cursor is; -1 above them all."""
    shown = view.overlay
    if isinstance(shown, Picker):
        return shown.rows, shown.cursor
    field = open_now(view)
    assert field is not None
    return field.rows, -1 if field.cursor is None else field.cursor


def choosing(view: View, is_wanted: Callable[[Chosen], bool], ids: Ids) -> Found:
    """The fewest keys after which the cursor of an open list is on a wanted row: letters of its words, then arrows."""
    field = open_now(view)
    begun: Keys = () if field is None or field.is_offer else ("backspace",) * len(field.buffer.text)
    found = [*_by_arrows(view, is_wanted)]
    best = min(map(len, found), default=1 + _LONGEST * 2)
    for word in _words_of(view, is_wanted):
        typed = pressed(view, begun, ids)
        for count, key in enumerate(_as_keys(word[: min(_LONGEST, max(best - len(begun) - 1, 0))]), 1):
            typed = press(typed, key, ids).view
            found += [(*begun, *_as_keys(word[:count]), *arrows) for arrows in _by_arrows(typed, is_wanted)]
        best = min(map(len, found), default=best)
    return tuple(sorted(found, key=len)[:1])


def _by_arrows(view: View, is_wanted: Callable[[Chosen], bool]) -> Found:
    rows, cursor = _list(view)
    steps = [n - cursor for n, row in enumerate(rows) if is_wanted(row.choice)]
    return tuple(("down",) * step if step > 0 else ("up",) * -step for step in sorted(steps, key=abs)[:1])


def _words_of(view: View, is_wanted: Callable[[Chosen], bool]) -> Iterator[str]:
    shown = view.overlay
    listed = shown if isinstance(shown, Picker) else open_now(view)
    assert listed is not None
    for row in listed.all_rows:
        if is_wanted(row.choice):
            words = dict.fromkeys((row.label, row.detail, *row.names))
            yield from (word.casefold() for word in words if word)


def typing(view: View, words: str) -> Keys:
    """The keys that make the words of an open field these."""
    field = open_now(view)
    assert field is not None
    present = "" if field.is_offer else field.buffer.text
    kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(present, words, strict=False)))
    return (*("backspace",) * (len(present) - kept), *_as_keys(words[kept:]))


def lettering(view: View, pointer: str, ids: Ids, *, again: bool = False, evidence: bool = False) -> Found:
    """`Enter` and the letters that lead to a place of the record in hand; with `again`, Shift on the last of them.

    Nothing where no letters lead there: to an item of a list that is neither new nor the last, or a free key. With
    `evidence` they are those after `+`, which leads to what is there.
    """
    opened = press(view, "enter", ids).view
    keys: tuple[str, ...] = ("enter",)
    while True:
        assert isinstance(opened.overlay, Fill)
        choice = next((choice for choice in opened.overlay.choices if is_under(pointer, choice.pointer)), None)
        if choice is None or not choice.key:
            return ()
        value = find_value(view.annotation.records[opened.overlay.record].data, choice.pointer)
        count = len(value) if is_array(value) and isinstance(value, Sequence) else 0
        tokens = split(pointer[len(choice.pointer) :])
        is_last = not choice.leads_on
        is_item = choice.field.kind == "list"
        if is_item and (not tokens or int(tokens[0]) not in (count - 1, count)):
            return ()
        is_shifted = (is_item and int(tokens[0]) < count) or (again and is_last)
        is_shifted = is_shifted and not evidence
        if is_item and is_last and is_shifted and not again:
            # Shift on the last letter opens the item instead of giving it the words.
            return ()
        shifted = (choice.key.upper(),) if choice.key.isalpha() else ("@", choice.key)
        letter = shifted if is_shifted else (choice.key,)
        keys = (*keys, *letter)
        if is_last:
            return (keys,)
        opened = pressed(opened, letter, ids)


def walking(view: View, is_wanted: Callable[[FormLine], bool]) -> Found:
    """The fewest keys from the form's cursor to a wanted line."""
    shown = view.overlay
    assert isinstance(shown, FormView)
    lines = form_lines(view, shown)
    wanted = [n for n, line in enumerate(lines) if is_wanted(line)]
    ways = [keys for n in wanted for keys in _steps(shown.cursor, n, len(lines))]
    return tuple(sorted(ways, key=len)[:1])


def _steps(here: int, there: int, count: int) -> Iterator[Keys]:
    for first, begun in (((), here), (("home",), 0), (("end",), count - 1)):
        for page, key in ((10, "pagedown"), (-10, "pageup")):
            for pages in range(4):
                at = min(max(begun + page * pages, 0), count - 1)
                step = there - at
                yield (*first, *(key,) * pages, *(("j",) * step if step > 0 else ("k",) * -step))


def claiming(view: View, pointer: str, wanted: str, ids: Ids) -> Found:
    """The keys that make the last claim for the line under the form's cursor one of another kind."""
    shown = view.overlay
    assert isinstance(shown, FormView)
    found: list[Keys] = []
    for times in range(len(CLAIM_KINDS)):
        claims = view.annotation.records[shown.record].evidence.get(pointer, ())
        found += [("c",) * times for claim in claims[-1:] if claim.claim == wanted]
        view = press(view, "c", ids).view
    return tuple(found[:1])


def open_now(view: View) -> OpenField | None:
    """The field that is open, if one is."""
    shown = view.overlay
    return shown.open if isinstance(shown, FormView) else None


def is_line_of(pointer: str) -> Callable[[FormLine], bool]:
    """Whether a line of the form is the one of a value, or the place where it is added."""
    return lambda line: line.pointer == pointer and line.kind not in ("group", "choose-alternative", "add-key")
