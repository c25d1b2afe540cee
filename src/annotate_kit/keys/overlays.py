"""What can lie over the article while it takes the keys: lists, prompts, the form, the walk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import attrs

from annotate_kit.core import Json
from annotate_kit.keys.buffer import Buffer
from annotate_kit.keys.requests import Request
from annotate_kit.schema import Field
from annotate_kit.text import Range

if TYPE_CHECKING:
    from annotate_kit.text.finding import Where
    from annotate_kit.workflow.workbook_targets import Target

__all__ = [
    "Asking",
    "BookAnswer",
    "BookChange",
    "BookList",
    "Card",
    "Chosen",
    "Commands",
    "ConflictsList",
    "Fill",
    "FillChoice",
    "FormView",
    "Help",
    "Hints",
    "ListRow",
    "NotesList",
    "OpenField",
    "Overlay",
    "PickFor",
    "Picker",
    "ProblemsList",
    "Prompt",
    "RecordsPane",
    "SearchPrompt",
    "StepsList",
    "TakeEntity",
    "TakeNew",
    "TakeRecord",
    "TakeValue",
    "Walk",
]


@attrs.frozen(kw_only=True)
class TakeRecord:
    """Choosing this row takes a record of this article."""

    record: str


@attrs.frozen(kw_only=True)
class TakeEntity:
    """Choosing this row makes a record here for an entity that other articles know."""

    entity: str
    type: str


@attrs.frozen(kw_only=True)
class TakeNew:
    """Choosing this row makes a new record."""

    type: str


@attrs.frozen(kw_only=True)
class TakeValue:
    """Choosing this row takes a value: a code, yes or no, or the position of an alternative."""

    value: Json


Chosen = TakeRecord | TakeEntity | TakeNew | TakeValue
"""What choosing a row of a list means."""


@attrs.frozen(kw_only=True)
class ListRow:
    """One row of a list to choose from; its words are not yet safe to print."""

    label: str
    detail: str = ""
    """The second column: a record's type, a code's stored value, a command's keys."""
    note: str = ""
    """Why it stands here: "same name", "2 articles"."""
    choice: Chosen
    names: tuple[str, ...] = ()
    """Further words that typing finds it by."""
    weight: int = 0
    """Of rows that typing finds equally well, the heavier come first."""


@attrs.frozen(kw_only=True)
class Asking:
    """`@` was pressed: the next letter counts as if Shift were held."""


@attrs.frozen(kw_only=True)
class FillChoice:
    """One letter of the filling footer."""

    key: str
    label: str
    pointer: str
    """Where the value would go, in the data of the record in hand."""
    field: Field
    shown: str = ""
    """What stands there now, not yet safe to print; "" for nothing."""
    heard: str = ""
    """What the selected words would be understood as, not yet safe to print; "" where they are taken as they are."""
    leads_on: bool = False
    """Whether a further letter follows."""


@attrs.frozen(kw_only=True)
class Fill:
    """`Enter` was pressed: a field's letter follows."""

    record: str
    pointer: str = ""
    """The object whose fields are offered."""
    choices: tuple[FillChoice, ...] = ()
    typed: tuple[str, ...] = ()
    """The keys pressed so far, the first `enter`."""
    is_shifted: bool = False
    """Whether `@` was pressed: the next letter edits the last item of its list."""
    claim: str = ""
    """How the words say it, where `-` was pressed; else as they are read."""
    adds_evidence: bool = False
    """Whether `+` was pressed: the words are further evidence for what stands there."""
    others: tuple[str, ...] = ()
    """Ids of the records that `Tab` leads to one after the other, the one it began with first; empty before `Tab`."""


PickFor = Literal[
    "accept",
    "fill",
    "filter",
    "find",
    "hold",
    "join",
    "line",
    "merge",
    "pair",
    "pairs",
    "preview",
    "retype",
    "split",
    "tag",
]
"""What a picker's answer is for: tagging the selection, taking a record in hand, filling a reference."""


@attrs.frozen(kw_only=True)
class Picker:
    """Which record? Rows to choose from, filtered by typing."""

    title: str
    """Not yet safe to print."""
    pick_for: PickFor
    all_rows: tuple[ListRow, ...]
    """Before filtering."""
    rows: tuple[ListRow, ...]
    """What the query leaves; the row that makes a new record always stays."""
    query: Buffer = attrs.field(factory=Buffer)
    cursor: int = 0
    """Into `rows`."""
    type: str = ""
    """Of a tag: the record type of its letter."""
    record: str | None = None
    """Of a reference that is filled: the record that gets it."""
    pointer: str = ""
    """Of a reference that is filled: where it goes."""
    claim: str = ""
    """Of a reference that is filled: how the words say it; "" for stated."""


@attrs.frozen(kw_only=True)
class OpenField:
    """A value of the form that is being typed or chosen."""

    pointer: str
    field: Field
    """How what is typed is read."""
    buffer: Buffer = attrs.field(factory=Buffer)
    all_rows: tuple[ListRow, ...] = ()
    """Everything that can be chosen: codes, records, yes and no, alternatives; empty for plain text."""
    rows: tuple[ListRow, ...] = ()
    """What the typed words leave."""
    cursor: int | None = None
    """Into `rows`; None while the words as typed would be taken."""
    takes: Literal["value", "key", "json", "alternative"] = "value"
    """What comes of it: a value, the name of a free property, JSON, or the choice between alternatives."""
    heard: str = ""
    """What was understood so far: "16 May 2023"; or why the words cannot be taken."""
    evidence: tuple[int, int] | None = None
    """The selection that becomes the value's evidence once it is taken."""
    claim: str = ""
    """How those words say it, where the person has said so; else stated or inferred, as they are read."""
    is_offer: bool = False
    """Whether the words in it are an offer that cannot be the value: typing replaces them."""
    began: tuple[str, int | None] = ("", None)
    """Words and cursor with which it was opened: taken unchanged, nothing changes."""
    group: int = 0
    """Of a choice between alternatives: which of several in one place."""
    chosen: int | None = None
    """Of a choice between alternatives: the one that the data fits."""
    lists: frozenset[str] = frozenset()
    """Pointers of the lists on the way to it that are not there yet."""
    whole: tuple[str, Json] | None = None
    """The pointer and the empty object or list that is made where `Enter` takes nothing."""
    is_warned: bool = False
    """Whether the person was told that leaving the program gives the typed words up."""

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that only taking it keeps."""
        return bool(self.buffer.text) and self.buffer.text != self.began[0] and not self.is_offer


@attrs.frozen(kw_only=True)
class FormView:
    """The form of one record; its lines are `keys.form_lines`."""

    record: str
    cursor: int = 0
    """Into the lines."""
    top: int = 0
    """The first line shown."""
    open: OpenField | None = None
    claim: tuple[str, int] | None = None
    """The claim that was gone to: the pointer of its value, and its position among that value's claims, from 0."""
    is_brief: bool = False
    """Whether it was opened to fill one field, and closes with it."""
    chosen: tuple[tuple[str, int, int], ...] = ()
    """Alternatives that were chosen (pointer, group, which), for data that does not say so itself."""


@attrs.frozen(kw_only=True)
class SearchPrompt:
    """`/` was pressed: the words are typed, hits are selected as they come."""

    buffer: Buffer = attrs.field(factory=Buffer)
    start: int = 0
    """The selection with which the search began: its first code point."""
    end: int = 0
    """One past its last code point."""
    error: str = ""
    """Why the pattern cannot be used."""
    at: Where = "starts"
    """Where the words are looked for; where nothing begins with them, they are looked for inside words, too."""


@attrs.frozen(kw_only=True)
class Hints:
    """`f` was pressed: every candidate in view has a label of one or two letters."""

    labels: tuple[tuple[str, Range], ...]
    typed: str = ""


@attrs.frozen(kw_only=True)
class Walk:
    """`&` was pressed: the other places are asked for one by one; the selection is on the one asked for."""

    record: str
    places: tuple[Range, ...]
    at: int = 0
    tagged: int = 0
    """How many were answered with yes."""


@attrs.frozen(kw_only=True)
class RecordsPane:
    """The list of records has the keys; its rows are `keys.pane_rows`."""

    cursor: int = 0
    """Into the rows that are records."""


@attrs.frozen(kw_only=True)
class ProblemsList:
    """The problems of this article; rows are `View.problems`."""

    cursor: int = 0


@attrs.frozen(kw_only=True)
class NotesList:
    """The comments of this article; rows are `keys.note_rows`."""

    cursor: int = 0


@attrs.frozen(kw_only=True)
class ConflictsList:
    """What two sessions changed differently; rows are `keys.conflict_rows`."""

    cursor: int = 0


@attrs.frozen(kw_only=True)
class BookChange:
    """One thing that somebody changed in a workbook; its words are not yet safe to print."""

    about: str
    """What it is about: the field and the record, and the cell."""
    record: str
    """The id of the record; of a new one, the id that it gets."""
    pointer: str
    """Of the value that changes; "" for the record itself."""
    base: str
    """What was exported."""
    was: str
    """What is there now."""
    theirs: str
    note: str
    """What a person should know about it."""
    by: str
    """Who changed it."""
    targets: tuple[Target, ...]
    """What is done."""
    makes: str = ""
    """The id of the record that a new row makes."""


@attrs.frozen(kw_only=True)
class BookAnswer:
    """What somebody said to one change of a workbook, so that it can be asked again."""

    changes: tuple[BookChange, ...]
    """The change, and those that were made along with it."""
    undoing: tuple[Request, ...]
    """What takes back what was done; nothing where it was left."""


@attrs.frozen(kw_only=True)
class BookList:
    """The changes of a workbook to this article that nobody has decided yet; never empty."""

    changes: tuple[BookChange, ...]
    cursor: int = 0
    answers: tuple[BookAnswer, ...] = ()
    """What was said to those that were in the list, the last one last."""


@attrs.frozen(kw_only=True)
class Help:
    """The keys that work where the person is; rows are `rows`."""

    where: str
    """The `when` of the key table."""
    rows: tuple[tuple[str, str], ...] = ()
    """The keys as they are spelt, and what they do; safe to print."""
    top: int = 0


@attrs.frozen(kw_only=True)
class Prompt:
    """One line of text is asked for: a comment."""

    title: str
    """Not yet safe to print."""
    buffer: Buffer = attrs.field(factory=Buffer)
    span: str | None = None
    """The span that the comment is about."""
    record: str | None = None
    """The record that it is about."""
    pointer: str | None = None
    """The value of the record that it is about."""
    note: int | None = None
    """The position of the comment that gets other words; None for a new one."""
    claim: int | None = None
    """The position of the claim whose speaker is asked for; None where the words are a comment."""


@attrs.frozen(kw_only=True)
class Commands:
    """Every command by name, filtered by typing; rows name commands in `TakeValue`."""

    query: Buffer = attrs.field(factory=Buffer)
    rows: tuple[ListRow, ...] = ()
    cursor: int = 0


@attrs.frozen(kw_only=True)
class StepsList:
    """What was done, the latest first; the front end hands the lines over with `keys.with_steps`."""

    steps: tuple[str, ...] = ()
    """Not yet safe to print."""
    cursor: int = 0


@attrs.frozen(kw_only=True)
class Card:
    """Some lines to read: a type's description, the first keys, a comment."""

    title: str
    """Not yet safe to print."""
    lines: tuple[str, ...]
    """Not yet safe to print."""
    top: int = 0


Overlay = (
    Asking
    | BookList
    | Card
    | Commands
    | ConflictsList
    | Fill
    | FormView
    | Help
    | Hints
    | NotesList
    | Picker
    | ProblemsList
    | Prompt
    | RecordsPane
    | SearchPrompt
    | StepsList
    | Walk
)
"""What takes the keys before the article does. Asking, Fill, Hints and Walk draw in the last line alone."""
