"""Suggestions and what suggesters may look at: values that become data only when a person accepts them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import attrs

from annotate_kit.core import Annotation, Article, Json
from annotate_kit.schema import Catalog
from annotate_kit.text import TextIndex

__all__ = [
    "Elsewhere",
    "FieldValue",
    "Here",
    "Known",
    "Message",
    "NameOf",
    "New",
    "Question",
    "Source",
    "Suggester",
    "Suggestion",
    "Target",
    "Told",
]


@attrs.frozen(kw_only=True, order=True)
class Source:
    """Which suggester says so; provenance of what is accepted."""

    name: str
    version: str

    @property
    def origin(self) -> str:
        """As claims keep it: `names/1`."""
        return f"{self.name}/{self.version}"


@attrs.frozen(kw_only=True)
class Here:
    """A record of this article."""

    record: str
    """Its id."""


@attrs.frozen(kw_only=True)
class Elsewhere:
    """An entity that other articles speak of; accepting makes a record here that is the same thing."""

    entity: str
    """Its id."""


@attrs.frozen(kw_only=True)
class New:
    """A thing without a record yet. Accepting joins the record here that has the name already, else makes one."""

    name: str = ""
    """What it is called; empty where the suggestion's words are its name."""


Target = Here | Elsewhere | New


@attrs.frozen(kw_only=True)
class NameOf:
    """A reference to a record by name; which one is meant is settled when the suggestion is accepted."""

    words: str


@attrs.frozen(kw_only=True)
class FieldValue:
    """A value for a field, and the words that say so: a half-open range of code points, 0-based."""

    pointer: str
    """JSON Pointer into the data; items of a list that is not there yet count from 0."""
    value: Json | NameOf
    start: int
    end: int
    """One past the last code point."""
    note: str = ""
    """What was understood, for the person."""


@attrs.frozen(kw_only=True)
class Suggestion:
    """Words that may mention a record or give values of it, half-open in code points, 0-based."""

    start: int
    end: int
    """One past the last code point."""
    type: str
    """The record type's name."""
    target: Target
    score: float
    """How likely it is right, 0 to 1."""
    reason: str
    """Why, in a few words for people."""
    source: Source
    is_mention: bool = True
    """Whether the words name the record; else they only give `fields`."""
    fields: tuple[FieldValue, ...] = ()
    """What is accepted with it."""
    is_doubtful: bool = False
    """Whether the words were not found exactly where the proposer said: a person must look."""

    @property
    def sort_key(self) -> tuple[int, int, float, str]:
        """Text order, the longer first, then the likelier."""
        return (self.start, -self.end, -self.score, self.source.origin)


@attrs.frozen(kw_only=True)
class Told:
    """A value that other articles give of an entity, and the words with which they say so."""

    pointer: str
    """JSON Pointer into the data; never into a list."""
    value: Json
    words: str
    """On one line."""


class Known(Protocol):
    """An entity that other articles of the project speak of."""

    @property
    def entity(self) -> str:
        """Its id."""

    @property
    def type(self) -> str:
        """The record type."""

    @property
    def caption(self) -> str:
        """Its short name."""

    @property
    def names(self) -> tuple[str, ...]:
        """The words that name it anywhere."""

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles that speak of it."""

    @property
    def told(self) -> Sequence[Told]:
        """What they say of it."""


@attrs.frozen(kw_only=True, eq=False)
class Question:
    """All that a suggester may look at: an article, the record types, what is known, and what is annotated so far."""

    article: Article
    index: TextIndex
    """Of the article's text."""
    catalog: Catalog
    annotation: Annotation
    known: Sequence[Known] = ()
    """The project's entities; pass the same object each time, and what is made from it is remembered."""

    @property
    def text(self) -> str:
        """The article's text."""
        return self.index.text


@runtime_checkable
class Suggester(Protocol):
    """Proposes; changes nothing. A package offers one through an entry point."""

    @property
    def source(self) -> Source:
        """Its name and version."""

    def suggest(self, question: Question) -> Sequence[Suggestion]:
        """What it proposes for an article."""


@attrs.frozen(kw_only=True)
class Message:
    """One line about a suggester that did not do its work, not yet safe to print."""

    source: str
    """The suggester's name."""
    what: str
    """What went wrong, without a full stop."""
    hint: str = ""
    """What to do, one sentence."""
