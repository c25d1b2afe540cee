"""Sessions: an open annotation file. Edits are applied at once, put on disk in order, taken back and done again."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

import attrs

from annotate_kit.core import Annotation, Article, Batch, Edit, Ids, SetProperty, apply, invert
from annotate_kit.core.conflicts import Conflict, conflicts_of, resolve
from annotate_kit.core.counting import counted
from annotate_kit.errors import AccessError, EditMismatchError, TextCorrectedError, UnwritableError, UsageError
from annotate_kit.store import Entry, Folded, Header, JournalContent, Ref, entry_line, history, read_version, recover
from annotate_kit.store.paths import annotation_path, checked_annotator
from annotate_kit.text import doubts_of
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.saving import FoldReport, Saved, SaveFailed, SaveState, Saving, Scribe
from annotate_kit.workflow.undoing import UndoLog, UndoStep

if TYPE_CHECKING:
    from annotate_kit.schema import Catalog

__all__ = ["Clock", "FoldReport", "SaveFailed", "SaveState", "Saved", "Saving", "Session", "UndoStep", "open_session"]

Clock = Callable[[], float]
"""Seconds since the epoch; shown and logged, never compared."""


_RECOVERED = (
    "edit of a session that did not end well was recovered.",
    "edits of a session that did not end well were recovered.",
)


@attrs.frozen(kw_only=True)
class _Pending:
    """An edit that is not on disk yet."""

    entry: Entry
    line: bytes
    after: Annotation


class Session:
    """An annotation file that somebody works on.

    Threaded, `do` returns at once and one writer thread puts on disk what has gathered; `on_state` is called in that
    thread. Otherwise an edit is on disk when `do` returns, and `do` raises where the disk refuses.
    """

    def __init__(
        self,
        project: Project,
        article: Article,
        annotator: str,
        *,
        clock: Clock,
        ids: Ids,
        on_state: Callable[[SaveState], None],
    ) -> None:
        self.article = article
        self.text = project.text(article.id)
        self.annotator = annotator
        self.path = annotation_path(article.id, annotator)
        """Of the annotation file, relative to the project."""
        recovered = recover(project.store, article.id, annotator)
        version, loaded = read_version(project.store, article, annotator)
        self.annotation: Annotation = version.annotation
        """With every edit, on disk or on its way there."""
        self.notices: tuple[str, ...] = recovered.messages
        """What a person should know about the opening: one sentence each."""
        self.is_damaged = loaded.is_damaged
        """Whether the file that was opened holds what cannot be read."""
        if recovered.edits:
            self.notices += (counted(recovered.edits, *_RECOVERED),)
        if loaded.is_damaged:
            what = f"{self.path} is damaged; what could be read was loaded, and a copy is kept when it is saved."
            self.notices += (f"{what} Run `annotate-kit validate` for the places.",)
        if doubts := len(doubts_of(self.annotation, self.text)) if self.annotation.notes else 0:
            many = counted(doubts, "span is", "spans are")
            self.notices += (f"{many} in doubt since the text was corrected: _ lists them, y and x decide.",)
        self._project = project
        self._clock = clock
        self._on_state = on_state
        self._id = ids("session")
        header = Header(
            session=self._id,
            article=article.id,
            annotator=annotator,
            base=version.sha256,
            text_sha256=version.annotation.text_sha256,
        )
        self._scribe = Scribe(project.store, header, version)
        self._changed = threading.Condition(threading.RLock())
        self._saved = version.annotation
        """What is on disk, in the file or in the journal."""
        self._entries: list[Entry] = []
        """Of this session, those that are on disk."""
        self._pending: deque[_Pending] = deque()
        self._folds: deque[Future[FoldReport]] = deque()
        self._number = 0
        self._failure: AccessError | None = None
        self._log = UndoLog(self._older())
        self._writer: threading.Thread | None = None
        self._is_closed = False
        self._has_ended = False

    # What there is.

    @property
    def catalog(self) -> Catalog:
        """The record types of the project."""
        return self._project.catalog

    @property
    def state(self) -> SaveState:
        """Whether what is seen is on disk."""
        with self._changed:
            if self._failure is not None:
                return SaveFailed(reason=str(self._failure))
            return Saving() if self._pending else Saved()

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What another session changed differently, and nobody has decided yet."""
        return conflicts_of(self.annotation)

    def steps(self) -> tuple[UndoStep, ...]:
        """Everything that this annotator did to the file, the latest last.

        Raises:
            AccessError: where the history cannot be read.
        """
        with self._changed:
            return self._log.steps()

    # What can be done.

    def do(self, edit: Edit) -> Annotation:
        """Apply an edit and put it on disk; the annotation after it.

        Raises:
            EditMismatchError: where it does not fit.
            UsageError: where it holds what no file can hold.
            UnwritableError: where the disk refuses, or has refused; nothing has changed.
        """
        with self._changed:
            self._make(edit)
        return self.annotation

    def undo(self) -> Edit | None:
        """Take back the last edit that was not; the edit that did so, None where there is nothing.

        Raises:
            EditMismatchError: where another session has changed the same.
            AccessError: where the disk refuses.
        """
        with self._changed:
            entry = self._log.find_undo()
            if entry is None:
                return None
            _expect_same_text(entry.edit)
            edit = invert(entry.edit)
            self._make(edit, undoes=entry.ref)
            return edit

    def redo(self) -> Edit | None:
        """Do again what was taken back last; the edit, None where there is nothing, or another edit came after it.

        Raises:
            EditMismatchError: where another session has changed the same.
            AccessError: where the disk refuses.
        """
        with self._changed:
            entry = self._log.find_redo()
            if entry is None:
                return None
            _expect_same_text(entry.edit)
            self._make(entry.edit, redoes=entry.ref)
            return entry.edit

    def decide(self, conflict: Conflict, *, take_ours: bool) -> Annotation:
        """Decide a conflict for what this session had, or for what the file has.

        Raises:
            UnwritableError: where the disk refuses.
        """
        return self.do(resolve(self.annotation, conflict, take_ours=take_ours, text=self.text))

    def retry(self) -> None:
        """Take edits again after the disk has refused.

        Raises:
            UnwritableError: where it still does.
            TextCorrectedError: where the text that the session works on is not the article's any more.
        """
        with self._changed:
            if isinstance(self._failure, TextCorrectedError):
                raise self._failure
            self._scribe.mend()
            self._failure = None
        self._tell(Saved())

    def wait_saved(self) -> None:
        """Return once nothing is on its way to the disk any more; `state` says how it ended."""
        with self._changed:
            self._changed.wait_for(lambda: not self._pending or self._has_ended)

    def fold(self) -> FoldReport:
        """Put everything into the annotation file, together with what others did to it meanwhile.

        Raises:
            AccessError: where that cannot be done; every edit is still in the journal.
        """
        if self._writer is None:
            return self._fold()
        return self._ask_fold().result()

    def fold_soon(self) -> None:
        """The same without waiting for it; `on_state` tells what came of it."""
        self._ask_fold()

    def close(self) -> FoldReport:
        """Fold, and let go of everything. A second time does nothing.

        Raises:
            AccessError: where the fold fails; every edit is in the journal, and the next session recovers it.
        """
        if self._is_closed:
            return FoldReport(path=self.path)
        try:
            return self.fold()
        finally:
            with self._changed:
                self._is_closed = True
                self._changed.notify_all()
            if self._writer is not None:
                self._writer.join()
            self._scribe.close()

    # How it is done.

    def _make(self, edit: Edit, *, undoes: Ref | None = None, redoes: Ref | None = None) -> None:
        if self._is_closed:
            raise UnwritableError(self.path, "the session is closed")
        if self._failure is not None:
            raise self._failure
        after = apply(edit, self.annotation)
        entry = Entry(ref=Ref(self._id, self._number + 1), edit=edit, at=self._clock(), undoes=undoes, redoes=redoes)
        try:
            line = entry_line(entry)
        except ValueError:
            raise UsageError("a text in this edit is none that a file can hold", "Type it again.") from None
        self._number += 1
        self._log.add(entry)
        self._pending.append(_Pending(entry=entry, line=line, after=after))
        self.annotation = after
        if self._writer is None:
            self._save()
            if self._failure is not None:
                raise self._failure
        else:
            self._changed.notify_all()

    def _save(self) -> None:
        """Put on disk what has gathered."""
        with self._changed:
            batch = tuple(self._pending)
        try:
            self._scribe.write([item.entry for item in batch], [item.line for item in batch])
        except AccessError as error:
            self._give_up(error)
            return
        with self._changed:
            for item in batch:
                self._pending.popleft()
                self._entries.append(item.entry)
            self._saved = batch[-1].after
            self._changed.notify_all()
        self._tell(self.state)

    def _give_up(self, error: AccessError) -> None:
        """Go back to what is on disk, and take no more edits."""
        with self._changed:
            self._failure = error
            self._pending.clear()
            self.annotation = self._saved
            self._restart_log()
            self._changed.notify_all()
        self._tell(SaveFailed(reason=str(error)))

    def _fold(self) -> FoldReport:
        if not self._scribe.has_journal:
            return FoldReport(path=self.path)
        folded = self._scribe.fold(self._saved)
        if folded.is_merged:
            self._take_over(folded)
        if folded.failure is not None:
            raise folded.failure
        return FoldReport(
            path=self.path,
            is_written=folded.is_written,
            is_merged=folded.is_merged,
            conflicts=folded.conflicts,
        )

    def _take_over(self, folded: Folded) -> None:
        """Go on from what the file holds now, with the edits that are still on their way."""
        with self._changed:
            self._saved = after = folded.version.annotation
            pending = tuple(self._pending)
            self._pending.clear()
            refused = ""
            if after.text_sha256 != self.article.text_sha256:
                # Whatever else came from this screen would stand in the wrong text.
                self._failure = TextCorrectedError(self.article.id)
                refused, pending = str(self._failure), ()
            for item in pending:
                try:
                    after = apply(item.entry.edit, after)
                except EditMismatchError as error:
                    # The edits after it may rest on it, and none of them was ever said to be saved.
                    refused = f"another session changed the same: {error}"
                    break
                self._pending.append(attrs.evolve(item, after=after))
            self.annotation = after
            if refused:
                self._restart_log(keep=tuple(item.entry for item in self._pending))
            self._changed.notify_all()
        self._tell(SaveFailed(reason=refused) if refused else Saved(is_merged=True))

    def _restart_log(self, keep: Sequence[Entry] = ()) -> None:
        entries = (*self._entries, *keep)
        self._number = entries[-1].ref.number if entries else 0
        self._log = UndoLog(self._older())
        self._log.replay(entries)

    def _older(self) -> Iterator[JournalContent]:
        for journal in history(self._project.store, self.article.id, self.annotator):
            # What this session did is in memory, in the right order.
            if journal.header is None or journal.header.session != self._id:
                yield journal

    def _tell(self, state: SaveState) -> None:
        self._on_state(state)

    # The writer thread.

    def start_writer(self) -> None:
        """Put edits on disk in a thread from now on."""
        # A session that nobody closes has nothing to lose: what was said to be saved is on disk.
        self._writer = threading.Thread(target=self._write, name=f"saving {self.path}", daemon=True)
        self._writer.start()

    def _write(self) -> None:
        try:
            while self._write_some():
                pass
        finally:
            with self._changed:
                self._has_ended = True
                for waiting in self._folds:
                    waiting.set_exception(UnwritableError(self.path, "the session is closed"))
                self._folds.clear()
                self._changed.notify_all()

    def _write_some(self) -> bool:
        """Save what has gathered, else fold if somebody asked for it; False once there is no more to come."""
        with self._changed:
            self._changed.wait_for(lambda: self._pending or self._folds or self._is_closed)
            is_edit = bool(self._pending)
            asked = None if is_edit or not self._folds else self._folds.popleft()
        if is_edit:
            self._save()
        elif asked is not None:
            self._answer(asked)
        return is_edit or asked is not None

    def _answer(self, asked: Future[FoldReport]) -> None:
        try:
            report = self._fold()
        except AccessError as error:
            asked.set_exception(error)
            self._tell(Saved(message=str(error)))
        else:
            asked.set_result(report)

    def _ask_fold(self) -> Future[FoldReport]:
        asked: Future[FoldReport] = Future()
        with self._changed:
            if self._has_ended:
                raise UnwritableError(self.path, "the session is closed")
            self._folds.append(asked)
            self._changed.notify_all()
        return asked


def _expect_same_text(edit: Edit) -> None:
    """Offsets before a correction of the text count in the text of then, which is not there any more."""
    inner = edit.edits if isinstance(edit, Batch) else (edit,)
    if any(isinstance(one, SetProperty) and one.name == "text_sha256" for one in inner):
        hint = "Take it back with `annotate-kit article update --undo`."
        raise UsageError("the article's text was corrected then", hint)


def open_session(
    project: Project,
    article_id: str,
    annotator: str,
    *,
    clock: Clock,
    ids: Ids,
    on_state: Callable[[SaveState], None] | None = None,
    threaded: bool = False,
) -> Session:
    """Open an annotation file to work on, after folding what earlier sessions left in their journals.

    Raises:
        UsageError: where there is no such article, or nobody can have the annotator's name.
        AccessError: where files cannot be read, or a newer version of annotate-kit wrote them.
    """
    article = project.article(article_id)
    session = Session(
        project,
        article,
        checked_annotator(annotator),
        clock=clock,
        ids=ids,
        on_state=on_state or (lambda _state: None),
    )
    if threaded:
        session.start_writer()
    return session
