"""Recovery: what sessions that did not end well left in their journals goes into the annotation files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from annotate_kit.core import Annotation, apply
from annotate_kit.core.conflicts import Conflict
from annotate_kit.core.names import is_article_id
from annotate_kit.errors import EditMismatchError, UnwritableError
from annotate_kit.store import paths
from annotate_kit.store.folding import Version, blank, fold_locked, locked, quarantine
from annotate_kit.store.journal import Entry, Fold, Header, JournalContent, JournalFile, read_journal
from annotate_kit.store.store import Store
from annotate_kit.store.writing import reason

__all__ = ["Pending", "Recovered", "history", "pending_journals", "recover", "start_of", "unfolded"]

_SUFFIX = ".jsonl"


@attrs.frozen(kw_only=True)
class Pending:
    """Edits that are safe in journals and not yet in the annotation file."""

    article: str
    annotator: str
    journals: int
    """How many; a session that is open has one too."""


@attrs.frozen(kw_only=True)
class Recovered:
    """What was found of sessions that did not end well."""

    edits: int = 0
    """How many edits were in journals that nobody had folded."""
    conflicts: tuple[Conflict, ...] = ()
    messages: tuple[str, ...] = ()
    """What a person should know: one sentence each."""


def pending_journals(store: Store) -> tuple[Pending, ...]:
    """Where there are journals that nobody has folded yet.

    Raises:
        UnreadableError: where the file system refuses.
    """
    top = f"{paths.PRIVATE}/journal"
    found = [
        Pending(article=id_, annotator=annotator, journals=len(journals))
        for id_ in filter(is_article_id, store.list_folder(top))
        for annotator in filter(paths.is_annotator_stem, store.list_folder(f"{top}/{id_}"))
        if (journals := _journals(store, id_, annotator))
    ]
    return tuple(found)


def history(store: Store, id_: str, annotator: str) -> Iterator[JournalContent]:
    """The folded journals, the latest first; each is read when it is asked for.

    Raises:
        AccessError: where one cannot be read.
    """
    folder = paths.history_folder(id_, annotator)
    for name in reversed(store.list_folder(folder)):
        session = name.removesuffix(_SUFFIX).partition("-")[2]
        yield read_journal(store.read(f"{folder}/{name}"), session=session)


def unfolded(store: Store, id_: str, annotator: str) -> Iterator[JournalContent]:
    """The journals that nobody has folded yet, in the order of their names; each is read when it is asked for.

    Raises:
        AccessError: where one cannot be read.
    """
    for name in _journals(store, id_, annotator):
        raw = store.read(f"{paths.journal_folder(id_, annotator)}/{name}")
        yield read_journal(raw, session=name.removesuffix(_SUFFIX))


def start_of(store: Store, header: Header) -> Annotation | None:
    """What stood in the annotation file when a journal began; None where that version is not kept any more.

    Raises:
        AccessError: where it cannot be read.
    """
    if header.base is None:
        return blank(header.article, header.annotator, header.text_sha256)
    path = paths.base_path(header.base)
    if not store.exists(path):
        return None
    kept = store.load(path, header.article, header.annotator)
    return None if kept.is_damaged else kept.annotation


def recover(store: Store, id_: str, annotator: str) -> Recovered:
    """Fold the journals of an annotation file whose sessions are gone. Does nothing, and writes nothing, without any.

    Raises:
        AccessError: where it cannot be done; the journals are still there.
    """
    if not _journals(store, id_, annotator):
        return Recovered()
    found = Recovered()
    with locked(store, id_, annotator):
        for name in _journals(store, id_, annotator):
            one = _recover_one(store, id_, annotator, name)
            found = Recovered(
                edits=found.edits + one.edits,
                conflicts=(*found.conflicts, *one.conflicts),
                messages=(*found.messages, *one.messages),
            )
    return found


def _journals(store: Store, id_: str, annotator: str) -> tuple[str, ...]:
    names = store.list_folder(paths.journal_folder(id_, annotator))
    return tuple(name for name in names if name.endswith(_SUFFIX))


def _recover_one(store: Store, id_: str, annotator: str, name: str) -> Recovered:
    path = f"{paths.journal_folder(id_, annotator)}/{name}"
    place = store.find(path)
    try:
        handle = store.fs.open_append(place)
    except OSError as error:
        raise UnwritableError(path, reason(error)) from error
    with handle:
        if not store.fs.lock(handle, 0.0):
            # Its session is alive.
            return Recovered()
        raw = store.read(path)
        read = read_journal(raw, session=name.removesuffix(_SUFFIX))
        if read.header is None and not read.is_damaged:
            # The crash came before the first line was safe, so nothing was ever said to be saved.
            _remove(store, path)
            return Recovered()
        journal = JournalFile(store.fs, path, handle, place=place, good=read.good)
        return _fold_journal(store, id_, annotator, journal, read, raw)


def _fold_journal(
    store: Store, id_: str, annotator: str, journal: JournalFile, read: JournalContent, raw: bytes
) -> Recovered:
    start = _find_start(store, id_, annotator, read)
    if start is None:
        return Recovered(
            messages=(f"{journal.path} cannot be folded: what it starts from is gone; it was left there.",)
        )
    base, entries = start
    ours, misfits = _replay(base.annotation, entries)
    messages: list[str] = []
    if read.is_torn or read.is_damaged:
        kept = quarantine(store, id_, annotator, raw, _SUFFIX)
        if read.is_damaged or misfits:
            messages.append(f"{journal.path} was damaged; what could be read was taken, a copy is {kept}.")
    if read.is_torn:
        journal.cut()
    folded = fold_locked(store, ours=ours, base=base, journal=journal)
    if folded.failure is not None:
        raise folded.failure
    if misfits and not messages:
        messages.append(f"{misfits} edits of {journal.path} did not fit; they are in its history.")
    return Recovered(edits=len(entries) - misfits, conflicts=folded.conflicts, messages=tuple(messages))


def _find_start(
    store: Store, id_: str, annotator: str, read: JournalContent
) -> tuple[Version, tuple[Entry, ...]] | None:
    """The version that the file had last before edits that are not in it, and those edits."""
    now = store.read_annotation(id_, annotator)

    def version(sha256: str | None) -> Version | None:
        if sha256 == now.sha256 and now.annotation is not None:
            return Version(annotation=now.annotation, sha256=sha256, raw=now.raw)
        if sha256 is None or not store.exists(paths.base_path(sha256)):
            return None
        kept = store.load(paths.base_path(sha256), id_, annotator)
        return None if kept.annotation is None else Version(annotation=kept.annotation, sha256=sha256, raw=kept.raw)

    for n in range(len(read.lines) - 1, -1, -1):
        line = read.lines[n]
        # Somebody has seen the version that was to be written, so what led to it is in the file already. A version that
        # had been seen before proves it only while it stands there.
        if not isinstance(line, Fold) or (line.is_known and line.sha256 != now.sha256):
            continue
        if found := version(line.sha256):
            return found, tuple(later for later in read.lines[n:] if isinstance(later, Entry))
    header = read.header
    if header is None or (header.article, header.annotator) != (id_, annotator):
        return None
    if header.base is None:
        return Version(annotation=blank(id_, annotator, header.text_sha256)), read.entries
    found = version(header.base)
    return None if found is None else (found, read.entries)


def _replay(annotation: Annotation, entries: Sequence[Entry]) -> tuple[Annotation, int]:
    """The annotation after the edits, and how many did not fit because earlier ones are missing."""
    misfits = 0
    for entry in entries:
        try:
            annotation = apply(entry.edit, annotation)
        except EditMismatchError:
            misfits += 1
    return annotation, misfits


def _remove(store: Store, path: str) -> None:
    try:
        store.fs.remove(store.find(path))
    except OSError as error:
        raise UnwritableError(path, reason(error)) from error
