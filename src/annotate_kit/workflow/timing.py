"""The timer: what each act costs in keys and seconds. Names of acts and record types alone; never any text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import attrs

from annotate_kit.workflow.private import Act, read_acts
from annotate_kit.workflow.project import Project

__all__ = ["ActTimer", "Spent", "TimeSpent", "time_spent"]

_BREAK = 60.0
"""Seconds without a key after which nobody was thinking about the next one."""


class ActTimer:
    """Counts the keys and seconds up to each edit, which ends an act."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last: float | None = None
        self._keys = 0
        self._seconds = 0.0
        self.acts: list[Act] = []

    def key(self, name: str, *, is_edit: bool, type_: str = "") -> None:
        """A key that did what has this name; an edit ends the act, which is about a record type."""
        now = self._clock()
        waited = 0.0 if self._last is None else max(now - self._last, 0.0)
        self._last = now
        self._keys += 1
        self._seconds += waited if waited < _BREAK else 0.0
        if is_edit:
            self.acts.append(Act(act=name, type=type_, keys=self._keys, seconds=self._seconds))
            self._keys, self._seconds = 0, 0.0


@attrs.frozen(kw_only=True)
class Spent:
    """What acts of one kind cost together."""

    acts: int
    keys: int
    seconds: float


@attrs.frozen(kw_only=True)
class TimeSpent:
    """What the timer counted, added up three ways."""

    by_act: Mapping[str, Spent]
    by_type: Mapping[str, Spent]
    """Record type → what the acts about it cost; "" for acts about none."""
    by_article: Mapping[str, Spent]


def time_spent(project: Project) -> TimeSpent:
    """Everything that was counted on this machine, over all articles and annotators."""
    found = [
        (id_, act)
        for id_ in project.article_ids
        for annotator in project.annotators(id_)
        for act in read_acts(project.store, id_, annotator)
    ]
    return TimeSpent(
        by_act=_added((act.act, act) for _, act in found),
        by_type=_added((act.type, act) for _, act in found),
        by_article=_added((id_, act) for id_, act in found),
    )


def _added(found: Iterable[tuple[str, Act]]) -> Mapping[str, Spent]:
    groups: defaultdict[str, list[Act]] = defaultdict(list)
    for name, act in found:
        groups[name].append(act)
    return {
        name: Spent(acts=len(acts), keys=sum(act.keys for act in acts), seconds=sum(act.seconds for act in acts))
        for name, acts in sorted(groups.items())
    }
