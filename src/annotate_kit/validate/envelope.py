"""The envelope: the part of an annotation file that is the same whatever the record types are."""

from __future__ import annotations

import functools
from itertools import islice

import attrs

from annotate_kit.codec import ENVELOPE_SCHEMA, decode_annotation
from annotate_kit.core.annotation import FORMAT, Annotation
from annotate_kit.core.limits import LIMITS, Limits
from annotate_kit.core.pointers import find_value, split
from annotate_kit.core.problems import Problem
from annotate_kit.core.values import Json, is_object
from annotate_kit.schema import RecordType, load_catalog
from annotate_kit.validate import wording
from annotate_kit.validate.engines import find_engine
from annotate_kit.validate.findings import Engine

__all__ = ["check_envelope", "has_sound_frame", "read_envelope"]

_NAME = "annotation-file"
_KEPT = frozenset({"AK005", "AK202", "AK203", "AK301"})
"""What the reader finds and no schema can say."""


@functools.cache
def _engine() -> Engine:
    uri = str(ENVELOPE_SCHEMA["$id"])
    engine = find_engine(uri, {uri: ENVELOPE_SCHEMA})
    assert engine is not None
    return engine


@functools.cache
def _type() -> RecordType:
    """The frame as a record type, for the words of messages."""
    return load_catalog({f"{_NAME}.schema.json": ENVELOPE_SCHEMA}).types[_NAME]


def has_sound_frame(value: Json) -> bool:
    """Whether the schema of annotation files has nothing against one, whatever its records hold."""
    return _engine().is_valid(value)


def check_envelope(value: Json, file: str) -> tuple[Problem, ...]:
    """What is wrong with the frame of an annotation file, whatever its records hold."""
    return read_envelope(value, file)[1]


def read_envelope(value: Json, file: str, limits: Limits = LIMITS) -> tuple[Annotation | None, tuple[Problem, ...]]:
    """The annotation, as far as the file could be understood, and what is wrong with its frame."""
    decoded = decode_annotation(value, file=file)
    read = [_with_found(problem, value) for problem in decoded.problems if problem.code in _KEPT]
    if any(problem.code == "AK005" for problem in read):
        return None, tuple(read)  # of another version nothing can be said
    explained: tuple[Problem, ...] = ()
    if not has_sound_frame(value):
        from annotate_kit.validate.explaining import explain  # noqa: PLC0415 - only where something is wrong

        explained = explain(_type(), value, islice(_engine().findings(value), limits.problems_per_file))
    problems = [attrs.evolve(_in_file(problem, value), file=file, data_pointer=None) for problem in explained]
    if not is_object(value):
        problems = [attrs.evolve(problem, hint="Restore the file, or delete it.") for problem in problems]
    places = {problem.pointer for problem in problems}
    problems += [problem for problem in read if problem.pointer not in places]
    return decoded.annotation, tuple(problems)


def _in_file(problem: Problem, value: Json) -> Problem:
    """A problem of the frame, with the record or span that it is in."""
    tokens = split(problem.pointer)
    item = find_value(value, "/" + "/".join(tokens[:2])) if len(tokens) > 1 and tokens[0] in _LISTS else None
    id_ = item.get("id") if is_object(item) else None  # type: ignore[union-attr]  # is_object says so
    if not isinstance(id_, str):
        return problem
    if tokens[0] == "spans":
        return attrs.evolve(problem, span=id_)
    type_ = item.get("type") if is_object(item) else None  # type: ignore[union-attr]  # as above
    return attrs.evolve(problem, record=id_, caption=wording.caption_of(str(type_ or "record"), id_))


_LISTS = frozenset({"spans", "records"})


def _with_found(problem: Problem, value: Json) -> Problem:
    """A problem of the reader's with what stands there."""
    found = find_value(value, problem.pointer)
    shown = wording.as_json(found) if isinstance(found, str) else ""
    if problem.code == "AK005" and shown:
        message = f"the format {shown} is unknown to this version"
        return attrs.evolve(problem, message=message, found=shown, suggestion=FORMAT)
    if problem.code == "AK301" and shown:
        return _in_file(attrs.evolve(problem, message=f"the id {shown} is there already", found=shown), value)
    return _in_file(problem, value)
