"""The planner: the cheapest keys for everything that a finished annotation says, found under the real key table.

A person reads once from top to bottom, so the acts are done in the order of the text, sentence by sentence; inside a
sentence the cheapest order is looked for. Ways to the words are shortest paths; whatever a key does is asked of the
machine itself, so that a plan played again gives what was planned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

import attrs

from annotate_kit.core import Annotation
from annotate_kit.keys.moving import loaded
from annotate_kit.keys.planning_acts import Act, Goal, Mention, Value
from annotate_kit.keys.planning_answers import Keys
from annotate_kit.keys.planning_holds import valued
from annotate_kit.keys.planning_moves import OURS, PLAIN, VIM, Ground, Motions, Way
from annotate_kit.keys.planning_proof import differences
from annotate_kit.keys.planning_speakers import spoken
from annotate_kit.keys.planning_standing import Done, Standing, Tools
from annotate_kit.keys.planning_tags import tagged
from annotate_kit.keys.view import View

__all__ = [
    "OURS",
    "PLAIN",
    "VIM",
    "Act",
    "Done",
    "Ground",
    "Mention",
    "Motions",
    "Plan",
    "Value",
    "Way",
    "differences",
    "plan",
]


@attrs.frozen(kw_only=True)
class Plan:
    """Keys for a whole article."""

    done: tuple[Done, ...]
    left: tuple[Act, ...]
    """What no keys were found for."""
    view: View
    """After the last key."""

    @property
    def keys(self) -> Keys:
        """All keys, as the machine takes them."""
        return tuple(key for done in self.done for key in done.pressed)

    @property
    def cost(self) -> int:
        """Keys that a person presses."""
        return sum(done.cost for done in self.done)

    @property
    def thoughts(self) -> int:
        """How often a person stops to think."""
        return sum(done.thoughts for done in self.done)


def plan(view: View, annotation: Annotation, *, motions: Motions = OURS, width: int = 1) -> Plan:
    """The cheapest keys after which the annotation of `view`, still empty, says what another one does.

    Who reports a claim (`by`) is said in the form once everything else is said.

    Args:
        view: an article as it opens.
        annotation: what it is to say.
        motions: what may be pressed to select words.
        width: how many unfinished plans are kept at each step; more find cheaper orders and take longer.
    """
    numbers = count()
    tools = Tools(
        goal=Goal(annotation=annotation, catalog=view.catalog),
        ground=Ground.of(view, motions),
        ids=lambda prefix: f"{prefix}-plan{next(numbers):08}",
    )
    acts = tools.goal.acts
    standings = {len(acts): [Standing(view=loaded(view), made={}, left=acts)]}
    for number in range(len(acts), 0, -1):
        for standing in _best(standings.pop(number, ()), width):
            for after in _onward(tools, standing):
                standings.setdefault(len(after.left), []).append(after)
    last = spoken(tools, min(standings[0], key=lambda standing: (len(standing.given_up), standing.cost)))
    return Plan(done=last.done, left=last.given_up, view=last.view)


def _best(standings: Sequence[Standing], width: int) -> Iterator[Standing]:
    """The cheapest standings, of which no two have the same things left to do."""
    seen: set[tuple[tuple[Act, ...], str | None]] = set()
    for standing in sorted(standings, key=lambda standing: (len(standing.given_up), standing.cost)):
        key = (standing.left, standing.view.hand)
        if key not in seen and len(seen) < width:
            seen.add(key)
            yield standing


def _onward(tools: Tools, standing: Standing) -> Iterator[Standing]:
    """What can be done next: the acts of the first sentence that has any that are ready."""
    ready = [act for act in standing.left if tools.goal.is_ready(act, standing.made, standing.left)]
    if not ready:
        yield attrs.evolve(standing, left=(), given_up=(*standing.given_up, *standing.left))
        return
    first = ready[0].fragments[0]
    end = max(standing.view.index.sentence_at(first.start).end, first.end)
    following = [after for act in ready if act.fragments[0].start < end for after in _after(tools, standing, act)]
    if following:
        yield from following
    else:
        left = tuple(act for act in standing.left if act is not ready[0])
        yield attrs.evolve(standing, left=left, given_up=(*standing.given_up, ready[0]))


def _after(tools: Tools, standing: Standing, act: Act) -> Iterator[Standing]:
    return tagged(tools, standing, act) if isinstance(act, Mention) else valued(tools, standing, act)
