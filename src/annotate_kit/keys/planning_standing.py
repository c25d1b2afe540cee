"""A plan on its way: what was done with which keys, what is left, and whether more keys did what they should."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from annotate_kit.core import Fragment, Ids
from annotate_kit.keys.overlays import Chosen, TakeEntity, TakeNew, TakeRecord
from annotate_kit.keys.planning_acts import Act, Goal, Speaker, range_of
from annotate_kit.keys.planning_answers import Found, Keys, pressed
from annotate_kit.keys.planning_moves import Ground, State, Way, state_of
from annotate_kit.keys.view import View

__all__ = ["Done", "Standing", "Tools"]


@attrs.frozen(kw_only=True)
class Done:
    """One act of a plan with the keys that do it."""

    act: Act | Speaker
    also: tuple[Act, ...] = ()
    """What the same keys do besides."""
    holding: Keys = ()
    """The keys that take the record in hand, pressed before the way."""
    way: Way
    """To the words."""
    keys: Keys
    """What is pressed once the words are selected: the tag, the field's letters, and answers."""

    @property
    def pressed(self) -> Keys:
        """All its keys, in order, as the machine takes them."""
        return (*self.holding, *self.way.keys, *self.keys)

    @property
    def cost(self) -> int:
        """Keys that a person presses."""
        return len(self.holding) + self.way.cost + len(self.keys)

    @property
    def thoughts(self) -> int:
        """Chunks: those of the way, the act itself, taking a record in hand, and a list or field that was answered."""
        return self.way.thoughts + 1 + bool(self.holding) + (self.keys[-1] in ("enter", "q"))


@attrs.frozen(kw_only=True, eq=False)
class Standing:
    """A plan on its way."""

    view: View
    made: Mapping[str, str]
    """The goal's record → ours."""
    left: tuple[Act, ...]
    done: tuple[Done, ...] = ()
    given_up: tuple[Act, ...] = ()
    cost: float = 0
    """Keys, and a hundredth for each thought: of ways as long, the simpler one."""

    def done_of(self, record: str) -> tuple[Act, ...]:
        """What was done of a record of the goal, but for who says so: that comes last."""
        done = (each for one in self.done for each in (one.act, *one.also))
        return tuple(each for each in done if each.record == record and not isinstance(each, Speaker))


@attrs.frozen(kw_only=True, eq=False)
class Tools:
    """What planning one article needs at every step."""

    goal: Goal
    ground: Ground
    ids: Ids
    _ways: dict[tuple[State, int, int, Fragment], tuple[View, tuple[Way, ...]]] = attrs.field(factory=dict)
    fillings: dict[Act, tuple[object, Found]] = attrs.field(factory=dict)
    """What fills a value, and for which state of its record that was found."""

    def press(self, view: View, *keys: str) -> View:
        """The view after some keys."""
        return pressed(view, keys, self.ids)

    def ways(self, view: View, fragment: Fragment) -> tuple[Way, ...]:
        """The cheapest way to some words, if one leads there; remembered for what is selected, shown and tagged."""
        key = (state_of(view), view.top, id(view.lens), fragment)
        if key not in self._ways:
            # The view is kept with it, so that no other lens can come to have its lens's identity.
            found = self.ground.way(view, range_of(fragment))
            self._ways[key] = (view, () if found is None else (found,))
        return self._ways[key][1]

    def chooser(self, view: View, made: Mapping[str, str], record: str) -> Callable[[Chosen], bool]:
        """Whether a row of a picker stands for a record of the goal."""
        gold = self.goal.annotation.records[record]
        if record in made:
            wanted: Chosen = TakeRecord(record=made[record])
        elif any(entity.entity == gold.entity_id for entity in view.known):
            wanted = TakeEntity(entity=gold.entity_id, type=gold.type)
        else:
            wanted = TakeNew(type=gold.type)
        return lambda choice: choice == wanted

    def concluded(self, standing: Standing, done: Done, view: View) -> tuple[Standing, ...]:
        """The standing after an act; none where the keys did not do it, did more, or took something back."""
        for fragment in done.act.fragments[1:]:
            for way in self.ways(view, fragment):
                done = attrs.evolve(done, keys=(*done.keys, *way.keys, ","))
                view = self.press(view, *way.keys, ",")
        assert not isinstance(done.act, Speaker), "who says so comes last"
        made = self.made_after(standing.made, view)
        wanted = (done.act, *standing.done_of(done.act.record))
        is_done = view.overlay is None and all(self.goal.is_done(act, view, made) for act in wanted)
        if not is_done or self._is_too_much(standing, view, made):
            return ()
        also = tuple(act for act in standing.left if act is not done.act and self.goal.is_done(act, view, made))
        done = attrs.evolve(done, also=also)
        after = attrs.evolve(
            standing,
            view=view,
            made=made,
            left=tuple(act for act in standing.left if act is not done.act and act not in also),
            done=(*standing.done, done),
            cost=standing.cost + done.cost + done.thoughts / 100,
        )
        return (after,)

    def made_after(self, made: Mapping[str, str], view: View) -> Mapping[str, str]:
        """The goal's records as ours, with those that keys have just made."""
        found, known = dict(made), set(made.values())
        spans = view.annotation.spans
        for record in view.annotation.records.values():
            if record.id not in known:
                places = {spans[key].fragments for key in record.mentions}
                meant = (
                    gold.id
                    for gold in self.goal.annotation.records.values()
                    if gold.id not in found and gold.type == record.type and places <= set(self.goal.mentions(gold.id))
                )
                found.update(dict.fromkeys(list(meant)[:1], record.id))
        return found

    def _is_too_much(self, standing: Standing, view: View, made: Mapping[str, str]) -> bool:
        """Whether a record was made, a span tagged or a value filled that the goal does not have."""
        records, before = view.annotation.records, standing.view.annotation.records
        spans = view.annotation.spans
        changed = {gold: records[ours] for gold, ours in made.items() if records[ours] is not before.get(ours)}
        return len(records) != len(made) or any(
            not {spans[key].fragments for key in record.mentions} <= set(self.goal.mentions(gold))
            or (record.id in before and self.goal.is_new_here(gold, before[record.id].data, record.data))
            for gold, record in changed.items()
        )
