"""What a session has to tell about its edits, and the hand that puts them on disk."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import attrs

from annotate_kit.core import Annotation
from annotate_kit.core.conflicts import Conflict
from annotate_kit.errors import UnwritableError
from annotate_kit.store import Entry, Folded, Header, JournalFile, Store, Version, fold, open_journal, retire

__all__ = ["FoldReport", "SaveFailed", "SaveState", "Saved", "Saving", "Scribe"]


@attrs.frozen(kw_only=True)
class Saved:
    """Every edit is on disk."""

    is_merged: bool = False
    """Whether the annotation has just taken in what another session did, and looks different now."""
    message: str = ""
    """What a person should know all the same."""


@attrs.frozen(kw_only=True)
class Saving:
    """Edits are on their way to the disk."""


@attrs.frozen(kw_only=True)
class SaveFailed:
    """The disk refused. The annotation is what is on disk again, and takes no edits until `Session.retry`."""

    reason: str
    """One sentence."""


SaveState = Saved | Saving | SaveFailed


@attrs.frozen(kw_only=True)
class FoldReport:
    """What became of the annotation file."""

    path: str
    """Relative to the project, POSIX."""
    is_written: bool = False
    """Whether it changed."""
    is_merged: bool = False
    """Whether somebody else had changed it meanwhile."""
    conflicts: tuple[Conflict, ...] = ()
    """What both had changed differently; each is a note in the file, and the file holds the other's."""


class Scribe:
    """Writes the journals of one session, one after the other, and folds them; for one thread at a time."""

    def __init__(self, store: Store, header: Header, base: Version) -> None:
        self.base = base
        """The annotation file as it was read or written last."""
        self._store = store
        self._header = header
        self._journal: JournalFile | None = None
        self._lines: list[bytes] = []
        """Of the edits in the journal: it may be taken away."""
        # The writer thread may be folding while somebody asks to try again.
        self._busy = threading.RLock()

    @property
    def has_journal(self) -> bool:
        """Whether there is something to fold."""
        return self._journal is not None

    def write(self, entries: Sequence[Entry], lines: Sequence[bytes]) -> None:
        """Return once these edits, with their lines, are on disk.

        Raises:
            UnwritableError: where they are not, none of them.
        """
        with self._busy:
            self._let_go()
            if self._journal is None:
                first = entries[0]
                self._header = attrs.evolve(self._header, base=self.base.sha256, first=first.ref.number, at=first.at)
                self._journal, self._lines = open_journal(self._store, self._header, self.base), []
            try:
                self._journal.append(lines)
            except UnwritableError:
                if not self._journal.is_lost:
                    raise
                self._write_anew([*self._lines, *lines])
            self._lines += lines

    def mend(self) -> None:
        """Try again after a failure.

        Raises:
            UnwritableError: where the disk still refuses.
        """
        with self._busy:
            self._let_go()
            if self._journal is not None and self._journal.is_lost:
                self._write_anew(self._lines)
            elif self._journal is not None:
                self._journal.mend()

    def fold(self, ours: Annotation) -> Folded:
        """Put what is in the journal into the annotation file.

        Where that could not be done, `failure` says why: the journal is still there, and the next fold takes it along.

        Raises:
            AccessError: where it could not even be tried.
        """
        with self._busy:
            self._let_go()
            if self._journal is None:
                return Folded(version=self.base)
            folded = fold(self._store, ours=ours, base=self.base, journal=self._journal)
            if folded.failure is not None and self._journal.is_lost:
                self._write_anew(self._lines)
                folded = fold(self._store, ours=ours, base=folded.version, journal=self._journal)
            self.base = folded.version
            if folded.failure is None:
                self._journal = None
            return folded

    def _write_anew(self, lines: Sequence[bytes]) -> None:
        """The journal was removed or replaced: what was in it is written once more."""
        assert self._journal is not None
        journal = open_journal(self._store, self._header, self.base)
        try:
            journal.append(lines)
        except UnwritableError:
            journal.close()
            raise
        self._journal.close()
        self._journal = journal

    def _let_go(self) -> None:
        """End what a fold has begun: a journal in the history takes no more edits, as nobody would look for them."""
        if self._journal is not None and self._journal.is_retired:
            retire(self._store, self._journal, self._header.article, self._header.annotator)
            self._journal = None

    def close(self) -> None:
        """Let go of the journal; what is in it stays."""
        with self._busy:
            if self._journal is not None:
                self._journal.close()
                self._journal = None
