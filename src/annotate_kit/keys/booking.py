"""The changes of a workbook that came back, walked one by one beside the text: yes makes one, no leaves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from annotate_kit.core import Ids
from annotate_kit.core.counting import counted
from annotate_kit.core.pointers import is_under
from annotate_kit.keys.captions import name_of
from annotate_kit.keys.moving import select
from annotate_kit.keys.overlays import BookAnswer, BookChange, BookList
from annotate_kit.keys.panes import jump_to_record
from annotate_kit.keys.prompts import undo
from annotate_kit.keys.requests import DecideValue, Request, Undo, UndoAct
from annotate_kit.keys.steps import act, closed, look, opened, replaced, say
from annotate_kit.keys.view import Step, View
from annotate_kit.text import safe_line

if TYPE_CHECKING:
    from annotate_kit.workflow.workbook_changes import Change
    from annotate_kit.workflow.workbook_targets import FileTarget, Target

__all__ = [
    "book_changes",
    "book_down",
    "book_up",
    "leave_change",
    "left_to_apply",
    "take_change",
    "unanswer",
    "with_book",
]


def book_changes(changes: Iterable[Change], annotator: str, *, by: str) -> dict[str, tuple[BookChange, ...]]:
    """What can be done of a workbook's changes beside the files of one annotator, by article; `by` made them.

    A change of several files is one in each; what the register decides stands in the first article that speaks of it.
    Of a conflict a person may take the other side.
    """
    placing = _placing(changes, annotator)
    found: dict[str, list[BookChange]] = {}
    for change in changes:
        for article, targets in placing(change).items():
            found.setdefault(article, []).append(_book_change(change, targets, article, annotator, by))
    return {article: tuple(listed) for article, listed in found.items()}


def left_to_apply(changes: Iterable[Change], annotator: str) -> int:
    """How many of the changes that will be made are not, or not as a whole, walked with those of one annotator."""
    placing = _placing(changes, annotator)
    return sum(change.is_done and sum(map(len, placing(change).values())) < len(change.targets) for change in changes)


def _placing(changes: Iterable[Change], annotator: str) -> Callable[[Change], Mapping[str, Sequence[Target]]]:
    """What says in which articles of an annotator a change is walked, and what of it in each."""
    # Walking a workbook is rare: nobody else waits for what it needs.
    from annotate_kit.workflow.workbook_targets import AddNew, Decide, file_of  # noqa: PLC0415  # see above

    news = {one.id: file_of(one) for change in changes for one in change.targets if isinstance(one, AddNew)}

    def file(target: Target) -> tuple[str, str] | None:
        if not isinstance(target, Decide):
            return file_of(target)
        files = [(at.article, at.annotator) for at in target.records if at.annotator == annotator]
        # The register may name a new record once that is made, and it is made in its own article.
        meant = news.get(target.value) if isinstance(target.value, str) else None
        return next((one for one in files if meant in (None, one)), None)

    def placed(change: Change) -> Mapping[str, Sequence[Target]]:
        own: dict[str, list[Target]] = {}
        for target in change.targets:
            where = file(target)
            if where is not None and where[1] == annotator:
                own.setdefault(where[0], []).append(target)
        return own

    return placed


def _book_change(change: Change, targets: Sequence[Target], article: str, annotator: str, by: str) -> BookChange:
    from annotate_kit.workflow import workbook_targets as able  # noqa: PLC0415  # as above
    from annotate_kit.workflow.workbook_outcomes import Outcome  # noqa: PLC0415  # the same

    note, (first, *_) = change.why, targets
    if isinstance(first, able.Decide):
        record = next(at.record for at in first.records if (at.article, at.annotator) == (article, annotator))
        note = " ".join(filter(None, (note, _FOR_ALL)))
    else:
        record = able.record_of(first)
    if change.outcome is Outcome.CONFLICT:
        note = _BOTH
    what = f"new row: {change.theirs}" if change.outcome is Outcome.ADD else f"{change.field} of {record}"
    return BookChange(
        about=f"{safe_line(what, _ABOUT)} ({change.sheet}!{change.cell})",
        record=record,
        pointer=first.pointer if isinstance(first, able.SetField | able.RemoveItemAt | able.Decide) else "",
        base=change.base,
        was=change.ours,
        theirs=change.theirs,
        note=note,
        by=by,
        targets=tuple(targets),
        makes=change.makes,
    )


_ABOUT = 60
"""Code points of what a change is about."""
_FOR_ALL = "Several records say it, or a decision does: the register decides it, for all articles."
_BOTH = "Both were changed since the export: y takes what the workbook says, n leaves what is here."


def with_book(view: View, changes: Sequence[BookChange]) -> View:
    """What somebody changed in a workbook, to be decided; the words of the first are selected."""
    if not changes:
        return view
    shown = BookList(changes=tuple(_by_name(view, change) for change in changes))
    return opened(_at(view, shown).view, shown).view


def _by_name(view: View, change: BookChange) -> BookChange:
    """A change that is about a record by its name, not by its id."""
    return attrs.evolve(change, about=change.about.replace(change.record, name_of(view, change.record), 1))


def _shown(view: View) -> BookList:
    shown = view.overlay
    assert isinstance(shown, BookList)
    return shown


def _at(view: View, shown: BookList) -> Step:
    """The words behind the value that the cursor is on: its evidence, else what names the record."""
    change = shown.changes[shown.cursor]
    record = view.annotation.records.get(change.record)
    if record is None:
        return look(view)
    near = (
        span
        for place, claims in record.evidence.items()
        if is_under(place, change.pointer) or is_under(change.pointer, place)
        for claim in claims
        for span in claim.spans
    )
    span = next((view.annotation.spans[id_] for id_ in near if id_ in view.annotation.spans), None)
    if span is None:
        return jump_to_record(view, change.record)
    return select(view, span.fragments[0].start, span.fragments[0].end, hand=change.record, span=span.id)


def _moved(view: View, shown: BookList) -> Step:
    """The list with the words of its change selected."""
    return replaced(_at(view, shown).view, shown)


def book_down(view: View, _key: str, _ids: Ids) -> Step:
    """The next one."""
    shown = _shown(view)
    return _moved(view, attrs.evolve(shown, cursor=min(shown.cursor + 1, len(shown.changes) - 1)))


def book_up(view: View, _key: str, _ids: Ids) -> Step:
    """The one before."""
    shown = _shown(view)
    return _moved(view, attrs.evolve(shown, cursor=max(shown.cursor - 1, 0)))


def take_change(view: View, _key: str, _ids: Ids) -> Step:
    """Make the change, as one edit; what would be invalid is not made, and that is said.

    The new records that it speaks of are made along with it, and so are the items of a new record.
    """
    from annotate_kit.workflow.validation import check_annotation  # noqa: PLC0415  # as above
    from annotate_kit.workflow.workbook_drafting import draft_file  # noqa: PLC0415  # the same

    shown = _shown(view)
    change = shown.changes[shown.cursor]
    wanted = _with_needed(shown)
    listed = {n: targets for n in wanted if (targets := _of_file(shown.changes[n].targets))}
    drafted = draft_file(
        view.catalog,
        view.annotation,
        listed,
        by=change.by,
        check=lambda annotation: check_annotation(view.catalog, None, None, annotation),
        label=f"workbook: {change.about}",
        new={one.makes for one in shown.changes} - {""},
    )
    taken = [n for n in wanted if n not in drafted.refused]
    why = drafted.refused.get(shown.cursor) or _objection(view, change)
    if why:
        # What is waited for says more than that it is waited for.
        return say(view, next(iter(drafted.refused.values()), why))
    step = look(view) if drafted.edit is None else act(view, drafted.edit, "")
    asked = _decisions(change)
    undoing: tuple[Request, ...] = (*(UndoAct() for _ in asked), *(Undo() for _ in step.edits))
    also = f", with {counted(len(taken) - 1, 'change')} that it needs" if len(taken) > 1 else ""
    is_last = len(taken) == len(shown.changes)
    key = ": undo what was done over several articles" if asked and is_last else "u takes it back"
    # What a new row says stands in what it is about.
    value = f": {change.theirs or 'nothing'}" if change.pointer else ""
    said = f"{change.about}{value}{also}; {key}"
    after = _without(step.view, shown, taken, undoing, said=said)
    return attrs.evolve(step, view=after.view, requests=asked)


def _decisions(change: BookChange) -> tuple[DecideValue, ...]:
    """What the front end is asked to note in the register."""
    from annotate_kit.workflow.workbook_drafting import BECAUSE  # noqa: PLC0415  # as above
    from annotate_kit.workflow.workbook_targets import Decide  # noqa: PLC0415  # the same

    return tuple(
        DecideValue(entity=one.entity, pointer=one.pointer, value=one.value, because=BECAUSE, by=change.by)
        for one in change.targets
        if isinstance(one, Decide)
    )


def _objection(view: View, change: BookChange) -> str:
    """What would be wrong with the record if the register decided so; empty where nothing is."""
    from annotate_kit.workflow.workbook_drafting import objection  # noqa: PLC0415  # as above
    from annotate_kit.workflow.workbook_targets import Decide  # noqa: PLC0415  # the same

    record = view.annotation.records.get(change.record)
    decided = [one for one in change.targets if isinstance(one, Decide)] if record else []
    return next((why for one in decided if record and (why := objection(view.catalog, record, one))), "")


def _of_file(targets: Iterable[Target]) -> tuple[FileTarget, ...]:
    from annotate_kit.workflow.workbook_targets import Decide  # noqa: PLC0415  # as above

    return tuple(target for target in targets if not isinstance(target, Decide))


def _with_needed(shown: BookList) -> list[int]:
    """The numbers of the change in hand and of those without which it cannot be, in their order.

    They are the new records that it speaks of, and what belongs to these.
    """
    makers: dict[str, int] = {}
    belonging: dict[str, list[int]] = {}
    for n, one in enumerate(shown.changes):
        if one.makes:
            makers[one.makes] = n
        else:
            belonging.setdefault(one.record, []).append(n)
    taken, pending = {shown.cursor}, [shown.cursor]
    while pending:
        one = shown.changes[pending.pop()]
        needed = {makers[id_] for id_ in _spoken_of(one) if id_ in makers}
        needed.update(belonging.get(one.makes, ()) if one.makes else ())
        pending += needed - taken
        taken |= needed
    return sorted(taken)


def _spoken_of(change: BookChange) -> Iterator[str]:
    """All that may be the id of a record that a change needs."""
    from annotate_kit.workflow import workbook_targets as able  # noqa: PLC0415  # as above

    for target in change.targets:
        if isinstance(target, able.AddItem | able.AddNew):
            yield from (value for value in target.values.values() if isinstance(value, str))
        elif isinstance(target, able.SetField | able.Decide) and isinstance(target.value, str):
            yield target.value
    yield change.record


def leave_change(view: View, _key: str, _ids: Ids) -> Step:
    """Leave it as it is here."""
    shown = _shown(view)
    change = shown.changes[shown.cursor]
    said = f"{change.about} stays as it is."
    return _without(view, shown, [shown.cursor], (), said=said)


def unanswer(view: View, key: str, ids: Ids) -> Step:
    """Take back the last answer: what was done is undone, and the change is asked about again."""
    shown = _shown(view)
    if not shown.answers:
        return undo(view, key, ids)
    *before, last = shown.answers
    again = (*shown.changes[: shown.cursor], *last.changes, *shown.changes[shown.cursor :])
    step = _moved(view, BookList(changes=again, cursor=shown.cursor, answers=tuple(before)))
    return attrs.evolve(say(step.view, f"{last.changes[0].about} is asked again."), requests=last.undoing)


def _without(view: View, shown: BookList, answered: Sequence[int], undoing: tuple[Request, ...], *, said: str) -> Step:
    """The list without the changes of these numbers; after the last one it goes."""
    numbers = set(answered)
    left = tuple(one for n, one in enumerate(shown.changes) if n not in numbers)
    if not left:
        return say(closed(view).view, f"{said.rstrip('.')}. All changes of the workbook are decided here.")
    answer = BookAnswer(changes=tuple(shown.changes[n] for n in answered), undoing=undoing)
    cursor = min(shown.cursor, len(left) - 1)
    step = _moved(view, BookList(changes=left, cursor=cursor, answers=(*shown.answers, answer)))
    return say(step.view, said)
