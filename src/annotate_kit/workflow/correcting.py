"""A text that was corrected after it was annotated: the article takes it, and every span goes where its words are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

import attrs

from annotate_kit.codec import encode_article
from annotate_kit.core import Annotation, Article, Ids, Limits
from annotate_kit.core.counting import counted
from annotate_kit.core.differences import edit_between
from annotate_kit.errors import InputError, UsageError
from annotate_kit.importers import Imported, Metadata, Refused, read_article
from annotate_kit.store import digest, keep_text, pending_journals, recover, text_of
from annotate_kit.store.paths import article_path, text_path
from annotate_kit.text import CarriedSpan, carry, is_settled
from annotate_kit.workflow.acts import Act, ArticleEdit, FileChange, TakenBack, do_act, read_or_none, take_back
from annotate_kit.workflow.importing import Source
from annotate_kit.workflow.project import Project, open_project
from annotate_kit.workflow.session import Clock

__all__ = ["CarriedFile", "Correction", "correct_article", "take_correction_back"]


@attrs.frozen(kw_only=True)
class CarriedFile:
    """What became of one annotation file."""

    annotator: str
    spans: tuple[CarriedSpan, ...] = ()
    is_stranded: bool = False
    """Whether the text that it was made on is not kept here, so that nothing of it could be moved."""

    def count(self, kind: str) -> int:
        """How many spans came to this: exact, moved, changed or lost."""
        return sum(span.kind == kind for span in self.spans)

    @property
    def doubtful(self) -> tuple[CarriedSpan, ...]:
        """The spans that a person has to look at."""
        return tuple(span for span in self.spans if span.kind in ("changed", "lost"))


@attrs.frozen(kw_only=True)
class Correction:
    """What a correction came to."""

    article: Article
    """As it is described now."""
    is_text_new: bool
    """Whether the text is another; else at most what is known about it."""
    files: tuple[CarriedFile, ...] = ()
    """Those that are about another text than the article has now."""

    @property
    def doubtful(self) -> int:
        """How many spans a person has to look at, and files that could not be moved."""
        return sum(len(file.doubtful) + file.is_stranded for file in self.files)


def correct_article(
    project: Project,
    id_: str,
    source: Source,
    *,
    given: Metadata,
    by: str,
    clock: Clock,
    ids: Ids,
    is_dry: bool = False,
) -> Correction:
    """Give an article another text, and carry what annotators said about the old one over to it.

    Both texts are kept. Where the machine stops in the middle, the same command goes on with what is left.

    Raises:
        NotFoundError: where there is no such article.
        UsageError: where its text is not the one that was imported, so that nobody knows where its spans stand.
        InputError: where the new text is none.
        AccessError: where files cannot be read or written.
    """
    article = project.article(id_)
    old = project.store.read_text(id_)
    made = _read(source, article, given, project.store.limits)
    new, text = made.article, made.text
    if new.text_sha256 != article.text_sha256 and digest(old.encode()) != article.text_sha256:
        hint = "Restore it first; `annotate-kit validate` says what is wrong with it."
        raise UsageError(f"the text of {id_} is not the one that was imported", hint)
    if not is_dry:
        for kept in (old, text):
            keep_text(project.store, kept)
    files = _file_changes(project, article, new, old, text)
    texts = {article.text_sha256: old, new.text_sha256: text}
    moves = tuple(_moves(project, new, texts, is_dry=is_dry))
    edits = tuple(move.edit for move in moves if move.edit is not None)
    if (files or edits) and not is_dry:
        act = Act(label=f"correct the text of {id_}", by=by, files=files, edits=edits)
        # What this project has read of the article is the old one.
        do_act(open_project(project.store.fs, project.store.root), act, clock=clock, ids=ids)
    return Correction(
        article=new, is_text_new=new.text_sha256 != article.text_sha256, files=tuple(move.file for move in moves)
    )


def take_correction_back(project: Project, *, by: str, clock: Clock, ids: Ids) -> TakenBack | None:
    """Take the last act of an annotator back; what was annotated since a text was corrected goes back along with it.

    Raises:
        AccessError: where files cannot be read or written.
    """
    taken = take_back(project, by=by, clock=clock, ids=ids, fits=partial(_stays_on_its_words, project))
    if taken is None:
        return None
    work = open_project(project.store.fs, project.store.root)
    left: list[str] = []
    for id_ in work.article_ids:
        for move in _moves(work, work.article(id_), {}, is_dry=False):
            if move.edit is not None:
                do_act(
                    work, Act(label=taken.label, by=by, edits=(move.edit,), is_taken_back=True), clock=clock, ids=ids
                )
            if count := len(move.file.doubtful):
                many = counted(count, f"span of {id_} is", f"spans of {id_} are")
                left.append(f"{many} for a person to look at.")
    return attrs.evolve(taken, left=tuple(left))


def _stays_on_its_words(project: Project, before: Annotation, after: Annotation) -> bool:
    """Whether no span that stood on its words would stand on others in the text of the other annotation."""
    article = project.article(before.article)
    texts = (text_of(project.store, article, side.text_sha256) for side in (before, after))
    old, new = texts
    if before.text_sha256 == after.text_sha256 or old is None or new is None:
        return True
    return not any(
        is_settled(before.spans[id_], old) and not is_settled(span, new)
        for id_, span in after.spans.items()
        if id_ in before.spans
    )


def _read(source: Source, article: Article, given: Metadata, limits: Limits) -> Imported:
    known = Metadata(**{field.name: getattr(article, field.name) for field in attrs.fields(Metadata)})
    made = read_article(
        source.read(),
        given=given,
        known=known,
        name_article=lambda _slug: article.id,
        markdown=source.is_markdown,
        limits=limits,
    )
    if isinstance(made, Refused):
        raise InputError(source.name, made.reason, made.hint, line=made.line, column=made.column)
    return attrs.evolve(made, article=attrs.evolve(made.article, extra=article.extra))


def _file_changes(project: Project, article: Article, new: Article, old: str, text: str) -> tuple[FileChange, ...]:
    changes = [FileChange(path=text_path(article.id), before=old, after=text)] if old != text else []
    if new != article:
        path = article_path(article.id)
        before = read_or_none(project, path)
        changes.append(FileChange(path=path, before=before, after=encode_article(new).decode()))
    return tuple(changes)


@attrs.frozen(kw_only=True)
class _Move:
    file: CarriedFile
    edit: ArticleEdit | None = None


def _moves(project: Project, new: Article, texts: Mapping[str, str], *, is_dry: bool) -> Iterator[_Move]:
    """The annotation files of an article that are about another text than its new one."""
    store = project.store
    pending = {one.annotator for one in pending_journals(store) if one.article == new.id}
    for name in sorted({*project.annotators(new.id), *pending}):
        if not is_dry:
            # What a session left in its journal counts in the old text too.
            recover(store, new.id, name)
        annotation = project.annotation(new.id, name)
        if annotation is None or annotation.text_sha256 == new.text_sha256:
            continue
        old = texts.get(annotation.text_sha256) or text_of(store, new, annotation.text_sha256)
        text = texts.get(new.text_sha256) or text_of(store, new, new.text_sha256)
        if old is None or text is None:
            yield _Move(file=CarriedFile(annotator=name, is_stranded=True))
            continue
        carried = carry(annotation, old, text, text_sha256=new.text_sha256)
        edit = edit_between(annotation, carried.annotation, "move the spans to the corrected text")
        yield _Move(
            file=CarriedFile(annotator=name, spans=carried.spans),
            edit=ArticleEdit(article=new.id, annotator=name, edit=edit),
        )
