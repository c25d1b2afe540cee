"""A workbook that came back: what somebody changed in it, shown first, then merged into the annotations as one act.

Applying is all or nothing, also where the machine stops in the middle. The workbook's bytes are kept first, under their
digest, with a note of what was asked for. Then everything is done as one act (`workflow.acts`), and the note is closed.
A note that is still open tells the next `apply` to do that workbook again first: what is done already differs in
nothing any more, new records have ids that follow from what their rows say, and so only the rest is done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import IO, BinaryIO, cast

import attrs

from annotate_kit.codec import encode, encode_decisions, parse_json
from annotate_kit.core import Annotation, Ids, Json, Problem, Record
from annotate_kit.core.counting import counted
from annotate_kit.core.entities import Decisions, Ruling
from annotate_kit.errors import InputError
from annotate_kit.store import pending_journals, write_file_atomically
from annotate_kit.store.paths import PRIVATE
from annotate_kit.store.store import content
from annotate_kit.validate import check_annotation
from annotate_kit.workbook.handing_back import Exported, find_exported, hand_back, is_of_entities
from annotate_kit.workbook.reading import read_workbook
from annotate_kit.workbook.reporting import Reported, write_report
from annotate_kit.workflow.acts import Act, ArticleEdit, FileChange, do_act, read_or_none
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.register import FOLDER as REGISTER
from annotate_kit.workflow.register import read_register
from annotate_kit.workflow.session import Clock, open_session
from annotate_kit.workflow.workbook_changes import Change, Outcome, changes_of
from annotate_kit.workflow.workbook_drafting import BECAUSE, NOT_THERE, draft_file, objection
from annotate_kit.workflow.workbook_now import Now, read_now
from annotate_kit.workflow.workbook_targets import Decide, FileTarget, file_of

__all__ = ["Applied", "Asked", "Comparison", "apply_workbook", "compare_workbook", "unfinished", "write_problems"]

FOLDER = f"{PRIVATE}/workbooks"


@attrs.frozen(kw_only=True)
class Asked:
    """What is asked of a workbook."""

    raw: bytes = attrs.field(repr=False)
    file: str
    """Its name, for messages."""
    by: str
    """Who changed it: evidence says so."""
    act_by: str = ""
    """Who merges it, and may take it back; the same where nothing is said."""
    deletes: bool = False
    """Whether rows that are gone are deleted."""
    annotator: str | None = None
    """Whose annotations are meant, where an article has several and the workbook does not say."""

    @property
    def digest(self) -> str:
        """Of the bytes: SHA-256, lower-case hexadecimal."""
        return hashlib.sha256(self.raw).hexdigest()


@attrs.frozen(kw_only=True, eq=False)
class Comparison:
    """What a workbook would change."""

    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    """What is to be known of the workbook, one sentence each, the most important first."""
    is_two_way: bool
    """Whether the workbook does not say what was exported."""
    edits: tuple[ArticleEdit, ...]
    rulings: Mapping[str, Mapping[str, Ruling]]
    """Entity → pointer → what the register shall say."""

    @property
    def done(self) -> tuple[Change, ...]:
        """What will be done."""
        return tuple(change for change in self.changes if change.is_done)

    @property
    def left(self) -> tuple[Change, ...]:
        """What will not be done, and waits for a person."""
        return tuple(change for change in self.changes if not change.is_done)


@attrs.frozen(kw_only=True)
class Applied:
    """What became of a workbook."""

    comparison: Comparison
    files: int
    """Annotation files that were changed."""
    resumed: tuple[str, ...] = ()
    """Names of workbooks whose changes had been left half done, and were finished first."""


def compare_workbook(project: Project, asked: Asked, *, progress: Callable[[], None] = lambda: None) -> Comparison:
    """What a workbook would change; nothing is written.

    Raises:
        InputError: where it is no workbook, or one that cannot be read safely.
        AnnotateKitError: where the project cannot be read.
    """
    book = read_workbook(asked.raw, file=asked.file, limits=project.store.limits, progress=progress)
    said = find_exported(book)
    now = read_now(project, said, annotator=asked.annotator, is_of_entities=is_of_entities(book))
    exported = said or now.as_exported()
    back = hand_back(book, exported.manifest)
    if not back.tables:
        hint = "Hand back the workbook that `annotate-kit export xlsx` made."
        raise InputError(asked.file, "the workbook has no sheet of records that was exported", hint)
    found = changes_of(
        back, exported, now, is_two_way=said is None, deletes=asked.deletes, seed=exported.manifest.export_id
    )
    planned = _Planned(project, now, asked)
    changes = planned.plan(found)
    return Comparison(
        changes=changes,
        notes=(*_notes(said, exported), *back.notes, *book.notes, *_pending(project, now), *_wordless(changes)),
        is_two_way=said is None,
        edits=tuple(planned.edits),
        rulings=planned.rulings,
    )


def _notes(said: Exported | None, exported: Exported) -> Iterable[str]:
    if said is None:
        yield (
            "The workbook no longer says what was exported (its hidden sheets are gone): it is compared with what is "
            "there now, and nothing is deleted."
        )
    elif exported.spoiled:
        yield f"{exported.spoiled} rows of the hidden sheets cannot be read any more: those rows are not changed."


def _wordless(changes: Iterable[Change]) -> Iterable[str]:
    new = sum(change.outcome is Outcome.ADD for change in changes)
    if new:
        rows = f"{counted(new, 'new row')} without words behind the values"
        yield f"{rows}: `annotate-kit validate` lists them (AK408) until they are marked."


def _pending(project: Project, now: Now) -> Iterable[str]:
    for pending in pending_journals(project.store):
        if (pending.article, pending.annotator) in now.annotations:
            whose = f"Edits of {pending.annotator} on {pending.article}"
            yield f"{whose} are in a journal, not yet in the file; `apply` folds them in first."


class _Planned:
    """Turns changes into edits of files and decisions of the register."""

    def __init__(self, project: Project, now: Now, asked: Asked) -> None:
        self._project = project
        self._now = now
        self._asked = asked
        self.edits: list[ArticleEdit] = []
        self.rulings: dict[str, dict[str, Ruling]] = {}

    def plan(self, found: Sequence[Change]) -> tuple[Change, ...]:
        """The changes, those refused that would make something invalid."""
        refused: dict[int, str] = {}
        by_file: dict[tuple[str, str], dict[int, list[FileTarget]]] = {}
        decided: list[tuple[int, Decide]] = []
        for number, change in enumerate(found):
            for target in change.targets if change.is_done else ():
                if isinstance(target, Decide):
                    decided.append((number, target))
                else:
                    by_file.setdefault(file_of(target), {}).setdefault(number, []).append(target)
        new = {change.makes for change in found} - {""}
        label = f"workbook {self._asked.file.rpartition('/')[2]}"
        for (article, annotator), listed in sorted(by_file.items()):
            drafted = draft_file(
                self._now.catalog,
                self._now.annotations[article, annotator],
                listed,
                by=self._asked.by,
                check=self._checker(article),
                label=label,
                new=new,
            )
            refused |= drafted.refused
            if drafted.edit is not None:
                self.edits.append(ArticleEdit(article=article, annotator=annotator, edit=drafted.edit))
        lost = {change.makes for number, change in enumerate(found) if number in refused or not change.is_done}
        for number, target in decided:
            refused |= self._decide(number, target, lost)
        return tuple(
            attrs.evolve(change, outcome=Outcome.REFUSED, why=refused[number], targets=())
            if number in refused
            else change
            for number, change in enumerate(found)
        )

    def _checker(self, article: str) -> Callable[[Annotation], Iterable[Problem]]:
        known = self._project.article(article)

        def check(annotation: Annotation) -> Iterable[Problem]:
            # No word of the article changes, so nothing is said of the words.
            return check_annotation(self._now.catalog, known, None, annotation)

        return check

    @cached_property
    def _first(self) -> Mapping[str, Record]:
        """Entity → one of its records."""
        leader = self._now.register.leader
        records = (one for annotation in self._now.annotations.values() for one in annotation.records.values())
        return {leader(record.entity_id): record for record in records}

    def _decide(self, number: int, target: Decide, lost: AbstractSet[str]) -> dict[int, str]:
        """Note a decision; else why it cannot be. `lost` are new records that are not added."""
        is_lost = isinstance(target.value, str) and target.value in lost
        why = NOT_THERE if is_lost else objection(self._now.catalog, self._first[target.entity], target)
        if why:
            return {number: why}
        ruling = Ruling(value=target.value, because=BECAUSE, by=self._asked.by)
        self.rulings.setdefault(target.entity, {})[target.pointer] = ruling
        return {}


def apply_workbook(
    project: Project, asked: Asked, *, clock: Clock, ids: Ids, progress: Callable[[], None] = lambda: None
) -> Applied:
    """Do what can be done of a workbook's changes, as one act; what was left half done before is finished first.

    Raises:
        InputError: where it is no workbook, or one that cannot be read safely.
        AnnotateKitError: where the disk refuses, or files changed meanwhile; the next `apply` goes on from there.
    """
    read_workbook(asked.raw, file=asked.file, limits=project.store.limits)  # what is no workbook is not kept
    resumed: list[str] = []
    for left in unfinished(project):
        if left.digest != asked.digest:
            _apply_one(project, left, clock=clock, ids=ids, progress=progress)
            resumed.append(left.file)
    comparison = _apply_one(project, asked, clock=clock, ids=ids, progress=progress)
    return Applied(comparison=comparison, files=len(comparison.edits), resumed=tuple(resumed))


def _apply_one(project: Project, asked: Asked, *, clock: Clock, ids: Ids, progress: Callable[[], None]) -> Comparison:
    for pending in pending_journals(project.store):
        open_session(project, pending.article, pending.annotator, clock=clock, ids=ids).close()
    comparison = compare_workbook(project, asked, progress=progress)
    if comparison.edits or comparison.rulings:
        files = _register_files(project, comparison.rulings)  # a damaged file stops it before anything is begun
        project.store.write(f"{FOLDER}/{asked.digest}.xlsx", content(asked.raw))
        _note(project, asked, is_done=False)
        name = asked.file.rpartition("/")[2]
        act = Act(
            label=f"workbook {name}: {len(comparison.done)} changes",
            by=asked.act_by or asked.by,
            edits=comparison.edits,
            files=files,
        )
        do_act(project, act, clock=clock, ids=ids)
    if project.store.exists(f"{FOLDER}/{asked.digest}.json"):
        _note(project, asked, is_done=True)
    return comparison


def _register_files(project: Project, rulings: Mapping[str, Mapping[str, Ruling]]) -> tuple[FileChange, ...]:
    known = read_register(project).decisions if rulings else {}
    files: list[FileChange] = []
    for entity, decided in sorted(rulings.items()):
        path = f"{REGISTER}/{entity}.json"
        before = read_or_none(project, path)
        held = known.get(entity) if before is not None else Decisions(entity=entity)
        if held is None:
            raise InputError(path, "the file holds no decisions", "Put it right, or take it away.")
        after = attrs.evolve(held, values={**held.values, **decided})
        files.append(FileChange(path=path, before=before, after=encode_decisions(after).decode()))
    return tuple(files)


def write_problems(project: Project, asked: Asked, changes: Sequence[Change], path: str) -> None:
    """Write the changes as a new workbook, whose rows lead to the cells, to an absolute path.

    Raises:
        AccessError: where the workbook cannot be read, or the file system refuses.
    """
    book = read_workbook(asked.raw, file=asked.file, limits=project.store.limits)
    listed = [
        Reported(
            sheet=change.sheet,
            cell=change.cell,
            record=change.record,
            field=change.field,
            base=change.base,
            theirs=change.theirs,
            ours=change.ours,
            what=change.outcome.value,
            why=change.why,
        )
        for change in changes
    ]

    def write(stream: IO[bytes]) -> None:
        write_report(book, listed, cast("BinaryIO", stream))

    write_file_atomically(project.store.fs, path, write)


# What is kept of workbooks.


def _note(project: Project, asked: Asked, *, is_done: bool) -> None:
    said: dict[str, Json] = {
        "act_by": asked.act_by,
        "annotator": asked.annotator,
        "by": asked.by,
        "deletes": asked.deletes,
        "done": is_done,
        "file": asked.file,
    }
    project.store.write(f"{FOLDER}/{asked.digest}.json", content(encode(said)))


def unfinished(project: Project) -> tuple[Asked, ...]:
    """The workbooks whose changes were begun and not ended, by digest."""
    found: list[Asked] = []
    for name in project.store.list_folder(FOLDER):
        stem = name.removesuffix(".json")
        if stem == name:
            continue
        said = parse_json(project.store.read(f"{FOLDER}/{name}"), file=name).value
        if isinstance(said, Mapping) and said.get("done") is False and project.store.exists(f"{FOLDER}/{stem}.xlsx"):
            annotator = said.get("annotator")
            asked = Asked(
                raw=project.store.read(f"{FOLDER}/{stem}.xlsx", "workbook_bytes"),
                file=str(said.get("file")),
                by=str(said.get("by")),
                act_by=str(said.get("act_by")),
                deletes=said.get("deletes") is True,
                annotator=str(annotator) if annotator else None,
            )
            found.append(asked)
    return tuple(found)
