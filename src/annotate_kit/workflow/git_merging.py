"""What git asks of a merge driver: one annotation file out of two that grew out of one, put together by id."""

from __future__ import annotations

import attrs

from annotate_kit.codec import decode_annotation, encode_annotation, parse_json
from annotate_kit.core import Annotation
from annotate_kit.core.conflicts import with_conflicts
from annotate_kit.core.merging import merge
from annotate_kit.store import common_ground

__all__ = ["MergedFile", "merge_versions"]


@attrs.frozen(kw_only=True)
class MergedFile:
    """What stands in the file after the merge."""

    raw: bytes
    undecided: tuple[str, ...] = ()
    """What a person still has to decide, one sentence without a full stop each; git shows the file as not merged."""


def merge_versions(base: bytes, ours: bytes, theirs: bytes) -> MergedFile:
    """Merge an annotation file three ways by id.

    Where both sides changed the same, theirs stands and a note in the file holds ours, until a person decides in the
    app. Where a side cannot be read, or they are about different versions of the text, both stand whole between git's
    markers.

    Args:
        base: what both grew out of; empty where both sides added the file.
        ours: the version of the branch that is merged into.
        theirs: the version of the branch that is merged.
    """
    sides = [_read(raw) for raw in (ours, theirs)]
    mine, other = sides
    if mine is None or other is None:
        whose = "ours" if mine is None else "theirs"
        return MergedFile(raw=_between_markers(ours, theirs), undecided=(f"{whose} cannot be read as it is",))
    if mine.text_sha256 != other.text_sha256:
        reason = "the two are about different versions of the article's text"
        return MergedFile(raw=_between_markers(ours, theirs), undecided=(reason,))
    merged = merge(_read(base) or common_ground(mine, other), mine, other)
    result = with_conflicts(merged.annotation, merged.conflicts, by=mine.annotator)
    return MergedFile(raw=encode_annotation(result), undecided=tuple(conflict.message for conflict in merged.conflicts))


def _read(raw: bytes) -> Annotation | None:
    parsed = parse_json(raw, file="")
    decoded = decode_annotation(parsed.value, file="")
    return None if parsed.problems or decoded.problems else decoded.annotation


def _between_markers(ours: bytes, theirs: bytes) -> bytes:
    """Both sides as git itself would leave them, so that nothing of either is gone."""
    parts = (b"<<<<<<< ours\n", _lines(ours), b"=======\n", _lines(theirs), b">>>>>>> theirs\n")
    return b"".join(parts)


def _lines(raw: bytes) -> bytes:
    return raw if raw.endswith(b"\n") or not raw else raw + b"\n"
