"""What is wrong with a project's files, apart from what they say; and putting right what can be, undoably.

Nothing here judges records: that is what validation is for. Looking never writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import attrs

from annotate_kit.core import Article, Batch, Ids, is_article_id
from annotate_kit.core.counting import counted
from annotate_kit.core.differences import edit_between
from annotate_kit.errors import AccessError, AnnotateKitError
from annotate_kit.store import Store, digest, pending_journals, recover
from annotate_kit.store.paths import (
    ANNOTATIONS,
    EXPORTS,
    PRIVATE,
    SCHEMAS,
    annotation_path,
    article_path,
    old_text_path,
    text_path,
)
from annotate_kit.store.store import content
from annotate_kit.store.writing import is_temporary, remove_left_over
from annotate_kit.workflow.acts import Act, FileChange, do_act
from annotate_kit.workflow.logbook import annotation_at, read_log
from annotate_kit.workflow.project import Project, open_project
from annotate_kit.workflow.register import read_register
from annotate_kit.workflow.session import Clock, open_session

__all__ = ["BY", "Finding", "examine", "repair"]

BY = "doctor"
"""Who repairs, for taking it back."""


@attrs.frozen(kw_only=True)
class Finding:
    """One thing that is wrong, or worth knowing."""

    kind: str
    """A stable word: damaged-annotation, unfolded-journal, changed-text, …"""
    path: str
    """Relative to the project."""
    message: str
    """What is wrong, without a full stop."""
    hint: str
    """What to do, if a repair does not do it."""
    remedy: str = ""
    """What a repair would do; empty where there is none."""
    is_harmless: bool = False
    """Whether it is only worth knowing."""
    heal: Callable[[Clock, Ids], str] | None = attrs.field(default=None, eq=False, repr=False)
    """Does it, and returns what was done, without a full stop."""


def examine(store: Store, *, progress: Callable[[], None] = lambda: None) -> Iterator[Finding]:
    """Look at every file of a project, and tell what is wrong with it. Writes nothing."""
    project: Project | None = None
    try:
        project = open_project(store.fs, store.root)
    except AnnotateKitError as error:
        yield _told("settings", "annotate-kit.toml", error)
        project = None
    yield from _folders(store)
    if project is None:
        return
    for id_ in store.article_ids():
        progress()
        yield from _article(project, id_)
    yield from _journals(project)
    yield from _register(project)
    yield from _leftovers(store)
    yield from _kept(store)


def _told(kind: str, path: str, error: AnnotateKitError) -> Finding:
    return Finding(kind=kind, path=path, message=str(error).rstrip("."), hint="Put it right, then look again.")


def _folders(store: Store) -> Iterator[Finding]:
    for name in store.list_folder(ANNOTATIONS):
        path = f"{ANNOTATIONS}/{name}"
        if name.startswith((".", "_")):
            continue
        try:
            names = store.list_folder(path)
        except AccessError as error:
            yield _told("no-folder", path, error)
            continue
        if not is_article_id(name):
            hint = "Rename it: a-z, 0-9 and hyphens."
            yield Finding(
                kind="bad-name", path=path, message="no article can have this name, so it is not read", hint=hint
            )
        elif "article.json" not in names:
            what = "an import was cut short here" if names == ("text.txt",) else "its article.json is missing"
            hint = (
                "Import the text again, then remove this folder." if names == ("text.txt",) else "Restore it from git."
            )
            yield Finding(kind="no-article", path=path, message=what, hint=hint)
        elif "text.txt" not in names:
            yield Finding(kind="no-text", path=path, message="its text.txt is missing", hint="Restore it from git.")


def _article(project: Project, id_: str) -> Iterator[Finding]:
    store = project.store
    try:
        article = project.article(id_)
    except AnnotateKitError as error:
        yield _told("unreadable-article", article_path(id_), error)
        return
    with suppress(AccessError):
        yield from _text(project, article)
    for annotator in project.annotators(id_):
        path = annotation_path(id_, annotator)
        try:
            loaded = store.read_annotation(id_, annotator)
        except AccessError as error:
            yield _told("unreadable-annotation", path, error)
            continue
        if loaded.is_damaged and loaded.annotation is not None:
            yield _damaged(project, id_, annotator, path, loaded.problems[0].message)
        elif loaded.is_damaged:
            first = loaded.problems[0]
            yield Finding(kind="unreadable-annotation", path=path, message=first.message, hint=first.hint)
        elif loaded.annotation is not None and loaded.annotation.text_sha256 != article.text_sha256:
            message = "it was made on another text than the article has now"
            hint = f"Run `annotate-kit article update {id_} {text_path(id_)}`, which moves its spans."
            yield Finding(kind="other-text", path=path, message=message, hint=hint)


def _text(project: Project, article: Article) -> Iterator[Finding]:
    path = text_path(article.id)
    raw = project.store.read(path, "article_bytes")
    if digest(raw) == article.text_sha256:
        return
    kept = old_text_path(article.text_sha256)
    wanted: bytes | None = None
    if digest(raw.replace(b"\r\n", b"\n")) == article.text_sha256:
        message = "its line ends are those of Windows, which shifts every offset"
        wanted = raw.replace(b"\r\n", b"\n")
    else:
        message = "it is not the text that was imported"
        if project.store.exists(kept) and digest(project.store.read(kept, "article_bytes")) == article.text_sha256:
            wanted = project.store.read(kept, "article_bytes")
    hint = "Restore it from git; if it was corrected on purpose, `annotate-kit article update` takes the corrected one."
    if wanted is None:
        yield Finding(kind="changed-text", path=path, message=message, hint=hint)
        return
    change = FileChange(path=path, before=raw.decode("utf-8", "replace"), after=wanted.decode())

    def heal(clock: Clock, ids: Ids) -> str:
        project.store.add_file(f"{PRIVATE}/quarantine/{article.id}/text-{digest(raw)[:16]}.txt", raw)
        do_act(project, Act(label=f"put {path} right", by=BY, files=(change,)), clock=clock, ids=ids)
        return "the text that was imported is back; the other is kept in quarantine"

    yield Finding(
        kind="changed-text", path=path, message=message, hint=hint, remedy="put the imported text back", heal=heal
    )


def _damaged(project: Project, id_: str, annotator: str, path: str, why: str) -> Finding:
    def heal(clock: Clock, ids: Ids) -> str:
        return _mend(project, id_, annotator, clock=clock, ids=ids)

    return Finding(
        kind="damaged-annotation",
        path=path,
        message=f"the file is damaged: {why}",
        hint="`annotate-kit validate` shows every place; `annotate-kit log` what can be gone back to.",
        remedy="write what can be read, with what the log has of the rest; the damaged bytes are kept in quarantine",
        heal=heal,
    )


def _mend(project: Project, id_: str, annotator: str, *, clock: Clock, ids: Ids) -> str:
    """Write a damaged annotation file anew: what is whole in it, and from the log what is not there any more."""
    recover(project.store, id_, annotator)
    last = None
    with suppress(AnnotateKitError):
        entries = read_log(project, id_, annotator)
        last = annotation_at(project, id_, annotator, entries[-1].ref) if entries else None
    session = open_session(project, id_, annotator, clock=clock, ids=ids)
    try:
        now = session.annotation
        if last is not None and last.text_sha256 == now.text_sha256:
            wanted = attrs.evolve(now, spans={**last.spans, **now.spans}, records={**last.records, **now.records})
        else:
            wanted = now
        edit = edit_between(now, wanted, "repair")
        # Also an edit without anything in it brings the file back into its form.
        session.do(edit if edit.edits else Batch(label="repair", edits=()))
    finally:
        session.close()
    spans, records = len(wanted.spans) - len(now.spans), len(wanted.records) - len(now.records)
    return f"written anew; {counted(spans, 'span')} and {counted(records, 'record')} came back from the log"


def _journals(project: Project) -> Iterator[Finding]:
    for pending in pending_journals(project.store):
        path = annotation_path(pending.article, pending.annotator)

        def heal(_clock: Clock, _ids: Ids, article: str = pending.article, annotator: str = pending.annotator) -> str:
            found = recover(project.store, article, annotator)
            left = sum(one.article == article and one.annotator == annotator for one in pending_journals(project.store))
            said = " ".join(found.messages)
            if left:
                return f"a session is still open; its edits are safe in the journal {said}".rstrip()
            return f"{counted(found.edits, 'edit is', 'edits are')} in the file now {said}".rstrip()

        yield Finding(
            kind="unfolded-journal",
            path=path,
            message=f"{pending.journals} journals of it are not folded: edits that are safe, but not in the file yet"
            if pending.journals > 1
            else "a journal of it is not folded: edits that are safe, but not in the file yet",
            hint="Close the app, or open and close the article in it.",
            remedy="fold what belongs to no open session",
            heal=heal,
        )


def _register(project: Project) -> Iterator[Finding]:
    for path in read_register(project).damaged:
        hint = "Restore it from git, or take it away: nothing is decided by it."
        yield Finding(kind="damaged-register", path=path, message="the file holds no decisions", hint=hint)


def _leftovers(store: Store) -> Iterator[Finding]:
    """Temporary files of writes that the machine stopped; nothing reads them."""
    for path in _temporaries(store):

        def heal(_clock: Clock, _ids: Ids, path: str = path) -> str:
            name = path.replace("/", "-").lstrip(".")

            def keep() -> None:
                raw = store.read(path)
                store.write(f"{PRIVATE}/quarantine/left-over/{digest(raw)[:16]}-{name}", content(raw))

            if remove_left_over(store.fs, store.find(path), keep):
                return "moved to quarantine"
            return "left alone: somebody may be writing it just now"

        yield Finding(
            kind="left-over",
            path=path,
            message="a write was cut short and left this; nothing reads it",
            hint="Remove it.",
            remedy="move it to quarantine",
            is_harmless=True,
            heal=heal,
        )


def _temporaries(store: Store) -> Iterator[str]:
    """All in the folders that we write to; a link that is called like one is not ours."""
    folders = [""]
    while folders:
        folder = folders.pop()
        for name in _names(store, folder):
            path = f"{folder}/{name}".lstrip("/")
            found = store.stat(path)
            kind = None if found is None else found.kind
            if kind == "file" and is_temporary(name):
                yield path
            elif kind == "folder" and (folder or name in (SCHEMAS, ANNOTATIONS, EXPORTS, PRIVATE)):
                folders.append(path)


def _names(store: Store, folder: str) -> tuple[str, ...]:
    with suppress(AccessError):
        return store.list_folder(folder)
    return ()


def _kept(store: Store) -> Iterator[Finding]:
    top = f"{PRIVATE}/quarantine"
    count = sum(len(store.list_folder(f"{top}/{id_}")) for id_ in store.list_folder(top))
    if count:
        message = f"{count} damaged files are kept here" if count > 1 else "a damaged file is kept here"
        hint = "Look through them, and remove them once nothing is missed."
        yield Finding(kind="quarantine", path=top, message=message, hint=hint, is_harmless=True)


def repair(finding: Finding, *, clock: Clock, ids: Ids) -> str:
    """Put one finding right; what was done, or why it could not be."""
    assert finding.heal is not None
    try:
        return finding.heal(clock, ids)
    except (AnnotateKitError, OSError) as error:
        return f"could not be put right: {error}"
