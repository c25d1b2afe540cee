"""Organizations by how their names end: "Korea-Japan Economic Association", 풍산그룹, 日本経済団体連合会."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from annotate_kit.reading import Understood, read_value
from annotate_kit.schema import Choice, RecordType
from annotate_kit.suggest.abbreviations import short_names
from annotate_kit.suggest.knowing import organization_type
from annotate_kit.suggest.values import FieldValue, New, Question, Source, Suggestion
from annotate_kit.suggest.wordlists import (
    ENGLISH_BODIES,
    ENGLISH_BODY_HEADS,
    ENGLISH_WEAK_BODIES,
    JAPANESE_BODIES,
    JAPANESE_WEAK_BODIES,
    KOREAN_BODIES,
    KOREAN_WEAK_BODIES,
    NO_BODIES,
    NO_ENGLISH_BODIES,
)
from annotate_kit.text import candidates
from annotate_kit.text.korean import has_hangul

__all__ = ["organization_score", "organizations"]

_STRONG: Final = 0.8
_WEAK: Final = 0.6
_SHORT: Final = 0.75
"""Of a short name in brackets behind the name of an organization."""
_SHORTEST_ASIAN: Final = 3
"""Code points; 정부 and 銀行 alone name nothing."""


def organization_score(name: str) -> float:
    """How likely a name is an organization's by its words alone; 0 where nothing says so."""
    words = name.lower().replace(".", "").replace("(", " ").split()
    if not words or name in NO_BODIES:
        return 0.0
    if not name.isascii() and name[-1] > "\u2e7f":
        return _asian_score(name)
    if len(words) < 2:  # noqa: PLR2004  # "Association" alone names nothing
        return 0.0
    if " ".join(words).endswith(NO_ENGLISH_BODIES):
        return 0.0
    if words[-1] in ENGLISH_BODIES or ENGLISH_BODY_HEADS & set(words[:2]):
        return _STRONG
    return _WEAK if words[-1] in ENGLISH_WEAK_BODIES else 0.0


def _asian_score(name: str) -> float:
    strong, weak = (KOREAN_BODIES, KOREAN_WEAK_BODIES) if has_hangul(name) else (JAPANESE_BODIES, JAPANESE_WEAK_BODIES)
    if len(name) < _SHORTEST_ASIAN:
        return 0.0
    return _STRONG if name.endswith(strong) else _WEAK if name.endswith(weak) else 0.0


def organizations(question: Question, source: Source) -> Iterator[Suggestion]:
    """Every name that ends as organizations do, and the short names that stand in brackets behind them."""
    type_name = organization_type(question.catalog)
    if type_name is None:
        return
    text, record_type = question.text, question.catalog.types[type_name]
    found: dict[tuple[int, int], str] = {}
    for candidate in candidates(question.index, question.article.language):
        name = " ".join(text[candidate.start : candidate.end].split())
        score = organization_score(name) if candidate.kind == "name" else 0.0
        if score:
            found[candidate.start, candidate.end] = name
            yield Suggestion(
                start=candidate.start,
                end=candidate.end,
                type=type_name,
                target=New(),
                score=score,
                reason="ends as names of organizations do",
                source=source,
                fields=tuple(_kind(record_type, name, candidate.start, candidate.end)),
            )
    for short in short_names(question.index):
        name = found.get((short.long_start, short.long_end), "")
        if name:
            reason = f"short for {name}"
            target = New(name=name)
            yield Suggestion(
                start=short.start,
                end=short.end,
                type=type_name,
                target=target,
                score=_SHORT,
                reason=reason,
                source=source,
            )


def _kind(record_type: RecordType, name: str, start: int, end: int) -> Iterator[FieldValue]:
    """The required code that the name itself gives: "Association" in the name, Association as kind."""
    for field in record_type.fields:
        if field.kind == "code" and field.is_required:
            # Only a code whose title or synonym stands in the name counts, not one that is spelt nearly alike.
            standing = tuple(choice for choice in field.choices if _stands(choice, name))
            read = read_value(attrs.evolve(field, choices=standing), name)
            if isinstance(read, Understood):
                yield FieldValue(pointer=field.pointer, value=read.value, start=start, end=end, note=read.note)


def _stands(choice: Choice, name: str) -> bool:
    folded = name.casefold()
    return any(words.casefold() in folded for words in (choice.title, *choice.synonyms))
