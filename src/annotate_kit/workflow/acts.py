"""Acts that reach over several files of a project, each done as a whole and taken back as a whole.

An act is on disk, in `.annotate-kit/acts/`, before anything of it is done; so it can be taken back also where the
machine stopped in the middle. Edits of annotations go through sessions, and stand in their histories too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import attrs

from annotate_kit.codec import edit_from_json, edit_to_json, encode, parse_json
from annotate_kit.core import FORMAT, Annotation, Edit, Ids, Json, apply, invert
from annotate_kit.errors import AnnotateKitError, EditMismatchError
from annotate_kit.store.paths import PRIVATE
from annotate_kit.store.store import content
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.session import Clock, open_session

__all__ = ["Act", "ArticleEdit", "FileChange", "TakenBack", "do_act", "take_back"]

FOLDER = f"{PRIVATE}/acts"


@attrs.frozen(kw_only=True)
class ArticleEdit:
    """What changes in one annotation file."""

    article: str
    annotator: str
    edit: Edit


@attrs.frozen(kw_only=True)
class FileChange:
    """What changes in another file: its whole content, None where there is no file."""

    path: str
    """Relative to the project."""
    before: str | None
    after: str | None


@attrs.frozen(kw_only=True)
class Act:
    """One thing that a person did to a project."""

    label: str
    by: str
    edits: tuple[ArticleEdit, ...] = ()
    files: tuple[FileChange, ...] = ()
    is_taken_back: bool = False


@attrs.frozen(kw_only=True)
class TakenBack:
    """What became of taking an act back."""

    label: str
    left: tuple[str, ...] = ()
    """What could not be taken back, for it has changed since: one sentence each."""


def do_act(project: Project, act: Act, *, clock: Clock, ids: Ids) -> None:
    """Note an act, then do it.

    Raises:
        AnnotateKitError: where a file has changed meanwhile, or the disk refuses; what was done stays, and can be
            taken back.
    """
    numbers = _numbers(project)
    _write(project, numbers[-1] + 1 if numbers else 1, act)
    for change in act.files:
        _put(project, change.path, change.after)
    for part in act.edits:
        _edit(project, part.article, part.annotator, part.edit, clock=clock, ids=ids)


Fits = Callable[[Annotation, Annotation], bool]
"""Whether an annotation may become the second: where not, it is left as it is, and told."""


def _any_fits(_before: Annotation, _after: Annotation) -> bool:
    return True


def take_back(project: Project, *, by: str, clock: Clock, ids: Ids, fits: Fits = _any_fits) -> TakenBack | None:
    """Take back the last act of an annotator that was not; None where there is none.

    Raises:
        AccessError: where the disk refuses.
    """
    for number in reversed(_numbers(project)):
        act = _read(project, number)
        if act is not None and act.by == by and not act.is_taken_back:
            left = [*_restore_files(project, act), *_restore_articles(project, act, fits, clock=clock, ids=ids)]
            _write(project, number, attrs.evolve(act, is_taken_back=True))
            return TakenBack(label=act.label, left=tuple(left))
    return None


def _restore_files(project: Project, act: Act) -> list[str]:
    left: list[str] = []
    for change in reversed(act.files):
        now = read_or_none(project, change.path)
        if now == change.after:
            _put(project, change.path, change.before)
        elif now != change.before:
            left.append(f"{change.path} has changed since.")
    return left


def _restore_articles(project: Project, act: Act, fits: Fits, *, clock: Clock, ids: Ids) -> list[str]:
    left: list[str] = []
    for part in reversed(act.edits):
        try:
            _edit(project, part.article, part.annotator, invert(part.edit), fits, clock=clock, ids=ids)
        except EditMismatchError:
            left.append(f"{part.article} has changed since; its own undo goes back step by step.")
    return left


def _edit(
    project: Project, article: str, annotator: str, edit: Edit, fits: Fits = _any_fits, *, clock: Clock, ids: Ids
) -> None:
    session = open_session(project, article, annotator, clock=clock, ids=ids)
    try:
        if not fits(session.annotation, apply(edit, session.annotation)):
            raise EditMismatchError(type(edit).__name__, "what was done since would not stand where it belongs")
        session.do(edit)
    finally:
        session.close()


def read_or_none(project: Project, path: str) -> str | None:
    """The text of a file of the project; None where there is none."""
    return project.store.read(path).decode("utf-8", "replace") if project.store.exists(path) else None


def _put(project: Project, path: str, text: str | None) -> None:
    if text is not None:
        project.store.write(path, content(text.encode()))
    else:
        project.store.fs.remove(project.store.find(path))


def _path(number: int) -> str:
    return f"{FOLDER}/{number:06}.json"


def _numbers(project: Project) -> list[int]:
    stems = (name.removesuffix(".json") for name in project.store.list_folder(FOLDER))
    return sorted(int(stem) for stem in stems if stem.isdecimal() and stem.isascii())


def _write(project: Project, number: int, act: Act) -> None:
    plain: dict[str, Json] = {
        "by": act.by,
        "edits": [
            {"annotator": part.annotator, "article": part.article, "edit": edit_to_json(part.edit)}
            for part in act.edits
        ],
        "files": [{"after": one.after, "before": one.before, "path": one.path} for one in act.files],
        "format": FORMAT,
        "label": act.label,
        "taken_back": act.is_taken_back,
    }
    project.store.write(_path(number), content(encode(plain)))


def _read(project: Project, number: int) -> Act | None:
    """An act; None where the file is none, and then it cannot be taken back."""
    try:
        raw = project.store.read(_path(number))
        held = cast("Mapping[str, Any]", parse_json(raw, file=_path(number)).value)
        return Act(
            label=held["label"],
            by=held["by"],
            edits=tuple(_part(part) for part in cast("Sequence[Mapping[str, Any]]", held["edits"])),
            files=tuple(FileChange(**part) for part in held["files"]),
            is_taken_back=held["taken_back"],
        )
    except (AnnotateKitError, LookupError, TypeError, ValueError):
        return None


def _part(part: Mapping[str, Any]) -> ArticleEdit:
    return ArticleEdit(article=part["article"], annotator=part["annotator"], edit=edit_from_json(part["edit"]))
