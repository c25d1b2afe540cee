"""Everything that an open article shows, as one value; and the table of keys, each of which makes another one of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import attrs

from annotate_kit.core import Annotation, Article, Edit, Ids, Problem
from annotate_kit.keys.advice import Advice
from annotate_kit.keys.hits import Hits
from annotate_kit.keys.lens import Lens
from annotate_kit.keys.naming import KeyRow
from annotate_kit.keys.overlays import Overlay
from annotate_kit.keys.requests import Request
from annotate_kit.keys.sought import Sought
from annotate_kit.schema import Catalog
from annotate_kit.suggest import Told
from annotate_kit.text import Candidate, Layout, Range, TextIndex

if TYPE_CHECKING:
    from annotate_kit.text.finding import Where

__all__ = ["Act", "Binding", "Keymap", "Known", "Offer", "Search", "Selection", "Step", "View"]


@attrs.frozen(kw_only=True)
class Known:
    """An entity that other articles of the project speak of, for the picker."""

    entity: str
    """The entity's id, which a record made from it carries."""
    type: str
    caption: str
    names: tuple[str, ...]
    """The words that name it anywhere, caption included."""
    articles: tuple[str, ...] = ()
    """The articles that speak of it."""
    told: tuple[Told, ...] = ()
    """What they say of it."""


@attrs.frozen(kw_only=True)
class Selection:
    """The words that the next key is about: a half-open range of code points, 0-based."""

    start: int
    end: int
    edge: Literal["start", "end"] = "end"
    """Which edge growing and shrinking moves."""


@attrs.frozen(kw_only=True)
class Offer:
    """Other places with the words of a tagged span, which `*` would tag and `&` would walk."""

    record: str
    words: str
    """As they stand in the text."""
    places: tuple[Range, ...]
    """The first of them, in text order; none is tagged yet."""
    has_more: bool = False
    """Whether there are more than these."""
    ignore_case: bool = False
    """Whether they have the words whatever the capitals."""


@attrs.frozen(kw_only=True)
class Search:
    """What was searched for, and where it stands."""

    pattern: str
    hits: Hits
    """Of a long text, those that somebody has asked for."""
    at: Where = "starts"
    """Where they were looked for."""
    is_inside: bool = False
    """Whether no word begins with what was looked for, and hits lie inside words."""


@attrs.frozen(kw_only=True)
class View:
    """An open article as the person sees it. Never changed in place."""

    article: Article
    index: TextIndex
    """Of the article's text; `index.text` is the text."""
    catalog: Catalog
    lens: Lens
    """The annotation, indexed by place; `annotation` is the thing itself."""
    known: tuple[Known, ...] = ()
    candidates: tuple[Candidate, ...] | None = None
    """In text order; None until they are first needed (`keys.loaded`)."""
    letters: Mapping[str, str] = attrs.field(factory=dict)
    """The key of each record type → its name."""
    places: dict[tuple[str, bool], Sought] = attrs.field(factory=dict, eq=False, repr=False)
    """Words, and whether capitals do not matter → where they stand: what was looked for once is remembered."""
    readings: dict[tuple[str, str], Any] = attrs.field(factory=dict, eq=False, repr=False)
    """Record type and words → what these are read as, for `keys.meanings` alone."""
    layout: Layout
    """The text wrapped at the pane's width less `keys.margin`."""
    width: int
    """Of the article pane, in cells."""
    height: int
    """Of the article pane, in rows."""
    top: int = 0
    """The first row of the layout that is shown."""
    selection: Selection
    by_grapheme: bool = False
    """Whether moving and growing goes by grapheme instead of by word (`v`)."""
    column: int | None = None
    """The cell that moving up and down keeps to; None until it begins."""
    hand: str | None = None
    """The record in hand."""
    held: tuple[str, ...] = ()
    """The records that were in hand, the latest first, that one among them."""
    span: str | None = None
    """The span in hand: the last one that was tagged or moved onto."""
    offer: Offer | None = None
    advice: Advice = attrs.field(factory=Advice)
    """What is suggested."""
    apart: frozenset[tuple[str, str]] = frozenset()
    """Pairs of entity ids that a person said are two things."""
    search: Search | None = None
    overlays: tuple[Overlay, ...] = ()
    """What takes the keys, the last one first."""
    message: str = ""
    """One line about the last key, not yet safe to print; "" for none."""
    problems: tuple[Problem, ...] = ()
    bookmarks: tuple[int, ...] = ()
    """Offsets in code points, ascending."""
    guidelines: tuple[str, ...] = ()
    """The lines of the project's guidelines, not yet safe to print."""
    keymap: Keymap | None = attrs.field(default=None, eq=False, repr=False)
    """The person's own keys; None for the usual ones."""
    last: tuple[str, ...] = ()
    """The keys of the last act, which `.` presses again."""
    suggests_layout: bool = False
    """Whether the last key came as Hangul: the footer suggests switching the layout."""

    @property
    def text(self) -> str:
        """The article's text."""
        return self.index.text

    @property
    def annotation(self) -> Annotation:
        """What the person has said about the article so far."""
        return self.lens.annotation

    @property
    def overlay(self) -> Overlay | None:
        """What takes the keys before the article, or None."""
        return self.overlays[-1] if self.overlays else None

    @property
    def words(self) -> str:
        """The selected words, as they stand in the text."""
        return self.index.text[self.selection.start : self.selection.end]


@attrs.frozen(kw_only=True)
class Step:
    """What a key came to."""

    view: View
    """With the edits already applied."""
    edits: tuple[Edit, ...] = ()
    """For the session, in order."""
    requests: tuple[Request, ...] = ()
    """For the front end, in order, after the edits."""


Act = Callable[[View, str, Ids], Step]
"""What a key does: the view, the key as pressed, and a maker of ids."""


@attrs.frozen(kw_only=True)
class Binding(KeyRow):
    """One thing that keys do in one place."""

    when: str
    """Where: article, walk, fill, form, field, …"""
    act: Act
    is_command: bool = True
    """Whether the palette offers it."""


@attrs.frozen(slots=False, eq=False)
class Keymap:
    """A table of keys: what they do, in the order of the help."""

    bindings: Sequence[Binding]

    @cached_property
    def table(self) -> Mapping[tuple[str, str], Binding]:
        """Place and key → what it does there."""
        return {(binding.when, key): binding for binding in self.bindings for key in binding.keys}

    @cached_property
    def named(self) -> Mapping[tuple[str, str], Binding]:
        """Place and name → what has that name there."""
        return {(binding.when, binding.name): binding for binding in self.bindings}
