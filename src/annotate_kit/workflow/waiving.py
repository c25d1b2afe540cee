"""Problems that people live with: waived one by one in the file itself, or all of a day in a baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

import attrs

from annotate_kit.codec import encode, parse_json
from annotate_kit.core import FORMAT, Annotation, Batch, Edit, Json, Problem, SetProperty
from annotate_kit.errors import InputError, UsageError

__all__ = ["Baseline", "Compared", "compare", "encode_baseline", "read_baseline", "waive"]

_Key = tuple[str, str, str, str]
"""File, code, id of the record or span, pointer."""
_NAMES = ("file", "code", "about", "pointer")


def waive(annotation: Annotation, problem: Problem, *, reason: str, by: str) -> Edit:
    """One edit after which a problem is accepted, and reviewed with the data.

    Raises:
        UsageError: where no reason is given.
    """
    if not reason.strip():
        raise UsageError("a waiver needs a reason", "Say why the problem is none.")
    waiver: dict[str, Json] = {"by": by, "code": problem.code, "reason": reason.strip()}
    if problem.record is not None:
        waiver["record"] = problem.record
        if problem.data_pointer is not None:
            waiver["pointer"] = problem.data_pointer
    elif problem.span is not None:
        waiver["span"] = problem.span
    else:
        waiver["pointer"] = problem.pointer
    before = list(annotation.waivers)
    change = SetProperty(name="waivers", before=before, after=[*before, waiver])
    return Batch(label=f"waive {problem.code}", edits=(change,))


@attrs.frozen(kw_only=True)
class Baseline:
    """The problems that there were on some day, so that only new ones count."""

    counts: Mapping[_Key, int] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Compared:
    """Problems beside a baseline."""

    new: tuple[Problem, ...]
    """Those that the baseline does not have."""
    known: int
    """How many it has."""
    gone: int
    """How many it has that are none any more."""


def _key(problem: Problem) -> _Key:
    """What stays the same while lines and neighbours come and go."""
    if problem.record is not None:
        return (problem.file, problem.code, problem.record, problem.data_pointer or "")
    if problem.span is not None:
        return (problem.file, problem.code, problem.span, "")
    return (problem.file, problem.code, "", problem.pointer)


def compare(baseline: Baseline, problems: Iterable[Problem], files: Iterable[str]) -> Compared:
    """The problems that are new; those that are gone are counted in the files that were checked."""
    left = Counter(dict(baseline.counts))
    new: list[Problem] = []
    known = 0
    for problem in problems:
        key = _key(problem)
        if left[key] > 0:
            left[key] -= 1
            known += 1
        else:
            new.append(problem)
    checked = frozenset(files)
    gone = sum(count for key, count in left.items() if key[0] in checked)
    return Compared(new=tuple(new), known=known, gone=gone)


def encode_baseline(problems: Iterable[Problem]) -> bytes:
    """A file of these problems; the same problems give the same bytes."""
    counts = Counter(map(_key, problems))
    listed: list[Json] = [
        {**{name: part for name, part in zip(_NAMES, key, strict=True) if part}, **({"count": n} if n > 1 else {})}
        for key, n in sorted(counts.items())
    ]
    return encode({"format": FORMAT, "problems": listed})


def read_baseline(raw: bytes, *, file: str) -> Baseline:
    """The baseline in a file.

    Raises:
        InputError: where it is none.
    """
    parsed = parse_json(raw, file=file)
    if parsed.problems:
        problem = parsed.problems[0]
        place = problem.place
        line, column = (place.line, place.column) if place else (None, None)
        raise InputError(file, problem.message, problem.hint, line=line, column=column)
    value = parsed.value
    listed = value.get("problems") if isinstance(value, Mapping) and value.get("format") == FORMAT else None
    if not isinstance(listed, list) or not all(map(_is_entry, listed)):
        raise InputError(file, "this is no baseline", "Write it with --write-baseline.")
    counts: Counter[_Key] = Counter()
    for entry in cast("Sequence[Mapping[str, str]]", listed):
        file_, code, about, pointer = (entry.get(name, "") for name in _NAMES)
        counts[(file_, code, about, pointer)] += int(entry.get("count", 1))
    return Baseline(counts=counts)


def _is_entry(entry: object) -> bool:
    if not isinstance(entry, Mapping):
        return False
    count = entry.get("count", 1)
    is_counted = isinstance(count, int) and not isinstance(count, bool) and count > 0
    return is_counted and all(isinstance(entry.get(name, ""), str) for name in _NAMES)
