"""The tutor: what to do next, as data; a lesson is over when the view shows that it was done."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from annotate_kit.core.records import Record
from annotate_kit.keys.overlays import FormView, Hints, RecordsPane
from annotate_kit.keys.view import View

__all__ = ["LESSONS", "Lesson", "Lessons"]


@attrs.frozen(kw_only=True)
class Lesson:
    """One thing to try."""

    text: str
    is_done: Callable[[View], bool]
    """Whether the view shows that it was done."""
    keys: str
    """The keys of somebody who does what the text says, as `workflow.demo` spells scripts."""


@attrs.frozen(kw_only=True)
class Lessons:
    """Where somebody stands in the tutor."""

    lessons: tuple[Lesson, ...]
    at: int = 0

    @property
    def text(self) -> str:
        """What to do next."""
        if self.at >= len(self.lessons):
            return "That was all of it. Everything else stands under ? wherever you are. q leaves the tutor."
        return self.lessons[self.at].text

    def after(self, view: View) -> Lessons:
        """One lesson further where the view shows that this one was done."""
        if self.at < len(self.lessons) and self.lessons[self.at].is_done(view):
            return attrs.evolve(self, at=self.at + 1)
        return self


_KCCI = "Korea Chamber of Commerce and Industry"


def _chamber(view: View) -> Record | None:
    found = (record for record in view.annotation.records.values() if record.type == "organization")
    return next((record for record in found if record.data.get("name") == _KCCI), None)


def _mentions(view: View) -> int:
    chamber = _chamber(view)
    return len(chamber.mentions) if chamber is not None else 0


def _has(view: View, field: str) -> bool:
    return any(field in record.data for record in view.annotation.records.values())


def _is_candidate(view: View) -> bool:
    edges = (view.selection.start, view.selection.end)
    return any((one.start, one.end) == edges for one in view.candidates or ())


def _is_tagged(view: View) -> bool:
    return view.lens.span_at(view.selection.start, view.selection.end) is not None


LESSONS = (
    Lesson(
        text="Welcome. Some words are always selected: they stand in ⟦ ⟧. The arrow → selects the next word. Press it.",
        is_done=lambda view: view.selection.start > 0,
        keys="right",
    ),
    Lesson(
        text="Names, dates and amounts are found for you. Press Tab: it goes to the next of them, as a whole.",
        is_done=_is_candidate,
        keys="tab",
    ),
    Lesson(
        text="Or look for words: press /, type Korea Chamber, and press Enter.",
        is_done=lambda view: view.overlay is None and view.words == "Korea Chamber",
        keys='/ "Korea Chamber" enter',
    ),
    Lesson(
        text="That is only a part of the name. Tab takes the whole of it. (+ and - take larger and smaller units.)",
        is_done=lambda view: view.words == _KCCI,
        keys="tab",
    ),
    Lesson(
        text="One key tags: each record type has a letter, shown at the right. o makes these words an organization.",
        is_done=lambda view: _chamber(view) is not None,
        keys="o",
    ),
    Lesson(
        text="The record is in hand now. Press Tab once more: KCCI, in brackets, is another name of the same chamber.",
        is_done=lambda view: view.words == "KCCI",
        keys="tab",
    ),
    Lesson(
        text="Enter and a field's letter make the selected words a value, and remember where it stands. "
        "Press Enter, look at the letters, and press a for Aliases.",
        is_done=lambda view: _has(view, "aliases"),
        keys="enter a",
    ),
    Lesson(
        text="Often one digit is enough. Go back to the chamber's name with Shift+Tab: the last line says what these "
        "words may fill, and beside which digit. Press 2 for the Country.",
        is_done=lambda view: _has(view, "country"),
        keys="shift+tab 2",
    ),
    Lesson(
        text="KCCI names the chamber too: go there with Tab and press o. In brackets behind the name it joins at once; "
        "of other words that come near you are asked which organization they mean.",
        is_done=lambda view: view.overlay is None and _mentions(view) > 1,
        keys="tab o",
    ),
    Lesson(
        text="The last line says how many other places have these words. Say it once: * tags them all.",
        is_done=lambda view: _mentions(view) > 2,  # noqa: PLR2004  # more than the two that were tagged one by one
        keys="*",
    ),
    Lesson(
        text="Nothing is ever lost. u takes back the last thing that you did, as often as you like. Press u.",
        is_done=lambda view: _mentions(view) == 2,  # noqa: PLR2004  # the two that were tagged one by one
        keys="u",
    ),
    Lesson(
        text="And U does it again.",
        is_done=lambda view: _mentions(view) > 2,  # noqa: PLR2004  # the same
        keys="U",
    ),
    Lesson(
        text="What is next? Space goes to the next name that nothing is said of yet, past what is tagged. Press it.",
        is_done=lambda view: _is_candidate(view) and not _is_tagged(view),
        keys="space",
    ),
    Lesson(
        text="e opens the record in hand as a form: arrows move, Enter opens a field, digits jump to the words that "
        "say so.",
        is_done=lambda view: isinstance(view.overlay, FormView),
        keys="e",
    ),
    Lesson(
        text="Choose the Kind: go to it with ↓, press Enter, type the beginning of a word such as chamber, "
        "and press Enter. Then q closes the form.",
        is_done=lambda view: view.overlay is None and _has(view, "kind"),
        keys='down down down down enter "chamber" enter q',
    ),
    Lesson(
        text="f shows a letter at every name in view: typing it jumps there. Press f, look, and choose one.",
        is_done=lambda view: isinstance(view.overlay, Hints),
        keys="f",
    ),
    Lesson(
        text="Type what stands on one of the names.",
        is_done=lambda view: view.overlay is None,
        keys="a",
    ),
    Lesson(
        text='Is something doubtful? " writes a comment on it, for whoever comes after you. Write one; Enter keeps it.',
        is_done=lambda view: bool(view.annotation.notes),
        keys='quotation_mark "why" enter',
    ),
    Lesson(
        text="' sets a bookmark that only you see, and ` goes to the next one. Set one.",
        is_done=lambda view: bool(view.bookmarks),
        keys="'",
    ),
    Lesson(
        text="g goes to the list of records: arrows choose, Enter jumps to the words, q closes it. Press g.",
        is_done=lambda view: isinstance(view.overlay, RecordsPane),
        keys="g",
    ),
    Lesson(
        text="Close it with q.",
        is_done=lambda view: view.overlay is None,
        keys="q",
    ),
)
"""Ten minutes on one article; a test plays all of it by its keys."""
