"""An open article: the view that the keys machine makes, and the session that keeps what was said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import attrs

from annotate_kit import keys
from annotate_kit.codec import encode
from annotate_kit.core import ABSENT, Annotation, Edit, Ids, Problem
from annotate_kit.core.changes import label_of
from annotate_kit.core.pointers import find_value
from annotate_kit.errors import AnnotateKitError
from annotate_kit.keys import Buffer, FormView, OpenField, Request, StepsList, View
from annotate_kit.keys.lens import make_lens
from annotate_kit.keys.showing import as_json
from annotate_kit.schema import Catalog
from annotate_kit.text import shown_name
from annotate_kit.tui.article import offset_at
from annotate_kit.tui.boxes import Box
from annotate_kit.tui.chrome import SavingWord, Standing, header
from annotate_kit.tui.footer import offer_at
from annotate_kit.tui.geometry import Geometry
from annotate_kit.tui.grid import Line, width_of
from annotate_kit.tui.screen import Drawn, article_screen, evidence_marks
from annotate_kit.tui.side import Scroll, pane_means
from annotate_kit.workflow.looking import problems_now, problems_on_disk
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.session import Saved, SaveFailed, SaveState, Saving, Session

__all__ = ["Check", "Desk"]

Check = Callable[[], Callable[[], None]]
"""Looks for problems, in whatever thread, for all that it reads never changes; what it gives shows them."""


class Desk:
    """Hands keys to the machine and edits to the session; decides nothing itself."""

    def __init__(
        self, *, project: Project, session: Session, geometry: Geometry, ids: Ids, bookmarks: Sequence[int] = ()
    ) -> None:
        self.project = project
        self.session = session
        self.geometry = geometry
        self._ids = ids
        self._saving: SavingWord = "saved"
        self._reason = ""
        self._scroll = Scroll()
        self._drawn: Drawn | None = None
        self._drawn_of: tuple[View, Geometry] | None = None
        self._checked: Annotation | None = None
        self._opened = session.annotation
        self._seen: Annotation | None = session.annotation
        """The session's annotation while the view says the same; None once somebody else has changed it."""
        self.view: View = keys.open_view(
            article=session.article,
            text=session.text,
            catalog=_coloured(session.catalog, project.settings.theme.colors),
            annotation=session.annotation,
            width=geometry.inner_width,
            height=geometry.inner_height,
            bookmarks=bookmarks,
        )
        notices = [*session.notices]
        if session.conflicts:
            more = len(session.conflicts) - 1
            notices.append(
                f"{session.conflicts[0].message}{f' (and {more} more)' if more else ''}: | shows both, and decides."
            )
        if notices:
            self.say(" ".join(notices))

    # What the person does.

    def press(self, key: str) -> tuple[Request, ...]:
        """One key; what is left of its meaning is for the workbench."""
        return self._take(keys.press(self.view, key, self._ids))

    def click(self, x: int, y: int, count: int = 1) -> tuple[Request, ...]:
        """A click on a cell of the screen: the first, second, third at the same place."""
        box = self._drawn.box if self._drawn is not None else None
        if box is not None and box.x <= x < box.x + width_of(box.lines[0]) and box.y <= y < box.y + len(box.lines):
            return self._click_box(box, x, y)
        if y == self.geometry.height - 1:
            key = offer_at(self.view, self.geometry.width, x)
            return () if key is None else self.press(key)
        if x >= self.geometry.article_width and 1 <= y <= self.geometry.body:
            return self._click_record(y - 1)
        if self.geometry.is_folded and y == self.geometry.body + 1:
            return self.press("g")
        offset = self._offset(x, y)
        return () if offset is None else self._take(keys.clicked(self.view, offset, self._ids, count=count))

    def _click_box(self, box: Box, x: int, y: int) -> tuple[Request, ...]:
        key = next((spot.key for spot in box.spots if spot.y == y - box.y and spot.start <= x - box.x < spot.end), None)
        if key is not None:
            return self.press(key)
        row = box.means[y - box.y]
        return () if row is None else self._take(keys.chosen(self.view, row, self._ids))

    def _click_record(self, line: int) -> tuple[Request, ...]:
        number = pane_means(self.view, self.geometry.body, self._scroll)[line]
        if number is None:
            return ()
        return self._take(keys.record_clicked(self.view, keys.pane_records(self.view)[number]))

    def drag(self, x: int, y: int) -> None:
        """The pointer moved with its button down."""
        offset = self._offset(x, y)
        if offset is not None and self.view.overlay is None:
            self.view = keys.dragged(self.view, offset)

    def _offset(self, x: int, y: int) -> int | None:
        """The code point that is drawn at a cell of the screen, or None outside the article."""
        # Above the rows lie the header and the frame's edge, before them its wall.
        row, cell = y - 2, x - 1
        if not (0 <= cell < self.geometry.inner_width and 0 <= row < self.geometry.inner_height):
            return None
        return offset_at(self.view, evidence_marks(self.view), row, cell)

    def scroll(self, rows: int) -> None:
        """The wheel; the selection stays where it is."""
        self.view = keys.scrolled(self.view, rows)

    def paste(self, text: str) -> tuple[Request, ...]:
        """Text from the terminal's clipboard."""
        return self._take(keys.pasted(self.view, text, self._ids))

    def _take(self, step: keys.Step) -> tuple[Request, ...]:
        self.view = step.view
        if not step.edits:
            return step.requests
        try:
            self._ready()
            is_known = self._seen is self.session.annotation
            for edit in step.edits:
                self.session.do(edit)
            self._seen = self.session.annotation if is_known else None
        except AnnotateKitError as error:
            self._fall_back(str(error))
            return ()
        self._saving = "saving"
        return step.requests

    def _ready(self) -> None:
        """Where the disk has refused, ask it once more before the next edit."""
        if isinstance(self.session.state, SaveFailed):
            self.session.retry()

    def undo(self) -> None:
        """Take the last edit back."""
        self._turned(self.session.undo, "Undone", "Nothing to undo.")

    def redo(self) -> None:
        """Do again what was taken back."""
        self._turned(self.session.redo, "Done again", "Nothing to do again.")

    def _turned(self, turn: Callable[[], Edit | None], done: str, otherwise: str) -> None:
        is_known = self._seen is self.session.annotation
        try:
            self._ready()
            edit = turn()
        except AnnotateKitError as error:
            self._fall_back(str(error))
            return
        message = otherwise if edit is None else f"{done}: {label_of(edit)}"
        self._saving = "saving" if edit is not None else self._saving
        self._refresh(message, edit if is_known else None)
        if isinstance(self.view.overlay, StepsList):
            self.show_steps()

    def show_steps(self) -> None:
        """The list of what was done, the latest first."""
        try:
            steps = self.session.steps()
        except AnnotateKitError as error:
            self.say(str(error))
            return
        shown = tuple(f"{'undone: ' if step.is_undone else ''}{step.label}" for step in reversed(steps))
        self.view = keys.with_steps(self.view, shown)

    def json_at(self, record: str, pointer: str) -> str:
        """A value of a record as canonical JSON, for an editor."""
        value = find_value(self.session.annotation.records[record].data, pointer)
        return "" if value is ABSENT else encode(value).decode()

    def json_edited(self, record: str, pointer: str, text: str) -> None:
        """What came out of the editor."""
        self._take(keys.json_edited(self.view, record, pointer, text, self._ids))

    def open_json(self, record: str, pointer: str) -> None:
        """Edit a value as JSON in the open form itself."""
        shown = self.view.overlay
        lines = keys.form_lines(self.view, shown) if isinstance(shown, FormView) else ()
        line = next((one for one in lines if one.pointer == pointer), None)
        if not isinstance(shown, FormView) or line is None:
            self.say("Set EDITOR to edit this as JSON.")
            return
        value = find_value(self.session.annotation.records[record].data, pointer)
        text = "" if value is ABSENT else as_json(value)
        field = OpenField(pointer=pointer, field=line.field, buffer=Buffer(text), takes="json", began=(text, None))
        overlays = (*self.view.overlays[:-1], attrs.evolve(shown, open=field))
        self.view = attrs.evolve(self.view, overlays=overlays)

    def say(self, message: str) -> None:
        """One line to the person."""
        self.view = keys.with_message(self.view, message)

    # What the world answers.

    def saved(self, news: SaveState) -> None:
        """The disk has answered; what is shown is how things stand now, for more edits may have come since."""
        state = self.session.state
        if isinstance(state, SaveFailed):
            self._fall_back(f"Not saved, and taken back: {_cause(state.reason)}")
            return
        self._saving = "saving" if isinstance(state, Saving) else "saved"
        if isinstance(news, Saved) and news.is_merged:
            # An undo may have come between the merge and this news of it: nothing is known to be as it was.
            self.view = attrs.evolve(self.view, lens=make_lens(self.session.annotation))
            self._refresh(news.message)
        elif isinstance(news, Saved) and news.message:
            self.say(news.message)

    def fold(self) -> None:
        """Put the journal into the annotation file while nobody types."""
        if self._saving == "saved":
            self.session.fold_soon()

    def _fall_back(self, message: str) -> None:
        """Show what is on disk again, and say why."""
        state = self.session.state
        if isinstance(state, SaveFailed):
            self._saving, self._reason = "failed", _cause(state.reason)
        self._refresh(message)

    def _refresh(self, message: str, edit: Edit | None = None) -> None:
        """Show the session's annotation; what an edit has made of what is shown is found at once."""
        self._seen = self.session.annotation
        self.view = keys.refreshed(self.view, self._seen, message, edit)

    def resize(self, geometry: Geometry) -> None:
        """The terminal has another size."""
        self.geometry = geometry
        self.view = keys.resized(self.view, geometry.inner_width, geometry.inner_height)

    @property
    def is_saving(self) -> bool:
        """Whether the disk has yet to answer."""
        return self._saving == "saving"

    def check(self) -> Check | None:
        """How to look for problems, where those shown are of an older version."""
        annotation, session = self.session.annotation, self.session
        if self._checked is annotation:
            return None
        # What cannot be read is a problem for as long as it is in the file: until the first edit is folded into it.
        is_on_disk = session.is_damaged and annotation is self._opened

        def look() -> Callable[[], None]:
            found = (
                problems_on_disk(self.project, session.path)
                if is_on_disk
                else problems_now(self.project, session.article, session.text, annotation, session.path)
            )
            return partial(self.checked, annotation, found)

        return look

    def checked(self, annotation: Annotation, problems: tuple[Problem, ...]) -> None:
        """The problems of a version of the annotation."""
        self._checked = annotation
        self.view = keys.with_problems(self.view, problems)

    # What is seen.

    @property
    def standing(self) -> Standing:
        """What the first line says."""
        ids = self.project.article_ids
        article = self.session.article.id
        return Standing(
            project=self.project.name,
            article=shown_name(article, self.session.article.title),
            annotator=self.session.annotator,
            number=ids.index(article) + 1,
            count=len(ids),
            saving=self._saving,
            reason=self._reason,
            problems=None if self._checked is None else len(self.view.problems),
            conflicts=len(self.view.lens.conflicts),
        )

    def lines(self) -> list[Line]:
        """The screen, exactly as many lines as the terminal has."""
        drawn, before = self._drawn, self._drawn_of
        if drawn is None or before is None or before[0] is not self.view or before[1] is not self.geometry:
            drawn = article_screen(self.view, self.standing, self.geometry, self._scroll)
            self._drawn_of = (self.view, self.geometry)
        else:
            # The disk has answered, and nothing else has changed: the other lines are those that are shown.
            first = header(self.standing, self.geometry.width)
            drawn = attrs.evolve(drawn, lines=[first, *drawn.lines[1:]])
        self._drawn = drawn
        return drawn.lines


def _coloured(catalog: Catalog, colours: Mapping[str, str]) -> Catalog:
    """The record types in the colours of the settings, where these name any."""
    types = {
        name: attrs.evolve(record_type, color=colours.get(name, record_type.color))
        for name, record_type in catalog.types.items()
    }
    return attrs.evolve(catalog, types=types) if colours else catalog


def _cause(reason: str) -> str:
    """What the disk said, without the path before it and the advice behind it: a line has room for no more."""
    return reason.partition(" cannot be written: ")[2].partition(". ")[0] or reason
