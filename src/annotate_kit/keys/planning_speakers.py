"""By whom values are reported: the keys that say so in the form, once everything else is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from annotate_kit.core import Claim, Fragment
from annotate_kit.keys.overlays import TakeRecord
from annotate_kit.keys.planning_acts import Speaker
from annotate_kit.keys.planning_answers import Keys, choosing, is_line_of, walking
from annotate_kit.keys.planning_moves import Way
from annotate_kit.keys.planning_standing import Done, Standing, Tools
from annotate_kit.keys.view import View

__all__ = ["spoken"]


def spoken(tools: Tools, standing: Standing) -> Standing:
    """The standing with every claim by those who say it."""
    for gold, ours in standing.made.items():
        for pointer, claims in tools.goal.said(gold).items():
            for _, by, fragments in claims:
                if by:
                    act = Speaker(record=gold, pointer=pointer, fragments=fragments, by=by)
                    standing = _spoken(tools, standing, act, ours)
    return standing


def _spoken(tools: Tools, standing: Standing, act: Speaker, record: str) -> Standing:
    view = standing.view
    n = _position(view, view.annotation.records[record].evidence.get(act.pointer, ()), act.fragments)
    for holding in _holding(tools, view, record) if n is not None else ():
        form = tools.press(view, *holding, "e")
        for steps in walking(form, is_line_of(act.pointer)):
            words = ("space" if character == " " else character for character in act.by)
            keys = ("e", *steps, *(")",) * ((n or 0) + 1), "b", *words, "enter", "q")
            done = Done(act=act, holding=holding, way=Way(), keys=keys)
            cost = standing.cost + done.cost
            after = tools.press(view, *holding, *keys)
            standing = attrs.evolve(standing, view=after, done=(*standing.done, done), cost=cost)
    return standing


def _holding(tools: Tools, view: View, record: str) -> Iterator[Keys]:
    if view.hand == record:
        yield ()
        return
    asked = tools.press(view, "r")
    for answer in choosing(asked, lambda choice: choice == TakeRecord(record=record), tools.ids):
        yield ("r", *answer, "enter")


def _position(view: View, claims: Sequence[Claim], fragments: tuple[Fragment, ...]) -> int | None:
    """Which of the claims rests on these words."""
    spans = view.annotation.spans
    found = (n for n, claim in enumerate(claims) if any(spans[key].fragments == fragments for key in claim.spans))
    return next(found, None)
