"""What was done to an annotation file, by whom and when, as far back as it goes; and going back to any point of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Literal

import attrs

from annotate_kit.core import Annotation, Ids, apply
from annotate_kit.core.changes import label_of
from annotate_kit.core.differences import edit_between
from annotate_kit.errors import EditMismatchError, InputError, NotFoundError, UsageError
from annotate_kit.store import Entry, JournalContent, Ref, history, start_of, unfolded
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.session import Clock, open_session

__all__ = ["START", "LogEntry", "Restored", "annotation_at", "read_log", "restore"]

START = "start"
"""In place of a reference: before everything that the log has."""


@attrs.frozen(kw_only=True)
class LogEntry:
    """One act, as the log shows it."""

    ref: str
    """What `restore` takes: the session's id, a colon, the number of the edit in it."""
    when: float
    """Seconds since the epoch; shown, never compared."""
    kind: Literal["edit", "undo", "redo"]
    label: str
    """What was done: `tag "Kim Yoon" as official`."""
    is_undone: bool = False
    """Whether an undo took it back, and no redo did it again."""
    is_folded: bool = True
    """Whether it is in the annotation file already; else it is in a journal alone."""
    is_after_change: bool = False
    """Whether the file had been changed by something else before it: git, or a hand."""


@attrs.frozen(kw_only=True)
class Restored:
    """What going back came to."""

    spans: tuple[int, int, int] = (0, 0, 0)
    """How many spans came back, changed and went."""
    records: tuple[int, int, int] = (0, 0, 0)
    """How many records came back, changed and went."""
    others: tuple[str, ...] = ()
    """Which other properties of the file changed, such as status."""

    @property
    def is_change(self) -> bool:
        """Whether anything is different."""
        return any(self.spans) or any(self.records) or bool(self.others)


def read_log(project: Project, article: str, annotator: str) -> tuple[LogEntry, ...]:
    """Everything that is known to have been done to an annotation file, the latest last. Nothing is written.

    Raises:
        NotFoundError: where there is no such article.
        AccessError: where the history cannot be read.
    """
    project.article(article)
    made: list[LogEntry] = []
    labels: dict[Ref, str] = {}
    undone: dict[Ref, bool] = {}
    refs: list[Ref] = []
    version: str | None = None
    for is_folded, journal in _journals(project, article, annotator):
        is_after_change = bool(made) and version is not None and journal.header is not None
        is_after_change = is_after_change and journal.header is not None and journal.header.base != version
        for entry in journal.entries:
            kind, label = _told(entry, labels, undone)
            shown = LogEntry(
                ref=_ref(entry.ref),
                when=entry.at,
                kind=kind,
                label=label,
                is_folded=is_folded,
                is_after_change=is_after_change,
            )
            made.append(shown)
            refs.append(entry.ref)
            is_after_change = False
        version = next((line.sha256 for line in reversed(journal.lines) if not isinstance(line, Entry)), None)
    told = zip(made, refs, strict=True)
    return tuple(attrs.evolve(entry, is_undone=undone.get(ref, False)) for entry, ref in told)


def _told(entry: Entry, labels: dict[Ref, str], undone: dict[Ref, bool]) -> tuple[Literal["edit", "undo", "redo"], str]:
    kind: Literal["edit", "undo", "redo"] = "undo" if entry.undoes else "redo" if entry.redoes else "edit"
    of = entry.undoes or entry.redoes
    if of is not None:
        undone[of] = kind == "undo"
    # The label of an inverse says what is taken back; the journal of what it was may be gone.
    label = labels[entry.ref] = label_of(entry.edit)
    return kind, labels.get(of, label) if of is not None else label


def annotation_at(project: Project, article: str, annotator: str, ref: str) -> Annotation:
    """The annotation as the session had it after an edit; for `start`, as it was before the first one.

    Raises:
        NotFoundError: where there is no such edit.
        InputError: where its journal is damaged, or what it starts from is gone.
        AccessError: where the history cannot be read.
    """
    last = ""
    for _, journal in _journals(project, article, annotator):
        wanted = ref == START or any(_ref(entry.ref) == ref for entry in journal.entries)
        if wanted:
            return _replayed(project, journal, ref)
        last = _ref(journal.entries[-1].ref) if journal.entries else last
    raise NotFoundError("edit", ref, (last,) if last else ())


def _replayed(project: Project, journal: JournalContent, ref: str) -> Annotation:
    header = journal.header
    assert header is not None
    path = f"journal {header.session}"
    annotation = start_of(project.store, header)
    if annotation is None:
        raise InputError(path, "the version that it starts from is not kept any more", "Choose a later edit.")
    for entry in journal.entries if ref != START else ():
        try:
            annotation = apply(entry.edit, annotation)
        except EditMismatchError:
            raise InputError(path, "edits before this one are missing", "Choose an edit of another session.") from None
        if _ref(entry.ref) == ref:
            break
    return annotation


def restore(
    project: Project, article: str, annotator: str, ref: str, *, clock: Clock, ids: Ids, is_dry: bool = False
) -> Restored:
    """Bring an annotation file back to what it was after an edit, as one more edit that can be taken back.

    Raises:
        NotFoundError: where there is no such edit.
        UsageError: where the article's text has been corrected since: the spans of then stand in another text.
        InputError: where that state cannot be made any more.
        AccessError: where files cannot be read or written.
    """
    wanted = annotation_at(project, article, annotator, ref)
    session = open_session(project, article, annotator, clock=clock, ids=ids)
    try:
        now = session.annotation
        if wanted.text_sha256 != session.article.text_sha256:
            hint = "Choose an edit after that, or restore the text first."
            raise UsageError("the article's text was corrected after that edit", hint)
        edit = edit_between(now, wanted, f"go back to {ref}")
        found = _compared(now, wanted)
        if edit.edits and not is_dry:
            session.do(edit)
        return found
    finally:
        session.close()


def _compared(now: Annotation, wanted: Annotation) -> Restored:
    names = ("status", "schemas", "notes", "rejected", "waivers", "text_sha256")
    return Restored(
        spans=_counted(now.spans, wanted.spans),
        records=_counted(now.records, wanted.records),
        others=tuple(name for name in names if getattr(now, name) != getattr(wanted, name)),
    )


def _counted(now: Mapping[str, object], wanted: Mapping[str, object]) -> tuple[int, int, int]:
    changed = sum(id_ in wanted and wanted[id_] != item for id_, item in now.items())
    return len(wanted.keys() - now.keys()), changed, len(now.keys() - wanted.keys())


def _journals(project: Project, article: str, annotator: str) -> Iterator[tuple[bool, JournalContent]]:
    """The journals that have a first line, the oldest first, each with whether it is folded."""
    store = project.store
    folded = ((True, journal) for journal in reversed([*history(store, article, annotator)]))
    for is_folded, journal in chain(folded, ((False, one) for one in unfolded(store, article, annotator))):
        if journal.header is not None:
            yield is_folded, journal


def _ref(ref: Ref) -> str:
    return f"{ref.session}:{ref.number}"
