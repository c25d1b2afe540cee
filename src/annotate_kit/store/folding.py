"""Folding: edits that are safe in a journal become the annotation file, and only then does the journal retire."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import attrs

from annotate_kit.codec import encode_annotation
from annotate_kit.core import Annotation, Article
from annotate_kit.core.conflicts import Conflict, with_conflicts
from annotate_kit.core.limits import option_of
from annotate_kit.core.merging import Merged, merge
from annotate_kit.errors import AccessError, ChangedOnDiskError, InputError, UnwritableError
from annotate_kit.store import paths
from annotate_kit.store.corrected import carried_over, text_of
from annotate_kit.store.journal import Fold, Header, JournalFile, fold_line, header_line
from annotate_kit.store.store import Loaded, Store, content, digest
from annotate_kit.store.writing import reason
from annotate_kit.text import is_settled

__all__ = ["Folded", "Version", "blank", "fold", "locked", "open_journal", "read_version"]


@attrs.frozen(kw_only=True)
class Version:
    """An annotation file as somebody read or wrote it."""

    annotation: Annotation
    sha256: str | None = None
    """Of the file's bytes; None where there is no file."""
    raw: bytes | None = None


@attrs.frozen(kw_only=True)
class Folded:
    """What a fold did."""

    version: Version
    """What the file holds now."""
    conflicts: tuple[Conflict, ...] = ()
    """What another session changed differently; each is a note in the file now."""
    is_written: bool = False
    """Whether the file had to be written."""
    is_merged: bool = False
    """Whether the file held changes that somebody else had made."""
    failure: AccessError | None = None
    """Why the journal is still there: it is safe, and the next fold takes it along."""


def blank(article: str, annotator: str, text_sha256: str) -> Annotation:
    """What stands in no file yet."""
    return Annotation(article=article, annotator=annotator, text_sha256=text_sha256)


def read_version(store: Store, article: Article, annotator: str) -> tuple[Version, Loaded]:
    """The annotation file as it is, to start from; and what is wrong with it.

    Raises:
        UnreadableError: where the file system refuses.
        InputError: where a newer version of annotate-kit wrote it.
    """
    loaded = store.read_annotation(article.id, annotator)
    if loaded.raw is not None and loaded.annotation is None:
        problem = loaded.problems[0]
        raise InputError(loaded.path, problem.message, problem.hint)
    annotation = loaded.annotation or blank(article.id, annotator, article.text_sha256)
    if not annotation.text_sha256:
        # The damage took it.
        annotation = attrs.evolve(annotation, text_sha256=article.text_sha256)
    return Version(annotation=annotation, sha256=loaded.sha256, raw=loaded.raw), loaded


@contextmanager
def locked(store: Store, id_: str, annotator: str) -> Iterator[None]:
    """Hold the annotation file against other sessions.

    Raises:
        UnwritableError: where another holds it for long, its article has gone, or the file system refuses.
    """
    if not store.exists(paths.article_path(id_)):
        # A project that was taken away is not made again around one file.
        raise UnwritableError(paths.annotation_path(id_, annotator), "its article is not there any more")
    path = paths.lock_path(id_, annotator)
    store.add_folder(path.rpartition("/")[0])
    try:
        handle = store.fs.open_append(store.find(path))
    except OSError as error:
        raise UnwritableError(path, reason(error)) from error
    with handle:
        seconds = store.limits.lock_seconds
        if not store.fs.lock(handle, seconds):
            why = f"another session has been writing it for {seconds} s ({option_of('lock_seconds')})"
            raise UnwritableError(paths.annotation_path(id_, annotator), why)
        yield


def open_journal(store: Store, header: Header, base: Version) -> JournalFile:
    """A new journal, safe on disk with its first line, and the version that it starts from beside it.

    Raises:
        UnwritableError: where the file system refuses.
    """
    folder = paths.journal_folder(header.article, header.annotator)
    path = f"{folder}/{header.session}.jsonl"
    # Whoever recovers holds the lock too, and so never meets a journal that nobody has locked yet.
    with locked(store, header.article, header.annotator):
        keep_base(store, header.article, base)
        store.add_folder(folder)
        place = store.find(path)
        try:
            handle = store.fs.create(place)
        except OSError as error:
            raise UnwritableError(path, reason(error)) from error
        journal = JournalFile(store.fs, path, handle, place=place)
        try:
            store.fs.lock(handle, 0.0)
            journal.append([header_line(header)])
            _sync_folder(store, folder)
        except (OSError, UnwritableError) as error:
            journal.close()
            # Nothing in it was ever said to be saved, and the next attempt needs the name.
            with suppress(OSError):
                store.fs.remove(place)
            raise error if isinstance(error, UnwritableError) else UnwritableError(path, reason(error)) from error
    return journal


def keep_base(store: Store, id_: str, base: Version) -> None:
    """Keep a version that a journal starts from, for a merge later.

    Raises:
        UnwritableError: where the file system refuses.
    """
    if base.raw is None or base.sha256 is None:
        return
    path = paths.base_path(base.sha256)
    if store.exists(path):
        # Whoever wrote it may have been killed before its name was sure to stay.
        _sync_folder(store, path.rpartition("/")[0])
    else:
        # A base on disk tells that its version was there for good, so see to that first.
        _sync_folder(store, f"{paths.ANNOTATIONS}/{id_}")
        store.write(path, content(base.raw))


def fold(store: Store, *, ours: Annotation, base: Version, journal: JournalFile) -> Folded:
    """Put what the journal led to into the annotation file, then move the journal to the history.

    What others did to the file meanwhile is merged by id. Whatever fails, the journal is still there.
    """
    with locked(store, ours.article, ours.annotator):
        return fold_locked(store, ours=ours, base=base, journal=journal)


def fold_locked(store: Store, *, ours: Annotation, base: Version, journal: JournalFile) -> Folded:
    """`fold`, by whoever holds the lock."""
    loaded = store.read_annotation(ours.article, ours.annotator)
    merged = _merged(store, ours, base, loaded)
    result = with_conflicts(merged.annotation, merged.conflicts, by=ours.annotator)
    raw = encode_annotation(result)
    folded = Folded(
        version=Version(annotation=result, sha256=loaded.sha256, raw=loaded.raw),
        conflicts=merged.conflicts,
        is_merged=loaded.sha256 != base.sha256 and loaded.raw is not None,
    )
    try:
        if journal.failure is not None:
            journal.mend()
        if folded.is_merged:
            # The session that wrote this version may have died before its journal retired: now it is proved.
            keep_base(store, ours.article, folded.version)
        if _is_news(raw, result, loaded):
            new = Version(annotation=result, sha256=digest(raw), raw=raw)
            _write(store, new, loaded, journal)
            folded = attrs.evolve(folded, version=new, is_written=True)
        elif loaded.raw is not None:
            # The same: what is in the file must be sure to stay before the journal goes.
            _sync_folder(store, f"{paths.ANNOTATIONS}/{ours.article}")
    except AccessError as error:
        # It may stand there all the same, if only the last sync failed; then the next fold starts from it.
        now = store.read_annotation(ours.article, ours.annotator)
        if now.raw != raw:
            return Folded(version=base, failure=error)
        version = Version(annotation=result, sha256=now.sha256, raw=now.raw)
        return attrs.evolve(folded, version=version, is_written=True, failure=error)
    try:
        retire(store, journal, ours.article, ours.annotator)
    except AccessError as error:
        return attrs.evolve(folded, failure=error)
    return folded


def _merged(store: Store, ours: Annotation, base: Version, loaded: Loaded) -> Merged:
    if loaded.raw is None or loaded.sha256 == base.sha256:
        return Merged(annotation=ours)
    theirs = loaded.annotation
    if theirs is None:
        raise ChangedOnDiskError(loaded.path)
    # A damaged file may have lost the digest, which proves nothing.
    theirs = theirs if theirs.text_sha256 else attrs.evolve(theirs, text_sha256=ours.text_sha256)
    if loaded.is_damaged:
        # What is missing was lost, not removed.
        spans, records = {**base.annotation.spans, **theirs.spans}, {**base.annotation.records, **theirs.records}
        theirs = attrs.evolve(base.annotation, spans=spans, records=records, text_sha256=theirs.text_sha256)
    if theirs.text_sha256 == ours.text_sha256:
        return merge(base.annotation, ours, theirs)
    # The text was corrected meanwhile: all three are laid over the text as it is now.
    article = store.read_article(ours.article)
    sides = [_on_text(store, side, article) for side in (base.annotation, ours, theirs)]
    before, mine, other = sides
    if before is None or mine is None or other is None:
        raise ChangedOnDiskError(loaded.path)
    return merge(before, mine, other)


def _on_text(store: Store, annotation: Annotation, article: Article) -> Annotation | None:
    if annotation.text_sha256 == article.text_sha256 or not annotation.spans:
        return attrs.evolve(annotation, text_sha256=article.text_sha256)
    if carried := carried_over(store, annotation, article, article.text_sha256):
        return carried.annotation
    # Where every span stands on its words in their context, only the digest can be wrong.
    text = text_of(store, article, article.text_sha256)
    is_ours = text is not None and all(is_settled(span, text) for span in annotation.spans.values())
    return attrs.evolve(annotation, text_sha256=article.text_sha256) if is_ours else None


def _is_news(raw: bytes, result: Annotation, loaded: Loaded) -> bool:
    """Whether the file does not say this yet, in whatever form."""
    if loaded.annotation is None:
        return result != blank(result.article, result.annotator, result.text_sha256)
    return raw != loaded.raw and (loaded.is_damaged or raw != encode_annotation(loaded.annotation))


def _write(store: Store, new: Version, loaded: Loaded, journal: JournalFile) -> None:
    id_, annotator = new.annotation.article, new.annotation.annotator
    assert new.raw is not None
    assert new.sha256 is not None
    if loaded.is_damaged and loaded.raw is not None and loaded.sha256 is not None:
        quarantine(store, id_, annotator, loaded.raw)
    is_known = store.exists(paths.base_path(new.sha256))
    journal.append([fold_line(Fold(sha256=new.sha256, is_known=is_known))])
    store.write(loaded.path, content(new.raw))


def quarantine(store: Store, id_: str, annotator: str, raw: bytes, suffix: str = ".json") -> str:
    """Keep damaged bytes aside; the relative path where they are.

    Raises:
        UnwritableError: where the file system refuses.
    """
    path = paths.quarantine_path(id_, annotator, digest(raw), suffix)
    store.add_file(path, raw)
    return path


def retire(store: Store, journal: JournalFile, id_: str, annotator: str) -> None:
    """Move a journal to the history, behind those that are there, and let go of it.

    Raises:
        UnwritableError: where the file system refuses; it may have moved all the same, and wait for the next try.
    """
    folder = paths.history_folder(id_, annotator)
    if not journal.is_retired:
        _move(store, journal, folder)
    _sync_folder(store, folder)
    _sync_folder(store, paths.journal_folder(id_, annotator))
    journal.close()


def _move(store: Store, journal: JournalFile, folder: str) -> None:
    store.add_folder(folder)
    numbers = (name.partition("-")[0] for name in store.list_folder(folder))
    number = max((int(number) for number in numbers if number.isdecimal()), default=0) + 1
    target = f"{folder}/{number:08d}-{journal.path.rpartition('/')[2]}"
    try:
        store.fs.replace(store.find(journal.path), store.find(target))
    except OSError as error:
        raise UnwritableError(journal.path, reason(error)) from error
    journal.path, journal.is_retired = target, True


def _sync_folder(store: Store, path: str) -> None:
    try:
        store.fs.fsync_folder(store.find(path))
    except OSError as error:
        raise UnwritableError(path, reason(error)) from error
