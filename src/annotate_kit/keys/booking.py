"""The changes of a workbook that came back, walked one by one beside the text: yes makes one, no leaves it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import attrs

from annotate_kit.core import Ids
from annotate_kit.core.pointers import is_under
from annotate_kit.keys.moving import select
from annotate_kit.keys.overlays import BookChange, BookList
from annotate_kit.keys.panes import jump_to_record
from annotate_kit.keys.steps import act, closed, look, opened, replaced, say
from annotate_kit.keys.view import Step, View

if TYPE_CHECKING:
    from annotate_kit.workflow.workbook_changes import Change
    from annotate_kit.workflow.workbook_targets import FileTarget

__all__ = ["book_changes", "book_down", "book_up", "leave_change", "left_to_apply", "take_change", "with_book"]


def book_changes(changes: Iterable[Change], annotator: str, *, by: str) -> dict[str, tuple[BookChange, ...]]:
    """What can be done of a workbook's changes in the files of one annotator, by article; `by` made them.

    A change of several files is one in each; what the register would decide is none of these files'.
    """
    # Walking a workbook is rare: nobody else waits for what it needs.
    from annotate_kit.workflow import workbook_targets as able  # noqa: PLC0415  # see above

    found: dict[str, list[BookChange]] = {}
    for change in changes:
        own: dict[str, list[FileTarget]] = {}
        for target in change.targets:
            if not isinstance(target, able.Decide) and able.file_of(target)[1] == annotator:
                own.setdefault(able.file_of(target)[0], []).append(target)
        for article, targets in own.items():
            about = f"{change.field or change.outcome.value} of {change.record} ({change.sheet}!{change.cell})"
            found.setdefault(article, []).append(
                BookChange(
                    about=about.replace("!)", ")"),
                    record=able.record_of(targets[0]),
                    pointer=targets[0].pointer if isinstance(targets[0], able.SetField | able.RemoveItemAt) else "",
                    was=change.ours,
                    theirs=change.theirs,
                    note=change.why,
                    by=by,
                    targets=tuple(targets),
                )
            )
    return {article: tuple(listed) for article, listed in found.items()}


def left_to_apply(changes: Iterable[Change], annotator: str) -> int:
    """How many of a workbook's changes are not, or not as a whole, in the files of one annotator."""
    from annotate_kit.workflow import workbook_targets as able  # noqa: PLC0415  # as above

    return sum(
        any(isinstance(target, able.Decide) or able.file_of(target)[1] != annotator for target in change.targets)
        for change in changes
    )


def with_book(view: View, changes: Sequence[BookChange]) -> View:
    """What somebody changed in a workbook, to be decided; the words of the first are selected."""
    if not changes:
        return view
    step = _at(view, BookList(changes=tuple(changes)))
    return opened(step.view, BookList(changes=tuple(changes))).view


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
    """Make the change, as one edit; what would be invalid is not made, and that is said."""
    from annotate_kit.workflow.validation import check_annotation  # noqa: PLC0415  # as above
    from annotate_kit.workflow.workbook_drafting import draft_file  # noqa: PLC0415  # the same

    shown = _shown(view)
    change = shown.changes[shown.cursor]
    drafted = draft_file(
        view.catalog,
        view.annotation,
        {0: change.targets},
        by=change.by,
        check=lambda annotation: check_annotation(view.catalog, None, None, annotation),
        label=f"workbook: {change.about}",
    )
    if drafted.edit is None:
        return say(view, drafted.refused.get(0, "There is nothing to change."))
    step = act(view, drafted.edit, f"{change.about}: {change.theirs or 'nothing'}; u takes it back")
    after = _without(step.view, shown, said=step.view.message)
    return attrs.evolve(step, view=after.view)


def leave_change(view: View, _key: str, _ids: Ids) -> Step:
    """Leave it as it is here."""
    shown = _shown(view)
    return _without(view, shown, said=f"{shown.changes[shown.cursor].about} stays as it is.")


def _without(view: View, shown: BookList, *, said: str) -> Step:
    """The list without the change that was decided; after the last one it goes."""
    left = (*shown.changes[: shown.cursor], *shown.changes[shown.cursor + 1 :])
    if not left:
        return say(closed(view).view, f"{said} All changes of the workbook are decided here.")
    step = _moved(view, BookList(changes=left, cursor=min(shown.cursor, len(left) - 1)))
    return say(step.view, said)
