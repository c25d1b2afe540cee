"""What the machine asks the front end for, because a pure function cannot do it."""

from __future__ import annotations

import attrs

from annotate_kit.core import Json

__all__ = [
    "BackToQueue",
    "CopyText",
    "DecideValue",
    "DoTagEverywhere",
    "EditJson",
    "FindEverywhere",
    "FindPairs",
    "JoinEntities",
    "KeepApart",
    "NextArticle",
    "OpenArticle",
    "OpenUrl",
    "PreviousArticle",
    "Quit",
    "Redo",
    "Request",
    "SetBookmarks",
    "ShowGuidelines",
    "ShowPair",
    "ShowSteps",
    "ShowTutor",
    "Suspend",
    "TagEverywhere",
    "Undo",
    "UndoAct",
]


@attrs.frozen
class Undo:
    """Take the last edit back (`session.undo`), then hand the annotation over with `keys.refreshed`."""


@attrs.frozen
class Redo:
    """Do again what was taken back (`session.redo`), then `keys.refreshed`."""


@attrs.frozen
class ShowSteps:
    """The list of what was done (`session.steps`), handed over with `keys.with_steps`."""


@attrs.frozen
class OpenArticle:
    """Open this article."""

    article: str
    place: tuple[int, int] | None = None
    """The words to select in it: a half-open range of code points, 0-based."""


@attrs.frozen
class NextArticle:
    """Open the next article that is not done."""


@attrs.frozen
class PreviousArticle:
    """Open the article before this one."""


@attrs.frozen
class BackToQueue:
    """Show the queue."""


@attrs.frozen
class Quit:
    """Leave the program."""


@attrs.frozen
class Suspend:
    """Stop the program until the shell brings it back."""


@attrs.frozen
class EditJson:
    """Open the value at a pointer as JSON in `$EDITOR`; the answer goes to `keys.json_edited`."""

    record: str
    pointer: str


@attrs.frozen
class CopyText:
    """Put this text on the terminal's clipboard."""

    text: str


@attrs.frozen
class OpenUrl:
    """Open the article's source in a browser; only http and https ever come here."""

    url: str


@attrs.frozen
class SetBookmarks:
    """Remember these bookmarks of the article; private, never in the annotation file."""

    offsets: tuple[int, ...]
    """Code points."""


@attrs.frozen
class ShowGuidelines:
    """Show the project's guidelines, handed over with `keys.with_card`."""


@attrs.frozen
class FindEverywhere:
    """Look for these words in all articles; the answer goes to `keys.with_found`."""

    words: str


@attrs.frozen
class TagEverywhere:
    """Look for the places of these words in the other articles; the answer goes to `keys.with_preview`."""

    words: str
    type: str
    entity: str
    ignore_case: bool = False
    """Whether capitals do not matter."""


@attrs.frozen
class DoTagEverywhere:
    """Tag the places that were shown last, in one act."""

    article: str = ""
    """Only those of this article; "" for all."""


@attrs.frozen
class FindPairs:
    """Look for entities of the project that may be one; the answer goes to `keys.with_pairs`."""


@attrs.frozen
class ShowPair:
    """Look up the words of two entities; the answer goes to `keys.with_pair`."""

    one: str
    other: str


@attrs.frozen
class JoinEntities:
    """Note in the register that the two entities are one thing."""

    one: str
    other: str


@attrs.frozen
class KeepApart:
    """Note in the register that the two entities are two things."""

    one: str
    other: str


@attrs.frozen
class DecideValue:
    """Note in the register which value an entity has, and why; null where it has none."""

    entity: str
    pointer: str
    value: Json
    because: str
    by: str
    """Who says so."""


@attrs.frozen
class UndoAct:
    """Take back what was last done over several articles, or decided in the register."""


@attrs.frozen
class ShowTutor:
    """Start the tutor."""


Request = (
    BackToQueue
    | CopyText
    | DecideValue
    | DoTagEverywhere
    | EditJson
    | FindEverywhere
    | FindPairs
    | JoinEntities
    | KeepApart
    | NextArticle
    | OpenArticle
    | OpenUrl
    | PreviousArticle
    | Quit
    | Redo
    | SetBookmarks
    | ShowGuidelines
    | ShowPair
    | ShowSteps
    | ShowTutor
    | Suspend
    | TagEverywhere
    | Undo
    | UndoAct
)
"""What a front end does for a step, in order, after its edits."""
