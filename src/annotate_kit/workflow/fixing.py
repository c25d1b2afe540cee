"""Putting right what a machine can put right: first as a difference to look at, then as edits that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import unified_diff

import attrs

from annotate_kit.codec import encode_annotation
from annotate_kit.core import Annotation, Edit, Ids, Problem, is_article_id
from annotate_kit.errors import AccessError, ChangedOnDiskError
from annotate_kit.schema import Catalog
from annotate_kit.store import pending_journals
from annotate_kit.store.paths import ANNOTATIONS, is_annotator_stem
from annotate_kit.store.store import content
from annotate_kit.validate.mending import mend
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.session import Clock, open_session

__all__ = ["Fix", "Fixes", "apply_fixes", "difference", "plan_fixes"]


@attrs.frozen(kw_only=True)
class Fix:
    """What is put right in one annotation file."""

    path: str
    """Relative to the project, POSIX."""
    article: str
    annotator: str
    before: bytes
    """The file as it is."""
    after: bytes
    """The file as it will be."""
    fixed: tuple[Problem, ...]
    edit: Edit | None
    """One act; None where the file is only written anew in its canonical form, which changes nothing that it says."""


@attrs.frozen(kw_only=True)
class Fixes:
    """What can be put right in a project."""

    files: tuple[Fix, ...] = ()
    left: tuple[str, ...] = ()
    """Why files were left alone: one sentence each."""

    @property
    def count(self) -> int:
        """How many problems."""
        return sum(len(fix.fixed) for fix in self.files)


def plan_fixes(project: Project, problems: Iterable[Problem], *, is_unsafe_too: bool = False) -> Fixes:
    """What can be put right of problems that were found just now; nothing is changed.

    Args:
        project: whose files they are about; those of other files than annotation files are passed over.
        problems: what to put right.
        is_unsafe_too: whether guesses that are most often right are wanted too.

    Raises:
        AccessError: where a file cannot be read.
    """
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.file, []).append(problem)
    busy = {(one.article, one.annotator) for one in pending_journals(project.store)}
    fixes: list[Fix] = []
    left: list[str] = []
    for path, found in by_file.items():
        article, annotator = _whose(path)
        if not annotator:
            continue
        loaded = project.loaded(article, annotator)
        if loaded.raw is None or loaded.annotation is None or loaded.is_damaged:
            left.append(f"{path} is damaged")
            continue
        try:
            text = project.text(article)
        except AccessError:
            left.append(f"{path} has no text that can be read")
            continue
        fix = _fix(project.catalog, path, (loaded.raw, loaded.annotation, text), found, is_unsafe_too=is_unsafe_too)
        if fix is not None and (article, annotator) in busy:
            left.append(f"{path} lacks edits that are still in a journal; open the article")
        elif fix is not None:
            fixes.append(fix)
    return Fixes(files=tuple(fixes), left=tuple(left))


def _whose(path: str) -> tuple[str, str]:
    """The article and annotator of an annotation file; no annotator for any other file."""
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix(".json")
    article = folder.removeprefix(f"{ANNOTATIONS}/")
    is_one = stem != name and article != folder and is_annotator_stem(stem) and is_article_id(article)
    return (article, stem) if is_one else ("", "")


def _fix(
    catalog: Catalog,
    path: str,
    read: tuple[bytes, Annotation, str],
    problems: Sequence[Problem],
    *,
    is_unsafe_too: bool,
) -> Fix | None:
    raw, annotation, text = read
    mended = mend(catalog, text, annotation, problems, is_unsafe_too=is_unsafe_too)
    # Only of a file that says all it has to is the canonical form the same file.
    rewritten = tuple(problem for problem in problems if problem.code == "AK006")
    if not mended.edits and not rewritten:
        return None
    return Fix(
        path=path,
        article=annotation.article,
        annotator=annotation.annotator,
        before=raw,
        after=encode_annotation(mended.annotation),
        fixed=(*mended.fixed, *rewritten),
        edit=mended.act if mended.edits else None,
    )


def difference(fixes: Fixes) -> str:
    """The changes as a unified diff, in the order of the files."""
    lines: list[str] = []
    for fix in fixes.files:
        before, after = (side.decode(errors="replace").splitlines() for side in (fix.before, fix.after))
        lines += unified_diff(before, after, f"a/{fix.path}", f"b/{fix.path}", lineterm="")
    return "".join(f"{line}\n" for line in lines)


def apply_fixes(project: Project, fixes: Fixes, *, clock: Clock, ids: Ids) -> None:
    """Put it right, each file in one act that can be undone.

    Raises:
        AccessError: where a file cannot be written, or is another by now.
    """
    for fix in fixes.files:
        if project.store.read(fix.path) != fix.before:
            raise ChangedOnDiskError(fix.path)
        if fix.edit is None:
            project.store.write(fix.path, content(fix.after))
            continue
        session = open_session(project, fix.article, fix.annotator, clock=clock, ids=ids)
        session.do(fix.edit)
        session.close()
