"""The register: what people decided about entities across articles, each decision an act that can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from annotate_kit.codec import decode_decisions, encode_decisions, parse_json
from annotate_kit.core import Ids, Json
from annotate_kit.core.entities import Decisions, Ruling
from annotate_kit.core.names import is_article_id
from annotate_kit.errors import InputError, UsageError
from annotate_kit.store.paths import ANNOTATIONS
from annotate_kit.workflow.project import Project

if TYPE_CHECKING:
    from annotate_kit.workflow.session import Clock

__all__ = ["Register", "decide_value", "join", "keep_apart", "read_register", "set_identifier"]

FOLDER = f"{ANNOTATIONS}/_register"


@attrs.frozen(kw_only=True)
class Register:
    """The decisions of a project."""

    decisions: Mapping[str, Decisions] = attrs.field(factory=dict)
    """By the entity's id."""
    damaged: tuple[str, ...] = ()
    """Paths of files that cannot be used; nothing is decided by them."""

    @cached_property
    def _leaders(self) -> dict[str, str]:
        leaders: dict[str, str] = {}

        def leader(entity: str) -> str:
            while leaders.get(entity, entity) != entity:
                entity = leaders[entity]
            return entity

        for decisions in self.decisions.values():
            for other in decisions.same:
                first, second = sorted((leader(decisions.entity), leader(other)))
                leaders[second] = first
        return {entity: leader(entity) for entity in leaders}

    def leader(self, entity: str) -> str:
        """The id under which an entity goes, once all that are one are one: the first in order."""
        return self._leaders.get(entity, entity)

    @cached_property
    def _apart(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            (self.leader(decisions.entity), self.leader(other))
            for decisions in self.decisions.values()
            for other in decisions.apart
        )

    @property
    def pairs_apart(self) -> frozenset[tuple[str, str]]:
        """Pairs of ids that a person said are two things, one way round each."""
        return self._apart

    def are_apart(self, one: str, other: str) -> bool:
        """Whether a person said that the two are not one."""
        one, other = self.leader(one), self.leader(other)
        return (one, other) in self._apart or (other, one) in self._apart

    def ruling(self, entities: Iterable[str], pointer: str) -> Ruling | None:
        """What was decided about a value of an entity, which several ids may stand for."""
        held = (self.decisions[entity].values.get(pointer) for entity in entities if entity in self.decisions)
        return next((ruling for ruling in held if ruling is not None), None)


def read_register(project: Project) -> Register:
    """What the register holds; a file that is none is passed over, and told.

    Raises:
        AccessError: where files cannot be read.
    """
    decisions: dict[str, Decisions] = {}
    damaged: list[str] = []
    for name in project.store.list_folder(FOLDER):
        entity = name.removesuffix(".json")
        if entity == name or name.startswith("."):
            continue
        found = _read(project, entity)
        if found is None:
            damaged.append(f"{FOLDER}/{name}")
        else:
            decisions[entity] = found
    return Register(decisions=decisions, damaged=tuple(damaged))


def _read(project: Project, entity: str) -> Decisions | None:
    path = f"{FOLDER}/{entity}.json"
    return decode_decisions(parse_json(project.store.read(path), file=path).value, entity)


def join(project: Project, one: str, other: str, *, by: str, clock: Clock, ids: Ids) -> None:
    """Decide that two entities are one. No annotation file changes.

    Raises:
        UsageError: where they are the same id, or one is no id.
        AccessError: where the disk refuses.
    """
    first, second = _two(one, other)

    def both(held: Decisions) -> Decisions:
        return attrs.evolve(held, same=_with(held.same, second), apart=_without(held.apart, second))

    changes = {first: both}
    if second in read_register(project).decisions:
        changes[second] = lambda held: attrs.evolve(held, apart=_without(held.apart, first))
    _decide(project, changes, f"{one} and {other} are one", by=by, clock=clock, ids=ids)


def keep_apart(project: Project, one: str, other: str, *, by: str, clock: Clock, ids: Ids) -> None:
    """Decide that two entities are not one, so that nobody is asked again.

    Raises:
        UsageError: where they are the same id, or one is no id.
        AccessError: where the disk refuses.
    """
    first, second = _two(one, other)

    def both(held: Decisions) -> Decisions:
        return attrs.evolve(held, apart=_with(held.apart, second), same=_without(held.same, second))

    changes = {first: both}
    if second in read_register(project).decisions:
        changes[second] = lambda held: attrs.evolve(held, same=_without(held.same, first))
    _decide(project, changes, f"{one} and {other} are two", by=by, clock=clock, ids=ids)


def decide_value(
    project: Project,
    entity: str,
    pointer: str,
    value: Json,
    *,
    because: str,
    by: str,
    act_by: str = "",
    clock: Clock,
    ids: Ids,
) -> None:
    """Decide which of several values an entity has; `act_by` notes it, and may take it back: who decides, else.

    Raises:
        UsageError: where the entity is no id.
        AccessError: where the disk refuses.
    """
    ruling = Ruling(value=value, because=because, by=by)

    def change(held: Decisions) -> Decisions:
        return attrs.evolve(held, values={**held.values, pointer: ruling})

    _decide(project, {_checked(entity): change}, f"{pointer} of {entity}", by=act_by or by, clock=clock, ids=ids)


def set_identifier(project: Project, entity: str, name: str, value: str, *, by: str, clock: Clock, ids: Ids) -> None:
    """Note what another collection calls an entity.

    Raises:
        UsageError: where the entity is no id.
        AccessError: where the disk refuses.
    """

    def change(held: Decisions) -> Decisions:
        return attrs.evolve(held, identifiers={**held.identifiers, name: value})

    _decide(project, {_checked(entity): change}, f"{name} of {entity}", by=by, clock=clock, ids=ids)


def _decide(
    project: Project,
    changes: Mapping[str, Callable[[Decisions], Decisions]],
    label: str,
    *,
    by: str,
    clock: Clock,
    ids: Ids,
) -> None:
    # Validation reads the register, and does no acts.
    from annotate_kit.workflow.acts import Act, FileChange, do_act, read_or_none  # noqa: PLC0415 - see the line above

    files: list[FileChange] = []
    for entity, change in changes.items():
        path = f"{FOLDER}/{entity}.json"
        before = read_or_none(project, path)
        held = Decisions(entity=entity) if before is None else _read(project, entity)
        if held is None:
            raise InputError(path, "the file holds no decisions", "Put it right, or take it away.")
        after = change(held)
        if after != held:
            files.append(FileChange(path=path, before=before, after=encode_decisions(after).decode()))
    if files:
        do_act(project, Act(label=label, by=by, files=tuple(files)), clock=clock, ids=ids)


def _two(one: str, other: str) -> tuple[str, str]:
    if one == other:
        raise UsageError(f"{one} is one entity already", "Name two.")
    first, second = sorted((_checked(one), _checked(other)))
    return first, second


def _checked(entity: str) -> str:
    # A record's id is a file's name here; ids are made of what article ids are made of.
    if not is_article_id(entity):
        raise UsageError(f"{entity!a} is no id of an entity", "See `annotate-kit entities` for the ids.")
    return entity


def _with(listed: Iterable[str], entity: str) -> tuple[str, ...]:
    return tuple(sorted({*listed, entity}))


def _without(listed: Iterable[str], entity: str) -> tuple[str, ...]:
    return tuple(kept for kept in listed if kept != entity)
