"""Annotation files in which git has left an unfinished merge: both sides, put together as one shown conflict."""

from __future__ import annotations

import re

import attrs

from annotate_kit.codec import decode_annotation, parse_json
from annotate_kit.core import LIMITS, Annotation, Limits
from annotate_kit.core.conflicts import with_conflicts
from annotate_kit.core.merging import Merged, merge
from annotate_kit.core.records import same_record

__all__ = ["Sides", "as_one", "common_ground", "has_markers", "sides_of", "unfinished"]

# No line of the JSON that the kit writes can begin so: a text has its line feeds escaped.
_MARKER = re.compile(rb"^(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?$")
_START = re.compile(rb"^<{7}(?: |\r?$)", re.MULTILINE)


@attrs.frozen(kw_only=True)
class Sides:
    """The files that a merge was to put together, as bytes."""

    ours: bytes
    theirs: bytes
    base: bytes | None = None
    """What both grew out of; None where git was not told to write it (`merge.conflictStyle`)."""


def has_markers(raw: bytes) -> bool:
    """Whether a line begins as git begins a conflict."""
    return _START.search(raw) is not None


def sides_of(raw: bytes) -> Sides | None:
    """The sides between the markers of https://git-scm.com/docs/git-merge#_how_conflicts_are_presented.

    None where the markers do not stand in that order, or are not all there.
    """
    texts: dict[bytes, list[bytes]] = {b"<": [], b"|": [], b"=": []}
    now, has_base = b"", False
    for line in raw.splitlines(keepends=True):
        marker = _MARKER.match(line.rstrip(b"\n"))
        if marker is None:
            for name, lines in texts.items():
                if now in (b"", name):
                    lines.append(line)
            continue
        name = marker[1][:1]
        if now not in _BEFORE[name]:
            return None
        has_base = has_base or name == b"|"
        now = b"" if name == b">" else name
    if now:
        return None
    ours, base, theirs = (b"".join(lines) for lines in texts.values())
    return Sides(ours=ours, theirs=theirs, base=base if has_base else None)


def unfinished(raw: bytes, *, id_: str, annotator: str, limits: Limits = LIMITS) -> Annotation | None:
    """What both sides of an unfinished merge say together, each difference a conflict that is still to be decided.

    None where one side cannot be read, or the two are about different versions of the text.
    """
    sides = sides_of(raw)
    if sides is None:
        return None
    ours, theirs = (_read(side, id_, annotator, limits) for side in (sides.ours, sides.theirs))
    if ours is None or theirs is None or ours.text_sha256 != theirs.text_sha256:
        return None
    base = None if sides.base is None else _read(sides.base, id_, annotator, limits)
    return as_one(base, ours, theirs)


def as_one(base: Annotation | None, ours: Annotation, theirs: Annotation) -> Annotation:
    """Both sides merged by id, with a note for each conflict; without a base, what both have alike stands for it."""
    merged: Merged = merge(base or common_ground(ours, theirs), ours, theirs)
    return with_conflicts(merged.annotation, merged.conflicts, by=ours.annotator)


def common_ground(ours: Annotation, theirs: Annotation) -> Annotation:
    """What both sides have alike. What only one has was added by it: nothing that anybody wrote is taken away."""
    spans = {id_: span for id_, span in ours.spans.items() if span == theirs.spans.get(id_)}
    records = {id_: record for id_, record in ours.records.items() if same_record(record, theirs.records.get(id_))}
    blank = Annotation(article=ours.article, annotator=ours.annotator, text_sha256=ours.text_sha256)
    return attrs.evolve(blank, spans=spans, records=records)


def _read(raw: bytes, id_: str, annotator: str, limits: Limits) -> Annotation | None:
    parsed = parse_json(raw, file="", limits=limits)
    decoded = decode_annotation(parsed.value, file="")
    if parsed.problems or decoded.problems or decoded.annotation is None:
        return None
    return attrs.evolve(decoded.annotation, article=id_, annotator=annotator)


_BEFORE = {b"<": (b"",), b"|": (b"<",), b"=": (b"<", b"|"), b">": (b"=",)}
"""Marker → in which part it may come."""
