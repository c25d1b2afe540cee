"""The cheapest way from one selection to another: a shortest path over selections, with the machine's own moves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import count
from typing import Final

import attrs

from annotate_kit.core import Annotation, Ids
from annotate_kit.keys.hinting import begin_hints
from annotate_kit.keys.lens import make_lens
from annotate_kit.keys.machine import press
from annotate_kit.keys.moving import loaded
from annotate_kit.keys.overlays import Hints
from annotate_kit.keys.view import Selection, View
from annotate_kit.text import Range

__all__ = ["OURS", "PLAIN", "VIM", "Ground", "Motions", "State", "Way", "state_of"]


@attrs.frozen(kw_only=True)
class Motions:
    """What a person may press to select words, and how much of it counts as one key."""

    name: str
    keys: tuple[str, ...]
    """Keys that move or change the selection."""
    counted: tuple[str, ...] = ()
    """Those of them that a number may stand before, as in `3w`: so many digits and one key."""
    jumps: bool = False
    """Whether hints, the candidates not yet tagged and the new names can be jumped to."""
    searches: bool = False
    """Whether typed words can be searched for."""
    says_once: bool = False
    """Whether one key tags all other places with the same words."""
    reads: bool = False
    """Whether one key fills what the selected words are read as."""


_WORDS = ("right", "left", "down", "up", "L", "H", ";", "v")

OURS: Final = Motions(
    name="annotate-kit",
    keys=("tab", "shift+tab", *_WORDS, "}", "{", "home", "end", "+", "-"),
    jumps=True,
    searches=True,
    says_once=True,
    reads=True,
)
"""Everything that the key table has."""

PLAIN: Final = Motions(name="plain motions", keys=_WORDS)
"""Words and lines by arrow keys, the selection grown word by word: what most terminal annotators offer."""

VIM: Final = Motions(
    name="vim-like motions",
    keys=(*_WORDS, "}", "{", "home", "end"),
    counted=("right", "left", "down", "up", "L", "H"),
    searches=True,
)
"""The same with counts (`3w`), lines, paragraphs and search."""

_GROWING = frozenset("LH;+-")
"""What changes a selection without moving it."""
_FORWARD = frozenset({"tab", "right", "down", "}"})
_AROUND = 120
"""Code points before and behind both selections that a way may lead through."""
_NEAR = 24
"""Code points around the goal in which a counted motion is worth stopping."""
_MOST = 40
"""Keys; no way is longer."""
_LONGEST_SEARCH = 8
"""Letters typed."""
_LONGEST_COUNT = 30

_IDS: Final[Ids] = str
"""Moving makes nothing that needs an id."""

State = tuple[int, int, str, bool, int | None]
"""A selection as far as moving is concerned: start, end, active edge, by grapheme, column kept."""


@attrs.frozen(kw_only=True)
class Way:
    """Keys that lead to a selection."""

    keys: tuple[str, ...] = ()
    """As the machine takes them."""
    cost: int = 0
    """Keys that a person presses: fewer where counts are allowed."""
    thoughts: int = 0
    """Chunks: a run of one key, a hint, a search."""
    kinds: tuple[str, ...] = ()
    """What each chunk was, for the figures."""


@attrs.frozen(kw_only=True, eq=False)
class Ground:
    """One text with everything that was found out about moving in it."""

    view: View
    """With nothing annotated: moving by these keys does not depend on it."""
    motions: Motions
    after: dict[tuple[State, str], State | None] = attrs.field(factory=dict)
    """Where a key leads; None where it leads nowhere."""

    @classmethod
    def of(cls, view: View, motions: Motions) -> Ground:
        """The ground of a view's text."""
        about = view.annotation
        empty = Annotation(article=about.article, annotator=about.annotator, text_sha256=about.text_sha256)
        bare = attrs.evolve(loaded(view), lens=make_lens(empty), overlays=(), offer=None, search=None, span=None)
        return cls(view=bare, motions=motions)

    def way(self, view: View, goal: Range, limit: int = _MOST) -> Way | None:
        """The cheapest way from a view's selection to a goal, or None where all cost more than `limit`."""
        begun = state_of(view)
        pending: list[tuple[int, int, int, State, Way]] = []
        best: dict[State, tuple[int, int]] = {}
        number = count()

        def reach(state: State, way: Way) -> None:
            costs = (way.cost, way.thoughts)
            if best.get(state, (limit + 1, 0)) > costs and low <= state[0] and state[1] <= high:
                best[state] = costs
                # Whatever is not the goal is at least one key away from it.
                least = way.cost + ((state[0], state[1]) != (goal.start, goal.end))
                heappush(pending, (least, way.thoughts, next(number), state, way))

        low, high = min(begun[0], goal.start) - _AROUND, max(begun[1], goal.end) + _AROUND
        starts, ends = self.view.index.word_edges
        by_grapheme = not (_has(starts, goal.start) and _has(ends, goal.end))
        for state, way in self._begun(view, begun, goal):
            reach(state, way)
        while pending:
            least, thoughts, _, state, way = heappop(pending)
            if (state[0], state[1]) == (goal.start, goal.end):
                return way
            if least > limit:
                return None
            if best[state] == (way.cost, thoughts):
                for reached, longer in self._onward(state, way, goal, by_grapheme=by_grapheme):
                    reach(reached, longer)
        return None

    def _onward(self, state: State, way: Way, goal: Range, *, by_grapheme: bool) -> Iterator[tuple[State, Way]]:
        overlaps = state[0] <= goal.end and goal.start <= state[1]
        is_near = state[0] <= goal.end + _NEAR and goal.start - _NEAR <= state[1]
        for key in self.motions.keys:
            if key == "v":
                is_useless = not is_near or not (by_grapheme or state[3])
            else:
                is_useless = not overlaps if key in _GROWING else state[0] > goal.end and key in _FORWARD
            if is_useless:
                continue
            reached = self._pressed(state, key)
            if reached is not None:
                yield reached, _longer(way, (key,), 1, key)
                if key in self.motions.counted and way.kinds[-1:] != (f"count {key}",):
                    yield from self._counted(reached, way, key, goal)

    def _counted(self, reached: State | None, way: Way, key: str, goal: Range) -> Iterator[tuple[State, Way]]:
        for times in range(2, _LONGEST_COUNT):
            reached = self._pressed(reached, key) if reached is not None else None
            if reached is None or reached[0] > goal.end + _NEAR or reached[1] < goal.start - _NEAR:
                if reached is None or (reached[0] > goal.end) == (key in _FORWARD):
                    return
                continue
            yield reached, _longer(way, (key,) * times, len(str(times)) + 1, f"count {key}")

    def _pressed(self, state: State, key: str) -> State | None:
        known = (state, key)
        if known not in self.after:
            start, end, edge, by_grapheme, column = state
            selection = Selection(start=start, end=end, edge="start" if edge == "start" else "end")
            view = attrs.evolve(self.view, selection=selection, by_grapheme=by_grapheme, column=column)
            reached = state_of(press(view, key, _IDS).view)
            self.after[known] = reached if reached != state else None
        return self.after[known]

    def _begun(self, view: View, begun: State, goal: Range) -> Iterator[tuple[State, Way]]:
        """The selection itself, and what one jump leads to."""
        yield begun, Way()
        if self.motions.jumps:
            yield from self._hinted(view, goal)
            yield from _untagged(view, goal)
        if self.motions.searches:
            yield from self._searched(view, goal)

    def _hinted(self, view: View, goal: Range) -> Iterator[tuple[State, Way]]:
        hints = begin_hints(view, "f", _IDS).view.overlay
        for label, place in hints.labels if isinstance(hints, Hints) else ():
            if place.start < goal.end + _AROUND and goal.start - _AROUND < place.end:
                state: State = (place.start, place.end, "end", False, None)
                yield state, _longer(Way(), ("f", *label), 1 + len(label), "hint")

    def _searched(self, view: View, goal: Range) -> Iterator[tuple[State, Way]]:
        view = press(attrs.evolve(view, overlays=()), "/", _IDS).view
        words = view.text[goal.start : goal.end]
        for letters, character in enumerate(words[:_LONGEST_SEARCH], 1):
            key = "space" if character.isspace() else character
            view = press(view, key, _IDS).view
            if view.selection.start == goal.start:
                typed = tuple("space" if each.isspace() else each for each in words[:letters])
                yield (
                    state_of(press(view, "enter", _IDS).view),
                    _longer(Way(), ("/", *typed, "enter"), letters + 2, "search"),
                )


def _untagged(view: View, goal: Range) -> Iterator[tuple[State, Way]]:
    """What the candidates not yet tagged, and the new names, lead to: only this depends on the annotation."""
    for key in (")", "(", "space"):
        way, now = Way(), view
        for _ in range(_LONGEST_COUNT):
            before = now.selection
            now = press(now, key, _IDS).view
            beyond = now.selection.start > goal.end if key != "(" else now.selection.end < goal.start
            if now.selection == before or beyond:
                break
            way = _longer(way, (key,), 1, key)
            yield state_of(now), way


def _has(edges: Sequence[int], offset: int) -> bool:
    at = bisect_left(edges, offset)
    return at < len(edges) and edges[at] == offset


def state_of(view: View) -> State:
    """A view's selection as a state."""
    selection = view.selection
    return (selection.start, selection.end, selection.edge, view.by_grapheme, view.column)


def _longer(way: Way, keys: tuple[str, ...], cost: int, kind: str) -> Way:
    is_same = way.kinds[-1:] == (kind,)
    return Way(
        keys=(*way.keys, *keys),
        cost=way.cost + cost,
        thoughts=way.thoughts + (not is_same),
        kinds=way.kinds if is_same else (*way.kinds, kind),
    )
