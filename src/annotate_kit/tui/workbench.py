"""Everything of the app but the terminal: which screen is on, what a key does to it, what is loaded when.

Nothing here knows Textual: the app and the tests drive the same object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Literal

import attrs

from annotate_kit import keys
from annotate_kit.core import Ids
from annotate_kit.errors import AnnotateKitError
from annotate_kit.keys import remapped
from annotate_kit.keys.tutor import LESSONS, Lessons
from annotate_kit.text import candidates
from annotate_kit.tui.advising import Advising, Packages
from annotate_kit.tui.desk import Check, Desk
from annotate_kit.tui.effects import Browse, Copy, Edit, Effect, Leave, Suspend
from annotate_kit.tui.everywhere import Everywhere
from annotate_kit.tui.geometry import Geometry, geometry
from annotate_kit.tui.grid import Line, blank
from annotate_kit.tui.hall import Hall
from annotate_kit.tui.known import Gathering
from annotate_kit.tui.lessons import LESSON_LINES, lesson_lines
from annotate_kit.tui.opening import opening_lines
from annotate_kit.workflow import tutoring
from annotate_kit.workflow.private import keep_acts, keep_marks, read_marks
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.queueing import assigned
from annotate_kit.workflow.session import SaveState, open_session
from annotate_kit.workflow.timing import ActTimer

__all__ = ["Workbench"]

GUIDELINES = "guidelines.md"
"""The project's guidelines, beside its schemas."""

FIRST_KEYS = (
    "The first keys",
    (
        "Tab        the next words that look like a name, a date, an amount",
        "Space      the next name that nothing is said of yet",
        "o p a b    tag them as organization, official, agreement, expo bid",
        "*          tag the same words everywhere else",
        "Enter n    the selected words become the field N(ame) of the record in hand",
        "e          the record in hand as a form",
        "u          undo, as far back as you like",
        "?          all keys          q  leave (everything is saved already)",
        "",
        "Enter begins.",
    ),
)
"""The card of the demo."""


class Workbench:
    """The article or the queue that the person works in."""

    def __init__(
        self,
        project: Project,
        *,
        article_id: str | None,
        annotator: str,
        clock: Callable[[], float],
        ids: Ids,
        size: tuple[int, int],
        card: bool = False,
        suggesting: Packages | None = None,
        tutor: Callable[[], Project] | None = None,
        lessons: Lessons | None = None,
        book: Mapping[str, Sequence[keys.BookChange]] | None = None,
    ) -> None:
        self.project = project
        self._tutor = tutor
        self._lessons = lessons
        self._outside: tuple[Project, str, str | None] | None = None
        """Where the tutor was called from: project, annotator and article."""
        self._timer: ActTimer | None = None
        self._timer_id = ""
        self.annotator = annotator
        self.clock = clock
        self.ids = ids
        self._size = size
        self.geometry: Geometry = self._fitted()
        self.desk: Desk | None = None
        self.hall: Hall | None = None
        self.on_state: Callable[[Desk, SaveState], None] = lambda desk, state: desk.saved(state)
        """Told by the session's writer thread; the app moves the news to its own loop."""
        self._article = article_id
        self._shows_card = card
        self._book = dict(book or {})
        """Article → what somebody changed in a workbook, until it has been shown."""
        self._waiting: list[str] = []
        self._gathering: Gathering | None = None
        self._suggesting = suggesting
        self._advising: Advising | None = None
        self._everywhere: Everywhere | None = None
        self._place: tuple[int, int] | None = None
        """The words that the article is opened for."""
        self._late: tuple[Effect, ...] = ()
        self._message = ""
        self._here: str | None = None
        """The article that was open last: the queue's cursor goes there."""
        self.trouble: AnnotateKitError | None = None
        """Why an article could not be put into its file when it was left; its edits are in the journal."""
        self.is_opening = True
        """Whether `loading` is to be run: something was asked for that is not open yet."""

    # Opening: what is seen first comes first.

    def loading(self) -> Iterator[Callable[[], object] | None]:
        """Open what was asked for, in steps between which the app paints; later steps are of less use to see.

        What a step gives may be called in another thread before the next one: it only makes that quicker.
        """
        self.is_opening = False
        article_id = self._article
        if article_id is None:
            size = (self.geometry.width, self.geometry.height)
            # A name of its own: whoever leaves while the queue is being read takes the bench's away.
            hall = Hall(
                self.project,
                self.annotator,
                size=size,
                here=self._here,
                message=self._message,
                clock=self.clock,
            )
            self.hall = hall
            if self.project.settings.keymap:
                hall.queue = attrs.evolve(hall.queue, keymap=remapped(self.project.settings.keymap).queue)
            yield None
            yield from hall.loading()
            return
        desk = self._open(article_id)
        if desk is None:
            yield from self.loading()
            return
        self.desk = desk
        self._gathering = Gathering(self.project, article_id)
        self._everywhere = Everywhere(desk, clock=self.clock, ids=self.ids)
        if self._place is not None:
            desk.view = keys.placed(desk.view, *self._place)
            self._place = None
        if self._message:
            desk.say(self._message)
        self._catch_up()
        yield partial(_begin_candidates, desk.view)
        desk.view = keys.loaded(keys.with_guidelines(desk.view, self._guidelines()))
        yield None
        while self._gather_more():
            yield None
        self._know_all()
        yield partial(_prepare, desk.view)

    def _gather_more(self) -> bool:
        return self._gathering is not None and self._gathering.step()

    def _know_all(self) -> None:
        """The picker may be asked from here on: what is left of the other articles is read now."""
        gathering, self._gathering = self._gathering, None
        if self.desk is not None and gathering is not None:
            while gathering.step():
                pass
            self.desk.view = keys.with_known(self.desk.view, gathering.known, gathering.apart)
            if self._suggesting is not None:
                self._advising = Advising(self.desk, self._suggesting)

    def _open(self, article_id: str) -> Desk | None:
        """The desk, or None where the article cannot be opened: then the queue says why."""
        try:
            session = open_session(
                self.project,
                article_id,
                self.annotator,
                clock=self.clock,
                ids=self.ids,
                # There is no news before the first edit, and then there is a desk.
                on_state=lambda state: self.on_state(desk, state),
                threaded=True,
            )
        except AnnotateKitError as error:
            self._article, self._message = None, str(error)
            return None
        marks = read_marks(self.project.store, article_id, self.annotator, session.text)
        desk = Desk(project=self.project, session=session, geometry=self.geometry, ids=self.ids, bookmarks=marks)
        if self.project.settings.keymap:
            desk.view = attrs.evolve(desk.view, keymap=remapped(self.project.settings.keymap).keymap)
        if self.project.settings.timer.on:
            self._timer, self._timer_id = ActTimer(self.clock), self.ids("timer")
        if self._shows_card:
            desk.view = keys.with_card(desk.view, *FIRST_KEYS)
            self._shows_card = False
        desk.view = keys.with_book(desk.view, self._book.pop(article_id, ()))
        return desk

    def _catch_up(self) -> None:
        """The keys that came while the article was being opened."""
        waiting, self._waiting = self._waiting, []
        for key in waiting:
            self._late += self.press(key)

    def late_effects(self) -> tuple[Effect, ...]:
        """What those keys ask the app for, once."""
        late, self._late = self._late, ()
        return late

    def go(self, article_id: str | None) -> tuple[Effect, ...]:
        """Leave what is open, keeping it, for an article or (None) the queue."""
        self._message = ""
        self.close()
        self._article = article_id
        self.is_opening = True
        return ()

    def _neighbour(self, step: Literal[-1, 1]) -> str | None:
        """The next article that is not done, or the one before; None, the queue, behind the last."""
        assert self.desk is not None
        ids = self.project.article_ids
        here = ids.index(self.desk.session.article.id)
        if step < 0:
            return ids[here - 1] if here else None
        return next((id_ for id_ in ids[here + 1 :] if self._is_for_me(id_) and not self._is_done(id_)), None)

    def _is_for_me(self, article_id: str) -> bool:
        try:
            named = assigned(self.project, self.project.article(article_id))
        except AnnotateKitError:
            # Opening it says what is wrong with it.
            return True
        return not named or self.annotator in named

    def _is_done(self, article_id: str) -> bool:
        if self.annotator not in self.project.annotators(article_id):
            return False
        annotation = self.project.annotation(article_id, self.annotator)
        return annotation is not None and annotation.status == "done"

    def close(self) -> None:
        """Put what is open into its file; what cannot be put there stays in the journal."""
        desk, self.desk, self.hall = self.desk, None, None
        self._gathering = self._advising = self._everywhere = None
        if desk is None:
            return
        self._keep_time(desk)
        self._here = desk.session.article.id
        try:
            desk.session.close()
        except AnnotateKitError as error:
            self.trouble = error
            self._message = str(error)

    # What the person does.

    def press(self, key: str) -> tuple[Effect, ...]:
        """One key, by the names of `keys.key_of`."""
        if key == "ctrl+c":
            return (Leave(130),)
        if self.desk is not None:
            if len(key) == 1:
                # Letters tag and fill: what they mean must not depend on how much has been read.
                self._know_all()
            return self._press_at(self.desk, key)
        if self.hall is not None:
            return self._do(self.hall.press(key))
        if key == "ctrl+z":
            return (Suspend(),)
        self._waiting.append(key)
        return ()

    def _press_at(self, desk: Desk, key: str) -> tuple[Effect, ...]:
        before = desk.view
        effects = self._do(desk.press(key))
        if self._timer is not None:
            view = desk.view
            record = view.annotation.records.get(view.hand or "")
            is_edit = view.annotation is not before.annotation
            self._timer.key(keys.name_for(before, key), is_edit=is_edit, type_=record.type if record else "")
        if self._lessons is not None:
            self._lessons = self._lessons.after(desk.view)
        return effects

    def _keep_time(self, desk: Desk) -> None:
        """What the acts cost goes to disk; where it cannot, nobody is kept from working by that."""
        if self._timer is not None:
            with suppress(AnnotateKitError):
                article = desk.session.article.id
                keep_acts(self.project.store, article, self.annotator, self._timer_id, self._timer.acts)

    def paste(self, text: str) -> tuple[Effect, ...]:
        """Pasted text: typed where something is being typed, else nothing."""
        return () if self.desk is None else self._do(self.desk.paste(text))

    def click(self, x: int, y: int, count: int = 1) -> tuple[Effect, ...]:
        """A click on a cell: the first, second, third at the same place."""
        if self.desk is not None:
            return self._do(self.desk.click(x, y, count))
        if self.hall is not None and count == 1:
            return self._do(self.hall.click(y))
        return ()

    def drag(self, x: int, y: int) -> None:
        """The pointer moved with its button down."""
        if self.desk is not None:
            self.desk.drag(x, y)

    def scroll(self, rows: int) -> tuple[Effect, ...]:
        """The wheel."""
        if self.desk is not None and self.desk.view.overlay is None:
            self.desk.scroll(rows)
            return ()
        key: Literal["down", "up"] = "down" if rows > 0 else "up"
        return tuple(effect for _ in range(abs(rows)) for effect in self.press(key))

    def _do(self, requests: tuple[keys.Request, ...]) -> tuple[Effect, ...]:
        return tuple(effect for request in requests for effect in self._answer(request))

    def _answer(self, request: keys.Request) -> tuple[Effect, ...]:  # noqa: PLR0911  # one flat case for each request
        match request:
            case keys.Quit() | keys.BackToQueue() | keys.NextArticle() | keys.PreviousArticle() if self._lessons:
                return self._leave_tutor()
            case keys.Quit():
                return (Leave(0),)
            case keys.Suspend():
                return (Suspend(),)
            case keys.CopyText():
                return (Copy(request.text),)
            case keys.OpenUrl():
                return (Browse(request.url),)
            case keys.OpenArticle():
                return self._open_at(request)
            case keys.BackToQueue():
                return self.go(None)
            case keys.ShowTutor() | keys.ShowGuidelines():
                return self._show(request)
            case _:
                return self._answer_at_desk(request)

    def _open_at(self, request: keys.OpenArticle) -> tuple[Effect, ...]:
        if self.desk is not None and self.desk.session.article.id == request.article:
            if request.place is not None:
                self.desk.view = keys.placed(self.desk.view, *request.place)
            return ()
        effects = self.go(request.article)
        self._place = request.place
        return effects

    def _answer_everywhere(self, request: keys.Request) -> bool:
        """Whether the request reaches beyond the open article; it is answered then."""
        everywhere = self._everywhere
        assert everywhere is not None
        try:
            match request:
                case keys.FindEverywhere():
                    everywhere.find(request.words)
                case keys.TagEverywhere():
                    everywhere.preview(request)
                case keys.DoTagEverywhere():
                    everywhere.tag(request.article)
                case keys.FindPairs():
                    everywhere.find_pairs()
                case keys.ShowPair():
                    everywhere.show_pair(request.one, request.other)
                case keys.UndoAct():
                    everywhere.undo()
                case keys.JoinEntities() | keys.KeepApart() | keys.DecideValue():
                    everywhere.note(request)
                case _:
                    return False
        except AnnotateKitError as error:
            self.say(str(error))
        return True

    def _answer_at_desk(self, request: keys.Request) -> tuple[Effect, ...]:
        desk = self.desk
        assert desk is not None
        if self._answer_everywhere(request):
            return ()
        match request:
            case keys.Undo():
                desk.undo()
            case keys.Redo():
                desk.redo()
            case keys.NextArticle():
                return self.go(self._neighbour(1))
            case keys.PreviousArticle():
                return self.go(self._neighbour(-1))
            case keys.ShowSteps():
                desk.show_steps()
            case keys.EditJson():
                return (Edit(request.record, request.pointer, desk.json_at(request.record, request.pointer)),)
            case keys.SetBookmarks():
                self._keep_marks(desk, request.offsets)
            case _:  # pragma: no cover  # every request has its case
                raise AssertionError(request)
        return ()

    def _keep_marks(self, desk: Desk, offsets: tuple[int, ...]) -> None:
        try:
            keep_marks(self.project.store, desk.session.article.id, self.annotator, desk.session.text, offsets)
        except AnnotateKitError as error:
            desk.say(str(error))

    def _show(self, request: keys.ShowGuidelines | keys.ShowTutor) -> tuple[Effect, ...]:
        if isinstance(request, keys.ShowTutor):
            self._begin_tutor()
            return ()
        # In an article the keys show them.
        assert self.hall is not None
        if lines := self._guidelines():
            self.hall.show_card(lines)
        else:
            self.say(f"This project has no {GUIDELINES}.")
        return ()

    def _begin_tutor(self) -> None:
        """The tutor's own project in place of this one, for as long as it lasts."""
        if self._lessons is not None or self._tutor is None:
            self.say("You are in the tutor." if self._lessons is not None else "annotate-kit tutor starts the tutor.")
            return
        article = self.desk.session.article.id if self.desk is not None else None
        try:
            project = self._tutor()
        except AnnotateKitError as error:
            self.say(str(error))
            return
        self.close()
        self._outside = (self.project, self.annotator, article)
        self.project, self.annotator, self._lessons = project, tutoring.ANNOTATOR, Lessons(lessons=LESSONS)
        self.geometry = self._fitted()
        self.go(tutoring.ARTICLE)

    def _leave_tutor(self) -> tuple[Effect, ...]:
        """Back to where it was called from."""
        outside, self._outside, self._lessons = self._outside, None, None
        if outside is None:
            return (Leave(0),)
        self.close()
        self.project, self.annotator, article = outside
        self.geometry = self._fitted()
        return self.go(article)

    def _guidelines(self) -> tuple[str, ...]:
        """The project's guidelines, line by line; none where there are none."""
        store = self.project.store
        try:
            raw = store.read(GUIDELINES) if store.exists(GUIDELINES) else b""
        except AnnotateKitError as error:
            return (str(error),)
        return tuple(raw.decode("utf-8", "replace").splitlines())

    # What is seen.

    def resize(self, width: int, height: int) -> None:
        """The terminal has this size now, in cells."""
        self._size = (width, height)
        self.geometry = self._fitted()
        if self.desk is not None:
            self.desk.resize(self.geometry)
        if self.hall is not None:
            self.hall.resize(width, height)

    def _fitted(self) -> Geometry:
        """The parts of the screen that the tutor leaves."""
        width, height = self._size
        return geometry(width, max(height - LESSON_LINES, 1) if self._lessons is not None else height)

    def lines(self) -> list[Line]:
        """The screen: exactly as many lines as the terminal has, each exactly as wide."""
        if self._lessons is None:
            return self._lines()
        width, height = self._size
        return [*self._lines(), *lesson_lines(self._lessons, width)][:height]

    def _lines(self) -> list[Line]:
        if self.desk is not None:
            return self.desk.lines()
        if self.hall is not None:
            return self.hall.lines()
        if self._article is None:
            return [blank(self.geometry.width)] * self.geometry.height
        return opening_lines(self.project, self._article, self.annotator, self.geometry)

    @property
    def is_settled(self) -> bool:
        """Whether nothing waits to be opened, checked or saved."""
        is_saving = self.desk is not None and self.desk.is_saving
        is_busy = self.is_opening or is_saving or self.is_searching
        return not is_busy and self.check() is None and self.think() is None

    @property
    def is_searching(self) -> bool:
        """Whether hits of a search are still to be counted."""
        return self.desk is not None and keys.is_searching(self.desk.view)

    def search_further(self) -> bool:
        """Look a little further for what is searched for; whether there is more to look through."""
        if self.desk is not None and keys.is_searching(self.desk.view):
            self.desk.view = keys.search_further(self.desk.view)
        return self.is_searching

    def say(self, message: str) -> None:
        """One line to the person."""
        if self.desk is not None:
            self.desk.say(message)
        elif self.hall is not None:
            self.hall.say(message)

    def open_json(self, effect: Edit) -> None:
        """There is no editor: the value is edited as JSON in the form."""
        if self.desk is not None:
            self.desk.open_json(effect.record, effect.pointer)

    def json_edited(self, effect: Edit, text: str | None) -> None:
        """What came out of the editor; None where it failed."""
        if self.desk is None:
            return
        if text is None:
            self.desk.say("The editor failed; nothing was changed.")
        else:
            self.desk.json_edited(effect.record, effect.pointer, text)

    def fold(self) -> None:
        """Nobody types: put what is open into its file."""
        if self.desk is not None:
            self.desk.fold()

    # Problems, looked for when nobody types.

    def check(self) -> Check | None:
        """What is to be looked at; None where the problems shown are up to date."""
        if self.desk is not None:
            return self.desk.check()
        return self.hall.check() if self.hall is not None else None

    def think(self) -> Check | None:
        """What is to be suggested; None where the suggestions shown are up to date, or none are wanted."""
        return self._advising.think() if self._advising is not None else None


def _begin_candidates(view: keys.View) -> None:
    """What Tab goes by: the candidates, and the sentences that one may not be skipped in."""
    candidates(view.index, view.article.language)
    view.index.sentence_at(0)


def _prepare(view: keys.View) -> None:
    """What the first tag would else work out."""
    keys.prepare_names(view)
    keys.prepare_known(view)
