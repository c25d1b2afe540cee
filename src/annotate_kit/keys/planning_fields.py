"""The cheapest keys that make the selected words say a value: the field's letters, an answer, the form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs

from annotate_kit.core import CLAIM_KINDS, Ids, Json, same
from annotate_kit.core.pointers import find_value, is_under
from annotate_kit.keys.overlays import Chosen, Fill, Picker, TakeValue
from annotate_kit.keys.planning_acts import Act, Goal, Value
from annotate_kit.keys.planning_answers import (
    Found,
    Keys,
    choosing,
    claiming,
    is_line_of,
    lettering,
    open_now,
    pressed,
    typing,
    walking,
)
from annotate_kit.keys.showing import typed_value
from annotate_kit.keys.view import View

__all__ = ["filled"]

Chooser = Callable[[View, Mapping[str, str], str], Callable[[Chosen], bool]]


def filled(
    *, goal: Goal, view: View, made: Mapping[str, str], act: Value, kept: Sequence[Act], ids: Ids, chooser: Chooser
) -> Found:
    """The fewest keys that make the selection say the value, its record in hand.

    What was done before (`kept`) stays done.
    """
    target = goal.target(act)
    filler = _Filler(goal=goal, view=view, made=made, act=act, kept=kept, ids=ids, chooser=chooser, target=target)
    for tries in (filler.by_letter(), filler.by_letter_opened(), filler.in_form()):
        # A later way is only ever cheaper where an earlier one does not lead there.
        found = [keys for keys in tries if filler.is_done(keys)]
        if found:
            return (min(found, key=len),)
    return ()


@attrs.frozen(kw_only=True, eq=False)
class _Filler:
    _goal: Goal
    _view: View
    _made: Mapping[str, str]
    _act: Value
    _kept: Sequence[Act]
    _ids: Ids
    _chooser: Chooser
    _target: str | None

    def is_done(self, keys: Keys) -> bool:
        after = pressed(self._view, keys, self._ids)
        made = dict(self._made)
        if self._target is not None and self._target not in made:
            new = after.annotation.records.keys() - self._view.annotation.records.keys()
            made.update((self._target, record) for record in new)
        ours = made[self._act.record]
        now, before = after.annotation.records[ours], self._view.annotation.records[ours]
        if self._goal.is_new_here(self._act.record, before.data, now.data):
            return False
        return after.overlay is None and all(self._goal.is_done(act, after, made) for act in (self._act, *self._kept))

    def by_letter(self) -> Iterator[Keys]:
        """The field's letters, answers, and what puts right what was read otherwise."""
        yield from self._lettered(again=False)

    def by_letter_opened(self) -> Iterator[Keys]:
        """The same with Shift on the last letter, which opens the field with the words in it."""
        yield from self._lettered(again=True)

    def _lettered(self, *, again: bool) -> Iterator[Keys]:
        for letters in lettering(self._view, self._act.pointer, self._ids, again=again):
            for marks in self._marks():
                yield from self._tries(("enter", *marks, *letters[1:]))
            yield from self._tries(letters)
        if not again:
            yield from self._further()

    def _further(self) -> Iterator[Keys]:
        """What is there already gets further evidence."""
        record = self._view.annotation.records[self._made[self._act.record]]
        wanted = self._made.get(self._target, "") if self._target is not None else self._goal.value(self._act)
        if same(find_value(record.data, self._act.pointer), wanted):
            for letters in lettering(self._view, self._act.pointer, self._ids, evidence=True):
                for marks in ((), *self._marks()):
                    yield ("enter", "+", *marks, *letters[1:])

    def _marks(self) -> Iterator[Keys]:
        """The keys that say before the letters how the words claim it."""
        for times in range(1, len(CLAIM_KINDS)):
            marked = pressed(self._view, ("enter", *("-",) * times), self._ids).overlay
            assert isinstance(marked, Fill)
            if marked.claim == self._act.claim:
                yield ("-",) * times

    def _tries(self, letters: Keys) -> Iterator[Keys]:
        for keys in self._answered(letters):
            if self.is_done(keys):
                yield keys
                continue
            if keys == letters:
                # The words were read otherwise: the value they gave is opened and put right.
                after = pressed(self._view, keys, self._ids)
                for again in lettering(after, self._act.pointer, self._ids, again=True):
                    for right in self._answered((*keys, *again)):
                        yield from self._with_claim(right)
            yield from self._with_claim(keys)

    def _with_claim(self, keys: Keys) -> Iterator[Keys]:
        """The keys, and where the words are said to claim it otherwise, those that put it right."""
        yield keys
        after = pressed(self._view, keys, self._ids)
        record = after.annotation.records[self._made[self._act.record]]
        places = [at for at in record.evidence if is_under(at, self._act.pointer)]
        claims = [record.evidence[at][-1].claim for at in places]
        if after.overlay is None and len(claims) == 1 and claims != [self._act.claim]:
            for steps in walking(pressed(after, ("e",), self._ids), is_line_of(places[0])):
                yield from self._claimed((*keys, "e", *steps), places[0])

    def _claimed(self, keys: Keys, pointer: str) -> Iterator[Keys]:
        """The keys, on whose line of the form the words are then said to claim it as they do."""
        form = pressed(self._view, keys, self._ids)
        for times in claiming(form, pointer, self._act.claim, self._ids):
            yield (*keys, *times, "q")

    def _answered(self, keys: Keys) -> Iterator[Keys]:
        """The keys, with what is asked after them answered."""
        after = pressed(self._view, keys, self._ids)
        field = open_now(after)
        if field is None and not isinstance(after.overlay, Picker):
            yield keys
            return
        for answer in choosing(after, self._is_wanted(), self._ids):
            yield (*keys, *answer, "enter")
        if field is not None:
            yield (*keys, "enter")
            typed = typing(after, typed_value(field.field, self._goal.value(self._act)))
            yield (*keys, *typed, "enter")

    def _is_wanted(self) -> Callable[[Chosen], bool]:
        if self._target is not None:
            return self._chooser(self._view, self._made, self._target)
        value: Json = self._goal.value(self._act)
        return lambda choice: isinstance(choice, TakeValue) and same(choice.value, value)

    def in_form(self) -> Iterator[Keys]:
        """The whole form: to the line, the value, the words as its evidence, the kind of claim."""
        place = self._act.pointer
        for steps in walking(pressed(self._view, ("e",), self._ids), is_line_of(place)):
            for keys in self._entered(("e", *steps)):
                after = pressed(self._view, keys, self._ids)
                # What cannot be read stays in an open field.
                back = walking(after, is_line_of(place)) if open_now(after) is None else ()
                for on in back:
                    yield from self._claimed((*keys, *on, "+"), place)

    def _entered(self, begun: Keys) -> Iterator[Keys]:
        """The keys up to the value's line, and where it does not stand there yet, those that enter it."""
        record = self._view.annotation.records[self._made[self._act.record]]
        wanted = self._made.get(self._target, "") if self._target is not None else self._goal.value(self._act)
        if same(find_value(record.data, self._act.pointer), wanted):
            yield begun
        else:
            yield from self._answered((*begun, "enter"))
