"""People by the roles beside their names: "SK Group Chairman Chey Tae-won", 류진 풍산그룹 회장, 岸田文雄首相."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs

from annotate_kit.schema import Choice, Field, RecordType, field_at, find_choice
from annotate_kit.suggest.abbreviations import short_names
from annotate_kit.suggest.knowing import is_filled, person_type, role_field
from annotate_kit.suggest.organizations import organization_score
from annotate_kit.suggest.values import FieldValue, Here, NameOf, New, Question, Source, Suggestion
from annotate_kit.suggest.wordlists import ACTING, PLACES
from annotate_kit.text import Candidate, candidates
from annotate_kit.text.korean import has_hangul
from annotate_kit.text.vocabulary import HONORIFICS, KOREAN_FAMILY_NAMES

__all__ = ["people"]

_FULL, _ONE_WORD, _ADDRESSED = 0.85, 0.6, 0.65
"""How likely a name beside a role is a person's: several words, one word, or none but a form of address."""
_LONGEST_GAP: Final = 32
"""Code points between a name and the role behind it."""
_APPOSITION: Final = re.compile(
    r",\s(?:who\s(?:is|was)\s(?:also\s)?)?(?:(?:the|a|an|its|their|former|acting|then|current|also|currently)\s){0,3}"
)
_OWNER_BEFORE: Final = re.compile(r"(?:['’]s?)?\s|\s?の")
_OWNER_BEHIND: Final = re.compile(r"\s(?:of|at|for)\s(?:the\s)?")
_STATUS_BEFORE: Final = re.compile(r"([A-Za-z-]+|[전현前元現])\s?\Z")
_ADDRESS_BEHIND: Final = re.compile(r"\s?(?:씨|님)(?![가-힣]{2})|[氏様]")
_ADDRESS_BEFORE: Final = re.compile(rf"\b(?:{'|'.join(sorted(HONORIFICS))})\.?\s\Z", re.IGNORECASE)
_NEAR: Final = 16
"""Code points looked at before a name or role for a form of address or a status."""
_LONGEST_KOREAN, _LONGEST_JAPANESE, _MOST_WORDS = 4, 6, 5
"""Syllables, characters and words of a person's name."""


@attrs.frozen(kw_only=True)
class _Seen:
    """A person with what stands beside the name."""

    person: Candidate
    role: tuple[int, int] | None = None
    owner: Candidate | None = None
    """Where the role is held."""


def people(question: Question, source: Source) -> Iterator[Suggestion]:
    """Every name with a role or a form of address beside it, as a person with that role."""
    type_name = person_type(question.catalog)
    if type_name is None:
        return
    offered = [c for c in candidates(question.index, question.article.language) if c.kind in {"name", "role"}]
    bodies, codes = _short_bodies(question), _Codes()
    mentioned = _mentioned(question, type_name)
    seen: set[tuple[int, int]] = set()
    for found in _seen(question.text, offered):
        place = (found.person.start, found.person.end)
        if place not in seen and question.text[place[0] : place[1]] not in bodies:
            seen.add(place)
            made = _suggestion(question, type_name, found, source, codes)
            yield from _of_record(question, made, found, mentioned[place]) if place in mentioned else (made,)


def _short_bodies(question: Question) -> set[str]:
    """What the article itself gives as short names of organizations: 전경련 is no 전 by family name."""
    text = question.text
    return {
        text[short.start : short.end]
        for short in short_names(question.index)
        if organization_score(text[short.long_start : short.long_end])
    }


def _mentioned(question: Question, type_name: str) -> Mapping[tuple[int, int], str]:
    """The places that mention a person already, with the record's id."""
    annotation = question.annotation
    return {
        (annotation.spans[span].start, annotation.spans[span].end): record.id
        for record in annotation.ordered_records
        if record.type == type_name
        for span in record.mentions
        if span in annotation.spans
    }


def _of_record(question: Question, made: Suggestion, found: _Seen, record_id: str) -> Iterator[Suggestion]:
    """The role of a person who has a record without one."""
    record = question.annotation.records[record_id]
    if found.role and made.fields and not is_filled(record, made.fields[0].pointer):
        start, end = found.role
        yield attrs.evolve(made, start=start, end=end, target=Here(record=record_id), is_mention=False)


def _suggestion(question: Question, type_name: str, found: _Seen, source: Source, codes: _Codes) -> Suggestion:
    text, person = question.text, found.person
    name = text[person.start : person.end]
    is_full = len(name.split()) > 1 or not name.isascii()
    score = _ADDRESSED if found.role is None else _FULL if is_full else _ONE_WORD
    role = "a form of address" if found.role is None else f'"{text[found.role[0] : found.role[1]]}"'
    return Suggestion(
        start=person.start,
        end=person.end,
        type=type_name,
        target=New(),
        score=score,
        reason=f"{role} beside the name",
        source=source,
        fields=tuple(_fields(question.catalog.types[type_name], found, text, codes)),
    )


def _fields(record_type: RecordType, found: _Seen, text: str, codes: _Codes) -> Iterator[FieldValue]:
    """The title, and beside it in the same role what the words give: its code, whether former, the organization."""
    place = role_field(record_type)
    if place is None or found.role is None:
        return
    pointer, _ = place
    start, end = found.role
    title = " ".join(text[start:end].split())
    yield FieldValue(pointer=pointer, value=title, start=start, end=end)
    parent = pointer.rpartition("/")[0]
    item = field_at(record_type, parent) if parent else None
    status = _STATUS_BEFORE.search(text, max(start - _NEAR, 0), start)
    for field in item.fields if item else ():
        at = f"{parent}/{field.name}"
        if field.kind == "reference" and found.owner and field.name in _OWNERS:
            words = " ".join(text[found.owner.start : found.owner.end].split())
            yield FieldValue(pointer=at, value=NameOf(words=words), start=found.owner.start, end=found.owner.end)
        elif field.kind == "code":
            yield from _code(codes.find(field, title), at, start, end)
            if status:
                yield from _code(codes.find(field, status[1]), at, *status.span(1))


_OWNERS: Final = frozenset({"organization", "organisation", "body", "company", "employer", "at", "of"})


@attrs.define(eq=False)
class _Codes:
    """The codes that words name. Mutable: an article says "President" often, and a field may have hundreds of codes."""

    _known: dict[tuple[str, str], Choice | None] = attrs.field(factory=dict)

    def find(self, field: Field, words: str) -> Choice | None:
        """The code that words name, or their last word does."""
        key = (field.pointer, words)
        if key not in self._known:
            self._known[key] = find_choice(field, words) or find_choice(field, words.rsplit(maxsplit=1)[-1])
        return self._known[key]


def _code(choice: Choice | None, pointer: str, start: int, end: int) -> Iterator[FieldValue]:
    if choice:
        yield FieldValue(pointer=pointer, value=choice.value, start=start, end=end, note=choice.title)


def _seen(text: str, offered: Sequence[Candidate]) -> Iterator[_Seen]:
    """The people in order, each role and name looked at with the two before and behind it."""
    for position, candidate in enumerate(offered):
        before, after = offered[max(position - 2, 0) : position], offered[position + 1 : position + 3]
        if candidate.kind == "role":
            yield from _around_role(text, candidate, before, after)
        elif _is_addressed(text, candidate) and _may_be_person(text, candidate):
            yield _Seen(person=candidate)


def _around_role(
    text: str, role: Candidate, before: Sequence[Candidate], after: Sequence[Candidate]
) -> Iterator[_Seen]:
    if text[role.start] > "\u2e7f":
        yield from _before_asian_role(text, role, before, after)
        return
    owner = before[-1] if before and _joins(_OWNER_BEFORE, text, before[-1].end, role.start) else None
    if after and _is_next(text, role, after[0]) and _may_be_person(text, after[0]):
        yield _Seen(person=after[0], role=(role.start, role.end), owner=owner)
    if before and _joins(_APPOSITION, text, before[-1].end, role.start) and _may_be_person(text, before[-1]):
        behind = after[0] if after and _joins(_OWNER_BEHIND, text, role.end, after[0].start) else None
        yield _Seen(person=before[-1], role=(role.start, role.end), owner=behind)


def _before_asian_role(
    text: str, role: Candidate, before: Sequence[Candidate], after: Sequence[Candidate]
) -> Iterator[_Seen]:
    """류진 회장, 류진 풍산그룹 회장, 풍산그룹 류진 회장, 経団連の十倉雅和会長; with 직무대행 behind."""
    is_acting = bool(after) and after[0].start - role.end <= 1 and text[after[0].start : after[0].end] in ACTING
    place = (role.start, after[0].end if is_acting else role.end)
    if not before or not _touches(text, before[-1], role.start):
        return
    near, far = before[-1], before[0] if len(before) > 1 else None
    joined = far is not None and (_touches(text, far, near.start) or _joins(_OWNER_BEFORE, text, far.end, near.start))
    if _may_be_person(text, near):
        yield _Seen(person=near, role=place, owner=far if joined else None)
    elif far is not None and _touches(text, far, near.start) and _may_be_person(text, far):
        yield _Seen(person=far, role=place, owner=near)


def _touches(text: str, candidate: Candidate, offset: int) -> bool:
    return candidate.kind == "name" and text[candidate.end : offset] in {"", " "}


def _is_next(text: str, role: Candidate, name: Candidate) -> bool:
    gap = text[role.end : name.start] if name.start - role.end <= 2 else "x"  # noqa: PLR2004  # a space, or ". "
    return name.kind == "name" and gap in {" ", "\n", ". "}


def _joins(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    return end - start <= _LONGEST_GAP and pattern.fullmatch(text, start, end) is not None


def _is_addressed(text: str, candidate: Candidate) -> bool:
    before = _ADDRESS_BEFORE.search(text, max(candidate.start - _NEAR, 0), candidate.start)
    return before is not None or _ADDRESS_BEHIND.match(text, candidate.end) is not None


def _may_be_person(text: str, candidate: Candidate) -> bool:
    """Whether a name may be a person's: short enough, not an organization's, not a place's."""
    name = text[candidate.start : candidate.end]
    if candidate.kind != "name" or organization_score(name):
        return False
    if has_hangul(name):
        is_foreign = " " in name or "·" in name
        return is_foreign or (name[0] in KOREAN_FAMILY_NAMES and len(name) <= _LONGEST_KOREAN)
    if name[0] > "\u2e7f":
        return len(name) <= _LONGEST_JAPANESE or "・" in name
    words = name.split()
    is_plain = not any(char.isdigit() for char in name) and not (name.isupper() and len(words) == 1)
    return is_plain and len(words) <= _MOST_WORDS and not PLACES & {word.lower() for word in words}
