"""The keys for all mentions of a finished annotation where suggestions stand: right ones accepted, wrong ones refused.

What nobody suggests is tagged by hand, on the way, as the planner does it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import count

import attrs

from annotate_kit.core import Annotation, Fragment
from annotate_kit.keys.moving import loaded
from annotate_kit.keys.planning_acts import Goal, Mention
from annotate_kit.keys.planning_answers import Keys
from annotate_kit.keys.planning_moves import OURS, Ground
from annotate_kit.keys.planning_standing import Standing, Tools
from annotate_kit.keys.planning_tags import said_once, tagged
from annotate_kit.keys.suggesting import current, with_suggestions
from annotate_kit.keys.view import View
from annotate_kit.suggest import Suggestion

__all__ = ["Decided", "Suggest", "decided"]

Suggest = Callable[[View, Mapping[str, str]], Sequence[Suggestion]]
"""What is suggested now: for a view, and the goal's records → those made so far."""


@attrs.frozen(kw_only=True)
class Decided:
    """Keys after which every mention is tagged."""

    keys: Keys
    cost: int
    """Keys that a person presses."""
    mentions: int
    accepted: int
    refused: int
    by_hand: int
    """Mentions tagged by hand, those among them that one key tagged with others."""
    left: tuple[Mention, ...]
    """What no keys were found for."""
    view: View
    """After the last key."""


@attrs.define
class _Way:
    """A run through the text, on its way."""

    tools: Tools
    suggest: Suggest
    view: View
    left: list[Mention]
    made: Mapping[str, str] = attrs.field(factory=dict)
    keys: list[str] = attrs.field(factory=list)
    cost: int = 0
    accepted: int = 0
    refused: int = 0
    by_hand: int = 0
    refusals: set[tuple[int, int, str]] = attrs.field(factory=set)
    given_up: list[Mention] = attrs.field(factory=list)


def decided(view: View, annotation: Annotation, suggest: Suggest) -> Decided:
    """Go through the text from top to bottom with `y`, `x`, `*`, and the planner's keys for what is not suggested.

    Args:
        view: an article as it opens.
        annotation: whose mentions are to be tagged.
        suggest: what is suggested, asked again after every edit.
    """
    numbers = count()
    tools = Tools(
        goal=Goal(annotation=annotation, catalog=view.catalog),
        ground=Ground.of(view, OURS),
        ids=lambda prefix: f"{prefix}-plan{next(numbers):08}",
    )
    mentions = [act for act in tools.goal.acts if isinstance(act, Mention)]
    way = _Way(tools, suggest, loaded(view), [*mentions])
    _advise(way)
    while way.left or way.view.advice.standing:
        suggested = next(iter(way.view.advice.shown()), None)
        mine = next((act for act in way.left if not _is_suggested(way, act)), None)
        if suggested is not None and (mine is None or suggested.start <= mine.fragments[0].start):
            _decide(way, suggested)
        else:
            assert mine is not None, "what is left is suggested or not"
            _tag(way, mine)
    return Decided(
        keys=tuple(way.keys),
        cost=way.cost,
        mentions=len(mentions),
        accepted=way.accepted,
        refused=way.refused,
        by_hand=way.by_hand,
        left=tuple(way.given_up),
        view=way.view,
    )


def _advise(way: _Way) -> None:
    # A suggester that does not mind what was refused is not asked for ever.
    found = [one for one in way.suggest(way.view, way.made) if (one.start, one.end, one.type) not in way.refusals]
    way.view = with_suggestions(way.view, sorted(found, key=lambda one: one.sort_key))


def _is_suggested(way: _Way, act: Mention) -> bool:
    part = act.fragments[0]
    record_type = way.tools.goal.annotation.records[act.record].type
    return len(act.fragments) == 1 and any(
        (one.start, one.end, one.type) == (part.start, part.end, record_type) for one in way.view.advice.shown()
    )


def _decide(way: _Way, suggestion: Suggestion) -> None:
    """`y` where it is what is wanted, with `*` where that tags more; else `x`."""
    _go(way, suggestion)
    accepting = way.tools.press(way.view, "y")
    made = way.tools.made_after(way.made, accepting)
    done = [act for act in way.left if way.tools.goal.is_done(act, accepting, made)]
    is_right = bool(done) and len(accepting.annotation.records) == len(made)
    if not is_right:
        _press(way, "x")
        way.refused += 1
        way.refusals.add((suggestion.start, suggestion.end, suggestion.type))
    else:
        # What was tried is taken: pressed again, the same key would make other ids.
        _count(way, "y")
        way.view, way.made, way.accepted = accepting, made, way.accepted + 1
        once = said_once(way.tools, way.view, done[0])
        _press(way, *once)
    before = len(way.left)
    way.left = [act for act in way.left if not way.tools.goal.is_done(act, way.view, way.made)]
    way.by_hand += before - len(way.left) - is_right
    _advise(way)


def _go(way: _Way, suggestion: Suggestion) -> None:
    """To a suggestion: it is on, or the first `y` goes there, or its words are selected."""
    if current(way.view) == suggestion:
        return
    if current(way.view) is None and current(way.tools.press(way.view, "y")) == suggestion:
        _press(way, "y")
        return
    for found in way.tools.ways(way.view, Fragment(start=suggestion.start, end=suggestion.end)):
        _press(way, *found.keys)


def _tag(way: _Way, act: Mention) -> None:
    standing = Standing(view=way.view, made=way.made, left=tuple(way.left))
    found = list(tagged(way.tools, standing, act))
    if not found:
        way.given_up.append(act)
        way.left.remove(act)
        return
    best = min(found, key=lambda after: after.cost / (len(standing.left) - len(after.left)))
    done = best.done[-1]
    _count(way, *done.pressed)
    way.view, way.made = best.view, best.made
    way.by_hand += len(way.left) - len(best.left)
    way.left = [one for one in way.left if one in best.left]
    _advise(way)


def _press(way: _Way, *keys: str) -> None:
    way.view = way.tools.press(way.view, *keys)
    _count(way, *keys)


def _count(way: _Way, *keys: str) -> None:
    way.keys += keys
    way.cost += len(keys)
