"""Entities: one real thing, whichever articles speak of it. Derived from records and what the register decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs

from annotate_kit.core import ABSENT, Annotation, Json, Record, same
from annotate_kit.core.entities import Ruling
from annotate_kit.core.pointers import leaves
from annotate_kit.schema import Catalog, references
from annotate_kit.store import FINAL
from annotate_kit.suggest import NameBook, Told, names_of
from annotate_kit.text import index_text
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.register import Register

__all__ = [
    "Difference",
    "Entity",
    "Gathering",
    "Member",
    "Pair",
    "Said",
    "differences",
    "elsewhere",
    "gather_entities",
    "propose_pairs",
    "sentences_of",
]

_LEAST = 80.0
"""Of 100: names that come no nearer are no reason to ask whether two are one."""
_MOST_RIVALS = 4


@attrs.frozen(kw_only=True)
class Member:
    """A record of an entity."""

    article: str
    annotator: str
    record: Record
    names: tuple[str, ...]
    """Its caption first, if it has one, then its other names and the words that mention it."""
    values: Mapping[str, Json]
    """JSON Pointer → each single value of its data; references as entity ids."""
    told: tuple[Told, ...] = ()
    """The values that stand alone and that words say, with the words."""


@attrs.frozen(kw_only=True)
class Entity:
    """One real thing."""

    entity: str
    """Its id."""
    type: str
    caption: str
    names: tuple[str, ...]
    """The words that name it anywhere, the caption first."""
    members: tuple[Member, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles that speak of it."""
        return tuple(dict.fromkeys(member.article for member in self.members))

    @property
    def told(self) -> tuple[Told, ...]:
        """What its records say with words, each once, as far as they agree."""
        found: dict[tuple[str, str], Told | None] = {}
        for one in (told for member in self.members for told in member.told):
            held = found.setdefault((one.pointer, one.words), one)
            if held is not None and not same(held.value, one.value):
                found[one.pointer, one.words] = None
        return tuple(one for one in found.values() if one is not None)

    @property
    def ids(self) -> tuple[str, ...]:
        """The entity ids that stand for it; several where the register joins them."""
        return tuple(dict.fromkeys((self.entity, *(member.record.entity_id for member in self.members))))


class Gathering:
    """The entities of a project, read article by article, so that keys come through in between."""

    def __init__(self, project: Project, register: Register, *, except_article: str | None = None) -> None:
        self._project = project
        self._register = register
        self._left = [id_ for id_ in project.article_ids if id_ != except_article]
        self._left.reverse()
        self._found: dict[str, list[Member]] = {}

    def step(self) -> bool:
        """Read one more article; False where there was none left."""
        if not self._left:
            return False
        for member in members_of(self._project, self._left.pop()):
            self._found.setdefault(self._register.leader(member.record.entity_id), []).append(member)
        return True

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Those found so far, by type, caption and id."""
        made = (_entity(id_, members) for id_, members in self._found.items())
        return tuple(sorted(made, key=lambda entity: (entity.type, entity.caption, entity.entity)))


def members_of(project: Project, article_id: str) -> Iterator[Member]:
    """The records of one article; of one with an adjudicated file, those of that file alone."""
    annotators = project.annotators(article_id)
    for annotator in (FINAL,) if FINAL in annotators else annotators:
        annotation = project.annotation(article_id, annotator)
        if annotation is not None:
            for record in annotation.ordered_records:
                yield _member(project.catalog, annotation, record, article_id, annotator)


def _member(catalog: Catalog, annotation: Annotation, record: Record, article: str, annotator: str) -> Member:
    return Member(
        article=article,
        annotator=annotator,
        record=record,
        names=names_of(catalog, annotation, record),
        values=_values(catalog, annotation, record),
        told=tuple(_told(catalog, annotation, record)),
    )


def _told(catalog: Catalog, annotation: Annotation, record: Record) -> Iterator[Told]:
    record_type = catalog.types.get(record.type)
    refs = {pointer for pointer, _, _ in references(record_type, record.data)} if record_type else set()
    for pointer, value in leaves(record.data):
        if pointer in refs or any(step.isdecimal() for step in pointer.split("/")):
            continue
        for claim in record.evidence.get(pointer, ()):
            spans = [annotation.spans[id_] for id_ in claim.spans if id_ in annotation.spans]
            if claim.value is ABSENT and len(spans) == 1 and len(spans[0].fragments) == 1:
                yield Told(pointer=pointer, value=value, words=" ".join(spans[0].quote.split()))


def _values(catalog: Catalog, annotation: Annotation, record: Record) -> dict[str, Json]:
    values = dict(leaves(record.data))
    record_type = catalog.types.get(record.type)
    for pointer, id_, _types in references(record_type, record.data) if record_type else ():
        meant = annotation.records.get(id_)
        values[pointer] = id_ if meant is None else meant.entity_id
    return values


def _entity(id_: str, members: Sequence[Member]) -> Entity:
    names = tuple(dict.fromkeys(name for member in members for name in member.names))
    # The name that most articles use; of several such the longest, which says most.
    counts = [next(iter(member.names), "") for member in members]
    best = max(counts, key=lambda name: (counts.count(name) if name else 0, len(name), name))
    first = best or id_
    return Entity(
        entity=id_,
        type=members[0].record.type,
        caption=first,
        names=(*((best,) if best else ()), *(name for name in names if name != best)),
        members=tuple(members),
    )


def gather_entities(
    project: Project,
    register: Register,
    *,
    except_article: str | None = None,
    progress: Callable[[], None] = lambda: None,
) -> tuple[Entity, ...]:
    """All entities of a project, by type, caption and id; `progress` is called after each article."""
    gathering = Gathering(project, register, except_article=except_article)
    while gathering.step():
        progress()
    return gathering.entities


def elsewhere(entities: Sequence[Entity], article_id: str) -> tuple[Entity, ...]:
    """The entities as the other articles know them: what this one says of them, whoever said it, is left out."""
    made = []
    for entity in entities:
        members = [member for member in entity.members if member.article != article_id]
        if len(members) == len(entity.members):
            made.append(entity)
        elif members:
            made.append(_entity(entity.entity, members))
    return tuple(made)


@attrs.frozen(kw_only=True)
class Difference:
    """A value on which the articles differ."""

    pointer: str
    values: tuple[tuple[Json, tuple[str, ...]], ...]
    """Each value with the articles that give it."""
    ruling: Ruling | None = None
    """What the register decides."""


def differences(entity: Entity, register: Register) -> tuple[Difference, ...]:
    """Where an entity's records give different values; what stands in lists adds up, and differs from nothing."""
    by_pointer: dict[str, list[tuple[Json, list[str]]]] = {}
    for member in entity.members:
        for pointer, value in member.values.items():
            if any(step.isdecimal() for step in pointer.split("/")):
                continue
            rivals = by_pointer.setdefault(pointer, [])
            known = next((articles for held, articles in rivals if same(held, value)), None)
            if known is None:
                rivals.append((value, [member.article]))
            elif member.article not in known:
                known.append(member.article)
    return tuple(
        Difference(
            pointer=pointer,
            values=tuple((value, tuple(articles)) for value, articles in rivals),
            ruling=register.ruling(entity.ids, pointer),
        )
        for pointer, rivals in sorted(by_pointer.items())
        if len(rivals) > 1
    )


@attrs.frozen(kw_only=True)
class Said:
    """A sentence in which an entity is named."""

    article: str
    start: int
    """Where the name stands: a half-open range of code points, 0-based."""
    end: int
    sentence: str
    """On one line; not yet safe to print."""


def sentences_of(project: Project, entity: Entity, most: int) -> tuple[Said, ...]:
    """The first sentence of each of its records that names it, at most so many; records without a mention have none."""
    found: list[Said] = []
    for member in entity.members[:most]:
        annotation = project.annotation(member.article, member.annotator)
        spans = annotation.spans if annotation is not None else {}
        span = next((spans[id_] for id_ in member.record.mentions if id_ in spans), None)
        if span is not None:
            index = index_text(project.text(member.article))
            place = index.sentence_at(span.start)
            sentence = " ".join(index.text[place.start : place.end].split())
            found.append(Said(article=member.article, start=span.start, end=span.end, sentence=sentence))
    return tuple(found)


@attrs.frozen(kw_only=True)
class Pair:
    """Two entities that may be one."""

    one: Entity
    other: Entity
    score: float
    """Up to 100."""
    reason: str
    """The names that come near, and how."""


def propose_pairs(entities: Sequence[Entity], register: Register) -> tuple[Pair, ...]:
    """The pairs of one type whose names come near, the likeliest first; none that a person keeps apart.

    Two records of one article are two things: somebody told them apart. A family name alone is no reason.
    """
    best: dict[tuple[str, str], Pair] = {}
    for type_name in dict.fromkeys(entity.type for entity in entities):
        for pair in _pairs([entity for entity in entities if entity.type == type_name]):
            key = (pair.one.entity, pair.other.entity)
            if not register.are_apart(*key) and (key not in best or best[key].score < pair.score):
                best[key] = pair
    return tuple(sorted(best.values(), key=lambda pair: (-pair.score, pair.one.caption, pair.one.entity)))


def _pairs(alike: Sequence[Entity]) -> Iterator[Pair]:
    book = NameBook([entity.names for entity in alike])
    for entity in alike:
        for name in entity.names:
            for match in book.find(name, _MOST_RIVALS):
                other = alike[match.thing]
                if match.score < _LEAST or match.reason == "family name" or set(entity.articles) & set(other.articles):
                    continue
                first, second = sorted((entity, other), key=lambda one: one.entity)
                reason = match.reason if name == match.name else f"{match.reason}: {name}, {match.name}"
                yield Pair(one=first, other=second, score=match.score, reason=reason)
