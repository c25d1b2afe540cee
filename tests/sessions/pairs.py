"""Two processes at work on the same annotation files, in rounds; and what must be in the files afterwards.

Each has records that only it touches: of these every acknowledged change must be there, exactly. Others are shared, and
both change the same fields of them: whatever was acknowledged there either stands, or somebody who saw it
changed it, or it is shown in a conflict. In some rounds a process is gone without closing what it had open, and
whoever comes first puts its journal into the file.
"""

from __future__ import annotations

import itertools
import os
import pickle
import random
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import attrs
from tests.fakes.projects import ANNOTATOR, TEXT, an_article

from annotate_kit.core import Annotation, Record, changes, make_id, make_span
from annotate_kit.core.conflicts import Conflict
from annotate_kit.errors import AnnotateKitError, EditMismatchError
from annotate_kit.store import DiskFs, Store, pending_journals
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.session import SaveFailed, SaveState, Session, open_session

ARTICLES = ("expo-vote", "second", "third")
SHARED = tuple(make_id("city", 900_000 + number) for number in range(4))
FIELDS = ("/a", "/b")
KINDS = (
    "tag",
    "tag",
    "set",
    "set",
    "remove",
    "shared",
    "shared",
    "undo",
    "redo",
    "fold",
    "fold soon",
    "open",
    "decide",
)

Place = tuple[str, str, str]
"""Article, record, pointer."""


@attrs.define
class Known:
    """What one side was told is saved, and what it saw."""

    own: dict[str, dict[str, object]] = attrs.field(factory=lambda: {article: {} for article in ARTICLES})
    """By article and record: the data of records that only this side touches."""
    said: set[tuple[Place, object]] = attrs.field(factory=set)
    """What this side put into shared fields."""
    settled: set[tuple[Place, object]] = attrs.field(factory=set)
    """What it saw there and changed, or decided about."""
    edits: int = 0
    refused: int = 0
    conflicts: set[str] = attrs.field(factory=set)
    """Those that it was shown."""
    wrong: list[str] = attrs.field(factory=list)


@attrs.define
class Tally:
    """What some rounds came to."""

    edits: int = 0
    refused: int = 0
    """Edits that were taken back because the other side had changed the same; none was called saved."""
    conflicts: int = 0
    """Shown to either side."""
    lost: list[str] = attrs.field(factory=list)


def make_project(root: str) -> None:
    """Some articles, and in each some records that both sides know."""
    store = Store(DiskFs(), root)
    for id_ in ARTICLES:
        store.add_article(an_article(id_), TEXT)
        session = _session(root, id_, random.Random(0), is_threaded=False)  # noqa: S311  # nothing here is secret
        for record in SHARED:
            data = dict.fromkeys((pointer[1:] for pointer in FIELDS), "")
            session.do(changes.new_record(session.annotation, Record(id=record, type="city", data=data), _a_span(0)))
        session.close()


def _session(
    root: str, article: str, luck: random.Random, *, is_threaded: bool, tell: Callable[[SaveState], None] | None = None
) -> Session:
    return open_session(
        open_project(DiskFs(), root),
        article,
        ANNOTATOR,
        clock=lambda: luck.uniform(-1e9, 4e9),
        ids=lambda prefix: make_id(prefix, luck.getrandbits(48)),
        on_state=tell,
        threaded=is_threaded,
    )


def _a_span(number: int) -> Any:
    return make_span(id=make_id("s", number), text=TEXT, fragments=[(number % 50, number % 50 + 5)])


class Side:
    """One process: its sessions, and what it does."""

    def __init__(self, root: str, name: str, seed: int, known: Known) -> None:
        self.root = root
        self.name = name
        self.known = known
        self.luck = random.Random(f"{name}{seed}")  # noqa: S311  # nothing here is secret
        self.number = seed * 1_000
        self.sessions: dict[str, Session] = {}
        self.depth = dict.fromkeys(ARTICLES, 0)
        """Of edits of the session that can be taken back."""
        self.can_redo = dict.fromkeys(ARTICLES, False)
        self.is_refused = False
        self.touched: tuple[str, str] | None = None
        """The shared field that the last edit changed; None where it may be any."""

    def work(self, steps: int) -> None:
        for _ in range(steps):
            # Mostly on one file, at times on the others.
            article = self.luck.choice([ARTICLES[0], *ARTICLES])
            self.step(article, self.luck.choice(KINDS))
        if self.luck.random() < 0.7:
            for session in self.sessions.values():
                session.close()

    def step(self, article: str, kind: str) -> None:
        session = self.sessions.get(article) or self._open(article)
        if kind in ("undo", "redo", "decide") and session._writer is not None:
            # What a fold that is on its way brings in is none of this side's doing.
            session.fold()
        before, model = session.annotation, dict(self.known.own[article])
        self.is_refused = False
        try:
            is_edit = self._do(session, article, kind, model)
            session.wait_saved()
        except EditMismatchError:
            # What is to be undone was changed by the other side meanwhile.
            is_edit, self.is_refused = False, True
        session = self.sessions[article]
        if self.is_refused:
            self.known.refused += 1
            self._start_again(article)
            session = self.sessions[article]
        elif is_edit:
            self.known.edits += 1
            self.known.own[article] = model
            self._note(article, before, session.annotation, self.touched)
        self.known.conflicts |= {f"{article} {conflict.id}" for conflict in session.conflicts}
        if kind in ("undo", "redo"):
            self.known.own[article] = self._own(session.annotation)
        elif self._own(session.annotation) != self.known.own[article]:
            self.known.wrong.append(f"{self.name}, after {kind} in {article} its own records are others")
            self.known.own[article] = self._own(session.annotation)

    def tell(self, state: SaveState) -> None:
        if isinstance(state, SaveFailed):
            self.is_refused = True

    def _open(self, article: str) -> Session:
        is_threaded = self.luck.random() < 0.5
        session = _session(self.root, article, self.luck, is_threaded=is_threaded, tell=self.tell)
        self.sessions[article], self.depth[article], self.can_redo[article] = session, 0, False
        return session

    def _start_again(self, article: str) -> None:
        self.sessions[article].close()
        self._open(article)

    def _do(self, session: Session, article: str, kind: str, model: dict[str, object]) -> bool:
        """Whether it was an edit; `model` is changed as the own records are."""
        annotation, own = session.annotation, sorted(model)
        self.number += 1
        self.touched = ("", "")
        if kind == "tag" or (kind in ("set", "remove") and not own):
            id_ = f"city-{self.name}{make_id('x', self.number)[2:]}"
            record = Record(id=id_, type="city", data={"n": self.number})
            edit = changes.new_record(
                annotation, record, attrs.evolve(_a_span(self.number), id=make_id("s", self._id()))
            )
            model[id_] = {"n": self.number}
        elif kind == "set":
            id_ = self.luck.choice(own)
            edit = changes.set_value(annotation, id_, "/n", self.number)
            model[id_] = {"n": self.number}
        elif kind == "remove":
            id_ = self.luck.choice(own)
            edit = changes.remove_record(annotation, id_)
            del model[id_]
        elif kind == "shared":
            self.touched = self.luck.choice(SHARED), self.luck.choice(FIELDS)
            edit = changes.set_value(annotation, *self.touched, f"{self.name}{self.number}")
        else:
            return self._do_more(session, article, kind)
        session.do(edit)
        self.depth[article] += 1
        self.can_redo[article] = False
        return True

    def _id(self) -> int:
        return int.from_bytes(self.name.encode()) * 10**8 + self.number

    def _do_more(self, session: Session, article: str, kind: str) -> bool:
        self.touched = None
        if kind == "undo" and self.depth[article]:
            session.undo()
            self.depth[article] -= 1
            self.can_redo[article] = True
            return True
        if kind == "redo" and self.can_redo[article]:
            self.can_redo[article] = False
            return session.redo() is not None
        if kind == "decide" and session.conflicts:
            conflict = self.luck.choice(session.conflicts)
            session.decide(conflict, take_ours=self.luck.random() < 0.5)
            self.known.settled |= set(_shown(article, conflict))
            self.depth[article] += 1
            return True
        if kind == "fold":
            session.fold()
        elif kind == "fold soon" and session._writer is not None:
            session.fold_soon()
        elif kind == "open":
            self._start_again(article)
        return False

    def _own(self, annotation: Annotation) -> dict[str, object]:
        return {id_: dict(one.data) for id_, one in annotation.records.items() if id_.startswith(f"city-{self.name}")}

    def _note(self, article: str, before: Annotation, after: Annotation, touched: tuple[str, str] | None) -> None:
        for record, pointer in itertools.product(SHARED, FIELDS) if touched is None else [touched] * (touched[0] != ""):
            was, now = (one.records[record].data.get(pointer[1:]) for one in (before, after))
            if was != now:
                self.known.said.add(((article, record, pointer), now))
                self.known.settled.add(((article, record, pointer), was))


def _shown(article: str, conflict: Conflict) -> Iterator[tuple[Place, object]]:
    for value in (conflict.ours, conflict.theirs):
        yield (article, conflict.record or "", conflict.pointer), value


def in_a_process(root: str, name: str, seed: int, known: Known, steps: int) -> tuple[int, int]:
    """Work in a process of its own; its id, and the end of a pipe that tells what it knows then."""
    told, telling = os.pipe()
    child = os.fork()
    if child == 0:
        side = Side(root, name, seed, known)
        try:
            side.work(steps)
        except (AnnotateKitError, OSError, AssertionError, KeyError, ValueError):
            known.wrong.append(f"{name}, seed {seed}: {traceback.format_exc()}")
        finally:
            with os.fdopen(telling, "wb") as pipe:
                pickle.dump(known, pipe)
            # Whoever has not closed its sessions is gone as if it had been killed.
            os._exit(0)
    os.close(telling)
    return child, told


def run(root: str, seed: int, edits: int, *, steps: int = 60) -> Tally:
    """Rounds of two processes until so many edits were acknowledged, then what is wrong with the files."""
    make_project(root)
    sides = {name: Known() for name in ("a", "b")}
    tally = Tally()
    while sum(known.edits for known in sides.values()) < edits:
        started = {name: in_a_process(root, name, seed, known, steps) for name, known in sides.items()}
        for name, (child, told) in started.items():
            with os.fdopen(told, "rb") as pipe:
                sides[name] = pickle.load(pipe)  # noqa: S301  # our own child wrote it
            os.waitpid(child, 0)
        seed += 1
        if any(known.wrong for known in sides.values()):
            break
    tally.edits = sum(known.edits for known in sides.values())
    tally.refused = sum(known.refused for known in sides.values())
    tally.conflicts = len({id_ for known in sides.values() for id_ in known.conflicts})
    tally.lost = [line for known in sides.values() for line in known.wrong]
    for article in ARTICLES:
        tally.lost += _missing(root, article, sides)
    if pending_journals(Store(DiskFs(), root)):
        tally.lost.append("a journal was left")
    return tally


def _missing(root: str, article: str, sides: dict[str, Known]) -> Iterator[str]:
    """What the next session does not find."""
    session = _session(root, article, random.Random(1), is_threaded=False)  # noqa: S311  # nothing here is secret
    found = session.annotation
    session.close()
    for name, known in sides.items():
        own = {id_: dict(one.data) for id_, one in found.records.items() if id_.startswith(f"city-{name}")}
        for id_ in sorted(own.keys() | known.own[article].keys()):
            if own.get(id_) != known.own[article].get(id_):
                yield f"{article}, {id_}: {known.own[article].get(id_)} was saved, {own.get(id_)} is there"
    settled = {one for known in sides.values() for one in known.settled}
    settled |= {one for conflict in session.conflicts for one in _shown(article, conflict)}
    for known in sides.values():
        for place, value in sorted(known.said, key=repr):
            if place[0] == article:
                with suppress(KeyError):
                    if found.records[place[1]].data[place[2][1:]] == value:
                        continue
                if (place, value) not in settled:
                    yield f"{place}: {value} was saved, nobody changed it, and no conflict shows it"
