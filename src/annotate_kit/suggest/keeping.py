"""Suggestions ⇄ JSON: what was proposed without the app, in a file that the app offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from annotate_kit.core import FORMAT, Json
from annotate_kit.suggest.running import why_nonsense
from annotate_kit.suggest.values import (
    Elsewhere,
    FieldValue,
    Here,
    NameOf,
    New,
    Question,
    Source,
    Suggestion,
    Target,
)

__all__ = ["suggestions_from_json", "suggestions_to_json"]

_UNUSABLE = (LookupError, TypeError, ValueError, AttributeError)


def suggestions_to_json(suggestions: Sequence[Suggestion], question: Question) -> dict[str, Json]:
    """A file's content: the suggestions for one article, and which text they are for."""
    return {
        "article": question.article.id,
        "format": FORMAT,
        "suggestions": [_plain(suggestion, question.text) for suggestion in suggestions],
        "text_sha256": question.article.text_sha256,
    }


def _plain(suggestion: Suggestion, text: str) -> Json:
    target: dict[str, Json]
    if isinstance(suggestion.target, Here):
        target = {"record": suggestion.target.record}
    elif isinstance(suggestion.target, Elsewhere):
        target = {"entity": suggestion.target.entity}
    else:
        target = {"name": suggestion.target.name}
    return {
        "doubtful": suggestion.is_doubtful,
        "end": suggestion.end,
        "fields": [_plain_value(value) for value in suggestion.fields],
        "mention": suggestion.is_mention,
        "quote": text[suggestion.start : suggestion.end],
        "reason": suggestion.reason,
        "score": Decimal(f"{suggestion.score:.4f}").normalize(),
        "source": {"name": suggestion.source.name, "version": suggestion.source.version},
        "start": suggestion.start,
        "target": target,
        "type": suggestion.type,
    }


def _plain_value(value: FieldValue) -> Json:
    said: dict[str, Json]
    said = {"name": value.value.words} if isinstance(value.value, NameOf) else {"value": value.value}
    return {**said, "end": value.end, "note": value.note, "pointer": value.pointer, "start": value.start}


def suggestions_from_json(value: Any, question: Question) -> tuple[tuple[Suggestion, ...], int]:
    """The suggestions that a file holds for the article as it is, and how many of it cannot be used.

    A suggestion whose words do not stand where it says is of no use: the text is another one now.
    """
    listed = value.get("suggestions") if isinstance(value, Mapping) and value.get("format") == FORMAT else None
    items = listed if isinstance(listed, Sequence) and not isinstance(listed, str) else ()
    made = [_suggestion(item, question) for item in items]
    kept = tuple(suggestion for suggestion in made if suggestion is not None)
    return kept, len(made) - len(kept) + (listed is None)


def _suggestion(item: Any, question: Question) -> Suggestion | None:
    try:
        suggestion = Suggestion(
            start=item["start"],
            end=item["end"],
            type=item["type"],
            target=_target(item["target"]),
            score=float(item["score"]),
            reason=item["reason"],
            source=Source(name=str(item["source"]["name"]), version=str(item["source"]["version"])),
            is_mention=item["mention"] is True,
            fields=tuple(_value(said) for said in item["fields"]),
            is_doubtful=item["doubtful"] is True,
        )
        is_there = question.text[suggestion.start : suggestion.end] == item["quote"]
        return suggestion if is_there and not why_nonsense(suggestion, question) else None
    except _UNUSABLE:
        return None


def _target(said: Any) -> Target:
    if "record" in said:
        return Here(record=said["record"])
    return Elsewhere(entity=said["entity"]) if "entity" in said else New(name=said["name"])


def _value(said: Any) -> FieldValue:
    value = NameOf(words=said["name"]) if "name" in said else said["value"]
    return FieldValue(pointer=said["pointer"], value=value, start=said["start"], end=said["end"], note=said["note"])
