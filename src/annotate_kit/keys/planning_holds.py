"""How a value is filled: its record in hand, the words selected, its letters; whichever order is cheapest."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from annotate_kit.core import Fragment
from annotate_kit.core.pointers import is_under
from annotate_kit.keys.meanings import meanings
from annotate_kit.keys.overlays import Fill, TakeRecord
from annotate_kit.keys.planning_acts import Act, Value
from annotate_kit.keys.planning_answers import Found, Keys, choosing
from annotate_kit.keys.planning_fields import filled
from annotate_kit.keys.planning_standing import Done, Standing, Tools
from annotate_kit.keys.planning_tags import letter_of
from annotate_kit.keys.view import View
from annotate_kit.reading import Understood

__all__ = ["valued"]

_MOST_TABS = 4


def valued(tools: Tools, standing: Standing, act: Value) -> Iterator[Standing]:
    """The standings after a value: by a digit, whatever is in hand, and one for each way to have its record in hand."""
    yield from _by_digit(tools, standing, act)
    yield from _by_two_digits(tools, standing, act)
    for holding, begun in _held(tools, standing.view, standing.made[act.record], act):
        for way in tools.ways(begun, act.fragments[0]):
            there = tools.press(begun, *way.keys)
            for keys in _filling(tools, standing, there, act):
                done = Done(act=act, way=way, holding=holding, keys=keys)
                yield from tools.concluded(standing, done, tools.press(there, *keys))
    if standing.view.hand not in (None, standing.made[act.record]):
        yield from _on_the_way(tools, standing, act)


def _by_digit(tools: Tools, standing: Standing, act: Value) -> Iterator[Standing]:
    """What the footer says beside a digit is the value itself."""
    record = standing.made[act.record]
    for way in tools.ways(standing.view, act.fragments[0]):
        there = tools.press(standing.view, *way.keys)
        for meaning in meanings(there) if tools.ground.motions.reads else ():
            if meaning.record == record and is_under(meaning.pointer, act.pointer):
                done = Done(act=act, way=way, keys=(meaning.key,))
                yield from tools.concluded(standing, done, tools.press(there, meaning.key))


def _by_two_digits(tools: Tools, standing: Standing, act: Value) -> Iterator[Standing]:
    """An interval whose two ends stand apart: its first day, and then, from the words of the other, the whole."""
    record, value = standing.made[act.record], tools.goal.value(act)
    begun, slash, _ = value.partition("/") if isinstance(value, str) else ("", "", "")
    ends = [end for end in standing.left if slash and _is_other_end(act, end)]
    for end, way in ((end, way) for end in ends for way in tools.ways(standing.view, act.fragments[0])):
        there = tools.press(standing.view, *way.keys)
        for first in _digits(there, record, act.pointer, begun):
            beginning = tools.press(there, first)
            for on in tools.ways(beginning, end.fragments[0]):
                for last in _digits(tools.press(beginning, *on.keys), record, act.pointer, value):
                    keys = (first, *on.keys, last)
                    yield from tools.concluded(standing, Done(act=act, way=way, keys=keys), tools.press(there, *keys))


def _is_other_end(act: Value, other: Act) -> bool:
    return (
        isinstance(other, Value)
        and (other.record, other.pointer) == (act.record, act.pointer)
        and other.fragments != act.fragments
    )


def _digits(view: View, record: str, pointer: str, value: object) -> Iterator[str]:
    for meaning in meanings(view):
        is_it = (meaning.record, meaning.pointer) == (record, pointer)
        if is_it and isinstance(meaning.value, Understood) and meaning.value.value == value:
            yield meaning.key


def _on_the_way(tools: Tools, standing: Standing, act: Value) -> Iterator[Standing]:
    """The record comes in hand while filling: `Enter`, then `Tab` until it is its turn."""
    record = standing.made[act.record]
    for way in tools.ways(standing.view, act.fragments[0]):
        there = tools.press(standing.view, *way.keys)
        now = tools.press(there, "enter")
        turns = 0
        while isinstance(now.overlay, Fill) and now.overlay.record != record and turns < _MOST_TABS:
            now, turns = tools.press(now, "tab"), turns + 1
        for keys in _filling(tools, standing, attrs.evolve(there, hand=record), act):
            # Those that begin otherwise open the form of the record in hand, which is another one.
            tabbed = ("enter", *("tab",) * turns, *keys[1:])
            done = Done(act=act, way=way, keys=tabbed)
            yield from tools.concluded(standing, done, tools.press(there, *tabbed))


def _filling(tools: Tools, standing: Standing, view: View, act: Value) -> Found:
    """The keys that fill, remembered: they depend on the record alone, or with a reference on all that is there."""
    record = view.annotation.records[standing.made[act.record]]
    about = view.annotation if tools.goal.target(act) is not None else record
    known = tools.fillings.get(act)
    if known is None or known[0] is not about:
        found = filled(
            goal=tools.goal,
            view=view,
            made=standing.made,
            act=act,
            kept=standing.done_of(act.record),
            ids=tools.ids,
            chooser=tools.chooser,
        )
        tools.fillings[act] = known = (about, found)
    return known[1]


def _held(tools: Tools, view: View, record: str, act: Value) -> Iterator[tuple[Keys, View]]:
    """Ways to have a record in hand: it is; by the list of records, here or there; by words that name it."""
    if view.hand == record:
        yield (), view
        return
    led: list[Keys] = [()]
    for fragment in (act.fragments[0], *_nearest(view, record, act)):
        led += [way.keys for way in tools.ways(view, fragment)]
    for before in led:
        there = tools.press(view, *before)
        for keys in _hold(tools, there, record):
            yield (*before, *keys), tools.press(there, *keys)


def _nearest(view: View, record: str, act: Value) -> list[Fragment]:
    """The nearest of the words that name the record."""
    spans = (view.annotation.spans[key] for key in view.annotation.records[record].mentions)
    whole = [span.fragments[0] for span in spans if len(span.fragments) == 1]
    return sorted(whole, key=lambda part: abs(part.start - act.fragments[0].start))[:1]


def _hold(tools: Tools, view: View, record: str) -> Found:
    """The type's letter, where the selected words name the record: it then comes in hand; else the list of records."""
    span = view.lens.span_at(view.selection.start, view.selection.end)
    letter = letter_of(view, view.annotation.records[record].type)
    if letter and span is not None and record in view.lens.mentions_of(span.id):
        return ((letter,),)
    asked = tools.press(view, "r")
    answers = choosing(asked, lambda choice: choice == TakeRecord(record=record), tools.ids)
    return tuple(("r", *answer, "enter") for answer in answers)
