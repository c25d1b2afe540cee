"""What can be taken back, and what can be done again: without limit, and across restarts."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

import attrs

from annotate_kit.core.changes import label_of
from annotate_kit.store import Entry, JournalContent, Ref

__all__ = ["UndoLog", "UndoStep"]


@attrs.frozen(kw_only=True)
class UndoStep:
    """One act of the annotator."""

    ref: Ref
    label: str
    """What was done: `tag "Kim Yoon" as official`."""
    when: float
    """Seconds since the epoch; to be shown, not compared."""
    is_undone: bool


class UndoLog:
    """The edits of all sessions in order; journals of earlier ones are read only when somebody goes that far back."""

    def __init__(self, older: Iterator[JournalContent]) -> None:
        self._older = older
        """The latest first."""
        self._edits: dict[Ref, Entry] = {}
        self._order: deque[Ref] = deque()
        self._done: deque[Ref] = deque()
        """What can be taken back; the next at the right end."""
        self._undone: deque[Ref] = deque()
        """What can be done again; the next at the right end."""
        self._is_undone: dict[Ref, bool] = {}
        """The last word on each edit that was ever taken back."""
        self._is_complete = False
        """Whether nothing older can be done again: an edit stands between."""

    def add(self, entry: Entry) -> None:
        """Note what has just been done."""
        if entry.undoes is not None:
            self._is_undone[entry.undoes] = True
            self._done.pop()
            self._undone.append(entry.undoes)
        elif entry.redoes is not None:
            self._is_undone[entry.redoes] = False
            self._undone.pop()
            self._done.append(entry.redoes)
        else:
            self._edits[entry.ref] = entry
            self._order.append(entry.ref)
            self._done.append(entry.ref)
            self._undone.clear()
            self._is_complete = True

    def replay(self, entries: Iterable[Entry]) -> None:
        """Note what was done since the older journals."""
        for entry in entries:
            if entry.undoes is not None:
                self.find_undo()
            elif entry.redoes is not None:
                self.find_redo()
            self.add(entry)

    def find_undo(self) -> Entry | None:
        """The edit to take back next."""
        while not self._done and self._read_older():
            pass
        return self._edits[self._done[-1]] if self._done else None

    def find_redo(self) -> Entry | None:
        """The edit to do again next."""
        while not self._undone and not self._is_complete and self._read_older():
            pass
        while self._undone and self._undone[-1] not in self._edits:
            if not self._read_older():
                # Its journal is gone.
                return None
        return self._edits[self._undone[-1]] if self._undone else None

    def steps(self) -> tuple[UndoStep, ...]:
        """Everything that was done, the latest last."""
        while self._read_older():
            pass
        return tuple(
            UndoStep(
                ref=ref,
                label=label_of(self._edits[ref].edit),
                when=self._edits[ref].at,
                is_undone=self._is_undone.get(ref, False),
            )
            for ref in self._order
        )

    def _read_older(self) -> bool:
        journal = next(self._older, None)
        if journal is None:
            return False
        for entry in reversed(journal.entries):
            if entry.undoes is not None:
                if entry.undoes not in self._is_undone:
                    self._is_undone[entry.undoes] = True
                    if not self._is_complete:
                        self._undone.appendleft(entry.undoes)
            elif entry.redoes is not None:
                self._is_undone.setdefault(entry.redoes, False)
            else:
                self._is_complete = True
                self._edits[entry.ref] = entry
                self._order.appendleft(entry.ref)
                if not self._is_undone.get(entry.ref, False):
                    self._done.appendleft(entry.ref)
        return True
