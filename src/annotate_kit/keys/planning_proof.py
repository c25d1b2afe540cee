"""Whether two annotations say the same, whatever their ids: what a plan's keys are held to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from annotate_kit.core import Annotation, Fragment, Json, Record
from annotate_kit.core.values import is_array
from annotate_kit.keys.planning_acts import said_by
from annotate_kit.keys.showing import as_json

__all__ = ["differences"]


def differences(made: Annotation, goal: Annotation) -> tuple[str, ...]:
    """What only one of two annotations says, a line each, `-` before what only the goal says; none where they agree.

    Ids and the order of claims do not count, nor does whether several spans share one claim.
    """
    ours, theirs = Counter(_statements(made)), Counter(_statements(goal))
    lines = [f"- {line}" for line in (theirs - ours).elements()] + [f"+ {line}" for line in (ours - theirs).elements()]
    return tuple(sorted(lines, key=lambda line: (line[2:], line[0])))


def _statements(annotation: Annotation) -> list[str]:
    names = {record.id: _name(record, annotation) for record in annotation.records.values()}
    found = [f"span {_words(span.fragments, span.quotes)}" for span in annotation.spans.values()]
    for record in annotation.records.values():
        found.append(names[record.id])
        found.append(f"{names[record.id]}: {as_json(_named(record.data, names))}")
        for pointer, claims in said_by(record, annotation).items():
            for kind, by, fragments in claims:
                who = f" by {by}" if by else ""
                found.append(f"{names[record.id]}: {pointer} {kind}{who} at {_words(fragments, ())}")
    return found


def _name(record: Record, annotation: Annotation) -> str:
    mentions = (annotation.spans[key] for key in record.mentions)
    return f"{record.type} named at {', '.join(_words(span.fragments, span.quotes) for span in mentions)}"


def _words(fragments: Sequence[Fragment], quotes: Sequence[str]) -> str:
    places = "+".join(f"{fragment.start}-{fragment.end}" for fragment in fragments)
    return f'{places} "{" … ".join(quotes)}"' if quotes else places


def _named(value: Json, names: Mapping[str, str]) -> Json:
    """The value with keys in order, and ids of records as what they name."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, Mapping):
        return {key: _named(value[key], names) for key in sorted(value)}
    if is_array(value):
        assert isinstance(value, Sequence)
        return [_named(inner, names) for inner in value]
    return value
