"""Conflicts: what two sessions changed differently. Kept as notes in the annotation file until a person decides."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, cast

import attrs

from annotate_kit.core import changes
from annotate_kit.core.annotation import Annotation
from annotate_kit.core.edits import Batch, Edit, SetEntity, SetProperty, apply
from annotate_kit.core.names import make_id
from annotate_kit.core.pointers import find_value
from annotate_kit.core.spans import make_span
from annotate_kit.core.values import ABSENT, Absent, Json, is_array
from annotate_kit.errors import EditMismatchError

__all__ = ["Conflict", "conflicts_of", "resolve", "with_conflicts"]


@attrs.frozen(kw_only=True)
class Conflict:
    """One thing that both sides changed, each in its own way."""

    kind: Literal["value", "removed", "span", "entity", "property"]
    record: str | None = None
    """Id of the record, of a value, entity or removal."""
    span: str | None = None
    """Id of the span, of fragments or a removal."""
    pointer: str = ""
    """Of a value in the record's data; of another property in the file."""
    base: Json | Absent = ABSENT
    """What it was; ABSENT where it was not there."""
    ours: Json | Absent = ABSENT
    theirs: Json | Absent = ABSENT
    """What the file holds until somebody decides, if it is there."""

    @property
    def id(self) -> str:
        """The same for the same conflict, however often it is met."""
        facts = json.dumps([*_facts(self).items()], default=str, sort_keys=True)
        return make_id("conflict", int.from_bytes(hashlib.sha256(facts.encode()).digest()[:7]) >> 6)

    @property
    def message(self) -> str:
        """What it is about, in one sentence without a full stop."""
        what = f"{self.pointer} of {self.record}" if self.record and self.pointer else self.record or self.span
        if self.kind == "removed":
            return f"one session removed {what} and another changed it; it was kept"
        return f"two sessions changed {what or self.pointer.lstrip('/')}: {_words(self.ours)} and {_words(self.theirs)}"


def with_conflicts(annotation: Annotation, conflicts: Iterable[Conflict], *, by: str) -> Annotation:
    """The annotation with a note for each conflict that it has none for yet."""
    notes = [*annotation.notes]
    noted = {note.get("id") for note in notes if isinstance(note, Mapping)}
    for conflict in conflicts:
        if conflict.id not in noted:
            noted.add(conflict.id)
            notes.append({"id": conflict.id, "by": by, "text": conflict.message, "conflict": _facts(conflict)})
    return annotation if len(notes) == len(annotation.notes) else attrs.evolve(annotation, notes=tuple(notes))


def conflicts_of(annotation: Annotation) -> tuple[Conflict, ...]:
    """The conflicts that nobody has decided yet."""
    return tuple(found for note in annotation.notes if (found := _read(note)) is not None)


def resolve(annotation: Annotation, conflict: Conflict, *, take_ours: bool, text: str) -> Edit:
    """The edit that takes one side and drops the note; `text` is the article's, for a span's words."""
    notes = [note for note in annotation.notes if _read(note) != conflict]
    dropped = SetProperty(name="notes", before=[*annotation.notes], after=notes)
    chosen = conflict.ours if take_ours else conflict.theirs
    without = apply(dropped, annotation)
    try:
        edits = _choosing(without, conflict, chosen, text)
        apply(Batch(label="", edits=edits), without)
    except (KeyError, ValueError, EditMismatchError):
        # The place, or the words, are not there any more.
        edits = ()
    return Batch(label=f"decide {conflict.pointer or conflict.kind}", edits=(dropped, *edits))


def _choosing(annotation: Annotation, conflict: Conflict, chosen: Any, text: str) -> tuple[Edit, ...]:
    made: tuple[Edit, ...] = ()
    match conflict.kind:
        case "removed" if chosen is ABSENT:
            if conflict.record in annotation.records:
                made = (changes.remove_record(annotation, cast("str", conflict.record)),)
            elif conflict.span in annotation.spans:
                made = (changes.remove_span(annotation, cast("str", conflict.span)),)
        case "span" if conflict.span in annotation.spans and chosen is not ABSENT:
            span = annotation.spans[cast("str", conflict.span)]
            changed = make_span(id=span.id, text=text, fragments=[(start, end) for start, end in chosen])
            made = (changes.change_span(annotation, attrs.evolve(changed, extra=span.extra)),)
        case "entity" if conflict.record in annotation.records and chosen is not ABSENT:
            record = annotation.records[cast("str", conflict.record)]
            made = (SetEntity(record=record.id, before=record.entity, after=chosen),)
        case "value" if conflict.record in annotation.records:
            made = _choosing_value(annotation, conflict, chosen)
        case "property" if conflict.pointer == "/status" and isinstance(chosen, str):
            made = (changes.set_status(annotation, chosen),)
        case _:
            # What it was about has gone meanwhile, or is not for sessions to change.
            pass
    return made


def _choosing_value(annotation: Annotation, conflict: Conflict, chosen: Any) -> tuple[Edit, ...]:
    record = annotation.records[cast("str", conflict.record)]
    if chosen is ABSENT:
        return (changes.remove_value(annotation, record.id, conflict.pointer),)
    if find_value(record.data, conflict.pointer) == chosen:
        return ()
    claims = record.evidence.get(conflict.pointer, ())
    own = tuple(attrs.evolve(claim, value=ABSENT) for claim in claims if claim.value == chosen)
    return (changes.set_value(annotation, record.id, conflict.pointer, chosen, {conflict.pointer: own}),)


def _facts(conflict: Conflict) -> dict[str, Json]:
    """The conflict as its note has it. Null is a value, so only what is absent is left out."""
    where = {"record": conflict.record, "span": conflict.span, "pointer": conflict.pointer}
    sides = {"base": conflict.base, "ours": conflict.ours, "theirs": conflict.theirs}
    return {
        "kind": conflict.kind,
        **{name: value for name, value in where.items() if value},
        **{name: value for name, value in sides.items() if value is not ABSENT},
    }


def _read(note: Json) -> Conflict | None:
    """The conflict in a note, which comes out of a file and may be anything."""
    facts = note.get("conflict") if isinstance(note, Mapping) else None
    if not isinstance(facts, Mapping) or not all(isinstance(facts.get(name, ""), str) for name in _WHERE):
        return None
    kind, sides = facts.get("kind"), [facts.get(name, ABSENT) for name in _SIDES]
    is_side = _IS_SIDE.get(kind) if isinstance(kind, str) else None
    if is_side is None or not all(side is ABSENT or is_side(side) for side in sides):
        return None
    named = cast("dict[str, Any]", {name: facts[name] for name in ("kind", *_WHERE, *_SIDES) if name in facts})
    return Conflict(**named)


def _is_fragments(side: object) -> bool:
    return is_array(side) and all(
        is_array(pair) and len(pair) == 2 and all(type(edge) is int for edge in pair)  # noqa: PLR2004  # start and end
        for pair in cast("Sequence[Sequence[object]]", side)
    )


_WHERE = ("record", "span", "pointer")
_SIDES = ("base", "ours", "theirs")
_IS_SIDE: Mapping[str, Callable[[object], bool]] = {
    "value": lambda _side: True,
    "property": lambda _side: True,
    "removed": lambda _side: True,
    "entity": lambda side: side is None or isinstance(side, str),
    "span": _is_fragments,
}


def _words(value: Json | Absent, limit: int = 40) -> str:
    if value is ABSENT:
        return "nothing"
    words = json.dumps(value, default=str, ensure_ascii=False)
    return words if len(words) <= limit else words[:limit] + "…"
