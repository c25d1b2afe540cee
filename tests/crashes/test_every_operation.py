"""Law: in whatever order people edit, undo, redo, fold, open, close and crash, a plain model tells what is there.

Two sessions work on one file, each on records of its own, so that the model is exact; the clock of each jumps about.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable

import attrs
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests.fakes.memory_fs import MemoryFs, PowerLossError, chance, no_fault
from tests.fakes.projects import ANNOTATOR, ARTICLE, ROOT, a_disk, a_tag, counted

from annotate_kit.core import Edit, changes, make_id
from annotate_kit.core.merging import Merged
from annotate_kit.errors import AccessError
from annotate_kit.store import folding
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.session import Session, open_session

SIDES = ("a", "b")
WORDS = ("Riyadh", "Busan", "Seoul", "Rome", "부산", "Paris")
YEARS = 365.25 * 86_400

Model = dict[str, dict[str, object]]
"""A side's own records: their data by id."""

sides = st.sampled_from(SIDES)
seeds = st.integers(0, 2**32)
picks = st.integers(0, 1_000)


@attrs.define
class Side:
    """One who works, as the model has it."""

    session: Session | None = None
    model: Model = attrs.field(factory=dict)
    done: list[tuple[Model, Model]] = attrs.field(factory=list)
    """Before and after each edit of this session that can be taken back."""
    undone: list[tuple[Model, Model]] = attrs.field(factory=list)


class Work(RuleBasedStateMachine):
    """Everything that can happen to an annotation file."""

    forgets = ""
    """What the disk does not do: for planted bugs."""

    def __init__(self) -> None:
        super().__init__()
        self.fs = self._disk(a_disk())
        self.sides = {name: Side() for name in SIDES}
        self.owner: dict[str, str] = {}
        self.number = 0

    def _disk(self, sound: MemoryFs) -> MemoryFs:
        fs = sound
        if self.forgets:
            fsync = fs.fsync

            def forgetful(handle: object) -> None:
                if not handle.path.endswith(self.forgets):  # type: ignore[attr-defined]  # a Handle
                    fsync(handle)  # type: ignore[arg-type]  # the same

            fs.fsync = forgetful  # type: ignore[method-assign]  # planted
        return fs

    # What people do.

    @rule(name=sides, year=st.integers(-10, 10))
    def open(self, name: str, year: int) -> None:
        side = self.sides[name]
        if side.session is None:
            self._opened(side, year * YEARS)

    def _opened(self, side: Side, at: float) -> Session:
        self.number += 1
        side.session = session = open_session(
            open_project(self.fs, ROOT),
            ARTICLE,
            ANNOTATOR,
            clock=lambda: 1_700_000_000.0 + at,
            ids=counted(100_000 * self.number),
        )
        side.done, side.undone = [], []
        return session

    @rule(name=sides, word=st.sampled_from(WORDS))
    def tag(self, name: str, word: str) -> None:
        self._edit(name, *self._tag(name, word))

    def _tag(self, name: str, word: str) -> tuple[Edit, Model]:
        self.number += 1
        edit = a_tag(self._session(name).annotation, word, self.number)
        id_ = make_id("city", self.number)
        self.owner[id_] = name
        return edit, {**self.sides[name].model, id_: {"name": word}}

    @rule(name=sides, pick=picks, value=st.integers(0, 3))
    def fill(self, name: str, pick: int, value: int) -> None:
        model = self.sides[name].model
        if model:
            id_ = sorted(model)[pick % len(model)]
            edit = changes.set_value(self._session(name).annotation, id_, "/n", value)
            self._edit(name, edit, {**model, id_: {**model[id_], "n": value}})

    @rule(name=sides, pick=picks)
    def remove(self, name: str, pick: int) -> None:
        model = self.sides[name].model
        if model:
            id_ = sorted(model)[pick % len(model)]
            edit = changes.remove_record(self._session(name).annotation, id_)
            self._edit(name, edit, {one: data for one, data in model.items() if one != id_})

    def _edit(self, name: str, edit: Edit, after: Model) -> None:
        side = self.sides[name]
        self._session(name).do(edit)
        side.done.append((side.model, after))
        side.undone.clear()
        side.model = after

    @rule(name=sides)
    def undo(self, name: str) -> None:
        side = self.sides[name]
        if side.session is not None and side.done:
            side.session.undo()
            side.undone.append(side.done.pop())
            side.model = side.undone[-1][0]

    @rule(name=sides)
    def redo(self, name: str) -> None:
        side = self.sides[name]
        if side.session is not None and side.undone:
            side.session.redo()
            side.done.append(side.undone.pop())
            side.model = side.done[-1][1]

    @rule(name=sides)
    def fold(self, name: str) -> None:
        if (session := self.sides[name].session) is not None:
            session.fold()

    @rule(name=sides)
    def close(self, name: str) -> None:
        if (session := self.sides[name].session) is not None:
            session.close()
            self.sides[name].session = None

    # What happens to them.

    @rule(name=sides)
    def kill(self, name: str) -> None:
        """One process is gone; the file system goes on, and its locks are free."""
        if (session := self.sides[name].session) is not None:
            session._scribe.close()
            self.sides[name].session = None

    @rule(seed=seeds)
    def lose_power(self, seed: int) -> None:
        self._restart(seed)

    @rule(name=sides, word=st.sampled_from(WORDS), stop=st.integers(1, 30), seed=seeds)
    def lose_power_while_tagging(self, name: str, word: str, stop: int, seed: int) -> None:
        edit, after = self._tag(name, word)
        session = self._session(name)
        if self._stopped(stop, lambda: session.do(edit)):
            self._restart(seed)
            side = self.sides[name]
            # It was on its way: there or not, but whole.
            side.model = after if self._seen(self._opened(side, 0.0), name) == after else side.model
        else:
            self.sides[name].model = after
            self.sides[name].done.clear()
            self.sides[name].undone.clear()

    @rule(name=sides, word=st.sampled_from(WORDS), stop=st.integers(1, 30))
    def kill_while_tagging(self, name: str, word: str, stop: int) -> None:
        """One process is gone in the middle of its work; what it had not synced is seen by the others all the same."""
        edit, after = self._tag(name, word)
        session, side = self._session(name), self.sides[name]
        if self._stopped(stop, lambda: session.do(edit)):
            session._scribe.close()
            side.model = after if self._seen(self._opened(side, 0.0), name) == after else side.model
        else:
            side.model = after
            side.done.clear()
            side.undone.clear()

    @rule(name=sides, stop=st.integers(1, 30))
    def kill_while_folding(self, name: str, stop: int) -> None:
        session = self.sides[name].session
        if session is not None and self._stopped(stop, session.fold):
            session._scribe.close()
            self.sides[name].session = None

    @rule(name=sides, stop=st.integers(1, 30), seed=seeds, is_end=st.booleans())
    def lose_power_while_folding(self, name: str, stop: int, seed: int, is_end: bool) -> None:
        session = self.sides[name].session
        if session is None:
            return
        if self._stopped(stop, session.close if is_end else session.fold):
            self._restart(seed)
        elif is_end:
            self.sides[name].session = None

    def _stopped(self, stop: int, act: Callable[[], object]) -> bool:
        held = {id(node.holder) for node in self.fs.files.values()}
        self.fs.stop_at = len(self.fs.operations) + stop
        try:
            act()
        except PowerLossError:
            for node in self.fs.files.values():
                if id(node.holder) not in held:
                    # What a process held is free when it is gone.
                    node.holder = None
            return True
        finally:
            self.fs.stop_at, self.fs.is_off = None, False
        return False

    def _restart(self, seed: int) -> None:
        self.fs = self._disk(self.fs.after_power_loss(chance(seed)))
        for side in self.sides.values():
            side.session = None

    @rule(name=sides, word=st.sampled_from(WORDS), nth=st.integers(1, 12), is_short=st.booleans())
    def refuse(self, name: str, word: str, nth: int, is_short: bool) -> None:
        """The disk refuses once while something is tagged, or takes a part, then works again."""
        edit, after = self._tag(name, word)
        session = self._session(name)
        countdown = [nth]

        def fault(operation: str, _path: str) -> int | None:
            countdown[0] -= operation == "write" if is_short else 1
            if countdown[0] == 0:
                countdown[0] = -1
                if is_short:
                    return 20
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return None

        self.fs.fault = fault
        try:
            session.do(edit)
        except AccessError:
            self.fs.fault = no_fault
            session.retry()
        else:
            self.sides[name].model = after
        finally:
            self.fs.fault = no_fault
        self.sides[name].done.clear()
        self.sides[name].undone.clear()

    # What must be.

    @invariant()
    def each_sees_its_own(self) -> None:
        for name, side in self.sides.items():
            if side.session is not None:
                assert self._seen(side.session, name) == side.model

    def teardown(self) -> None:
        for side in self.sides.values():
            if side.session is not None:
                side.session.close()
        session = self._opened(self.sides["a"], 0.0)
        session.close()
        for name, side in self.sides.items():
            assert self._seen(session, name) == side.model
        assert session.conflicts == ()
        before = self.fs.snapshot()
        assert not [path for path in before if "/journal/" in path]
        self._opened(self.sides["a"], 0.0).close()
        assert self.fs.snapshot() == before

    def _seen(self, session: Session, name: str) -> Model:
        records = session.annotation.records
        return {id_: dict(record.data) for id_, record in records.items() if self.owner[id_] == name}

    def _session(self, name: str) -> Session:
        side = self.sides[name]
        return side.session or self._opened(side, 0.0)


def run(machine: type[Work], examples: int, steps: int) -> None:
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=chosen)


def test_whatever_happens_in_whatever_order_the_model_tells_what_is_there() -> None:
    run(Work, 15, 25)


def test_a_journal_that_is_not_synced_is_found_out() -> None:
    class Forgetful(Work):
        forgets = ".jsonl"

    with pytest.raises((AssertionError, ExceptionGroup)):
        run(Forgetful, 40, 25)


def test_the_last_writer_who_wins_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "_merged", lambda _store, ours, _base, _loaded: Merged(annotation=ours))
    with pytest.raises((AssertionError, ExceptionGroup)):
        run(Work, 40, 25)


@pytest.mark.soak
def test_much_that_happens() -> None:
    run(Work, 3_000, 60)
