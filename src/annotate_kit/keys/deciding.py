"""What two sessions changed differently: both values are shown, and a person takes one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import attrs

from annotate_kit.core import ABSENT, Absent, Ids, Json
from annotate_kit.core.conflicts import Conflict, resolve
from annotate_kit.keys.captions import name_of
from annotate_kit.keys.overlays import ConflictsList
from annotate_kit.keys.showing import as_json, shown_value
from annotate_kit.keys.steps import act, closed, opened, replaced, say
from annotate_kit.keys.view import Step, View
from annotate_kit.schema import field_at, label

__all__ = [
    "ConflictRow",
    "begin_conflicts",
    "conflict_rows",
    "conflicts_down",
    "conflicts_up",
    "take_ours",
    "take_theirs",
]


@attrs.frozen(kw_only=True)
class ConflictRow:
    """One thing that two sessions changed, each in its own way; its words are not yet safe to print."""

    about: str
    was: str
    ours: str
    """What this session, or the one before it, made of it."""
    theirs: str
    """What another session made of it, and what the file holds until somebody decides."""


def conflict_rows(view: View) -> tuple[ConflictRow, ...]:
    """What nobody has decided yet."""
    return tuple(
        ConflictRow(
            about=_about(view, conflict),
            was=_side(view, conflict, conflict.base),
            ours=_side(view, conflict, conflict.ours),
            theirs=_side(view, conflict, conflict.theirs),
        )
        for conflict in view.lens.conflicts
    )


def _about(view: View, conflict: Conflict) -> str:
    span = view.annotation.spans.get(conflict.span or "")
    if span is not None:
        return f'the edges of "{span.quote}"' if conflict.kind == "span" else f'"{span.quote}"'
    record = view.annotation.records.get(conflict.record or "")
    if record is None:
        return conflict.pointer.lstrip("/") or "something that is gone"
    name = name_of(view, record.id)
    record_type = view.catalog.types.get(record.type)
    if conflict.kind == "entity":
        return f"which entity {name} is"
    return f"{label(record_type, conflict.pointer)} of {name}" if conflict.pointer and record_type is not None else name


def _side(view: View, conflict: Conflict, value: Json | Absent) -> str:
    if conflict.kind == "removed":
        return "removed" if value is ABSENT else "kept, changed"
    if value is ABSENT:
        return "nothing"
    if conflict.kind == "span":
        return _words_between(view, value)
    record = view.annotation.records.get(conflict.record or "")
    record_type = view.catalog.types.get(record.type) if record is not None else None
    field = field_at(record_type, conflict.pointer) if record_type is not None and conflict.kind == "value" else None
    return shown_value(view, field, value) if field is not None else as_json(value)


def _words_between(view: View, fragments: Json) -> str:
    """The words of a span's fragments, which were read as pairs of offsets."""
    pairs = cast("Sequence[tuple[int, int]]", fragments)
    return " … ".join(view.text[start:end] for start, end in pairs)


def begin_conflicts(view: View, _key: str, _ids: Ids) -> Step:
    """What another session changed differently: which of the two it shall be."""
    if not view.lens.conflicts:
        return say(view, "No other session changed anything differently.")
    return opened(view, ConflictsList())


def _under(view: View) -> tuple[ConflictsList, Conflict | None]:
    shown = view.overlay
    assert isinstance(shown, ConflictsList)
    found = view.lens.conflicts
    return shown, found[min(shown.cursor, len(found) - 1)] if found else None


def conflicts_down(view: View, _key: str, _ids: Ids) -> Step:
    """The next one."""
    return _move(view, 1)


def conflicts_up(view: View, _key: str, _ids: Ids) -> Step:
    """The one before."""
    return _move(view, -1)


def _move(view: View, by: int) -> Step:
    shown, _ = _under(view)
    last = max(len(view.lens.conflicts) - 1, 0)
    return replaced(view, attrs.evolve(shown, cursor=min(max(shown.cursor + by, 0), last)))


def take_ours(view: View, _key: str, _ids: Ids) -> Step:
    """It shall be what you had."""
    return _decide(view, is_ours=True)


def take_theirs(view: View, _key: str, _ids: Ids) -> Step:
    """It shall be what the file has."""
    return _decide(view, is_ours=False)


def _decide(view: View, *, is_ours: bool) -> Step:
    shown, conflict = _under(view)
    if conflict is None:
        return closed(view)
    about = _about(view, conflict)
    value = _side(view, conflict, conflict.ours if is_ours else conflict.theirs)
    edit = resolve(view.annotation, conflict, take_ours=is_ours, text=view.text)
    step = act(view, edit, f"{about}: {value}; u takes it back")
    left = step.view.lens.conflicts
    if not left:
        kept = attrs.evolve(closed(step.view).view, message=step.view.message)
    else:
        kept = replaced(step.view, attrs.evolve(shown, cursor=min(shown.cursor, len(left) - 1))).view
    return attrs.evolve(step, view=kept)
