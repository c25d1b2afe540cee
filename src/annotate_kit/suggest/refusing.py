"""What a person refused: as the annotation file remembers it, and how a suggestion is known again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from annotate_kit.core import ABSENT, Absent, Json
from annotate_kit.core.values import is_object, same
from annotate_kit.suggest.values import FieldValue, NameOf, Suggestion
from annotate_kit.text import context

__all__ = ["Refusals", "refusal"]

_CONTEXT = 32
"""Code points kept on each side."""
_TELLING = 12
"""Code points on each side that must still be there when the text was corrected and the words moved."""


def refusal(suggestion: Suggestion, text: str, *, everywhere: bool = False) -> dict[str, Json]:
    """The entry of `rejected` for a suggestion; `everywhere` refuses the same words in all places of the article."""
    value = told_value(suggestion)
    entry: dict[str, Json] = {
        "origin": suggestion.source.origin,
        "quote": text[suggestion.start : suggestion.end],
        "type": suggestion.type,
    }
    if value is not None:
        entry |= {"pointer": value.pointer, "value": _plain(value)}
    if everywhere:
        return {**entry, "everywhere": True}
    prefix, suffix = context(text, suggestion.start, suggestion.end, _CONTEXT)
    return {**entry, "prefix": prefix, "start": suggestion.start, "suffix": suffix}


def told_value(suggestion: Suggestion) -> FieldValue | None:
    """The value that a suggestion is about, where it is not about a mention."""
    return None if suggestion.is_mention or not suggestion.fields else suggestion.fields[0]


def _plain(value: FieldValue) -> Json:
    return value.value.words if isinstance(value.value, NameOf) else value.value


@attrs.frozen(kw_only=True)
class _Key:
    quote: str
    type: str
    pointer: str


@attrs.frozen(eq=False)
class Refusals:
    """The refused suggestions of an annotation, by their words."""

    _by_key: Mapping[_Key, Sequence[Mapping[str, Json]]]

    @classmethod
    def of(cls, rejected: Sequence[Json]) -> Refusals:
        """Those that can be understood; what something else wrote there is passed over."""
        by_key: dict[_Key, list[Mapping[str, Json]]] = {}
        for entry in rejected:
            key = _key_of(entry)
            if key is not None and isinstance(entry, Mapping):
                by_key.setdefault(key, []).append(entry)
        return cls(by_key)

    def holds(self, suggestion: Suggestion, text: str) -> bool:
        """Whether a person refused this: the same words in the same place for the same type, or for the same value.

        Which suggester proposed it, and which record of the type it named, makes no difference.
        """
        value = told_value(suggestion)
        quote = text[suggestion.start : suggestion.end]
        key = _Key(quote=quote, type=suggestion.type, pointer=value.pointer if value else "")
        return any(
            _is_there(entry, suggestion, text) and (value is None or same(entry.get("value", ABSENT), _plain(value)))
            for entry in self._by_key.get(key, ())
        )


def _key_of(entry: Json | Absent) -> _Key | None:
    if not is_object(entry) or not isinstance(entry, Mapping):
        return None
    quote, kind, pointer = entry.get("quote"), entry.get("type"), entry.get("pointer", "")
    if isinstance(quote, str) and isinstance(kind, str) and isinstance(pointer, str):
        return _Key(quote=quote, type=kind, pointer=pointer)
    return None


def _is_there(entry: Mapping[str, Json], suggestion: Suggestion, text: str) -> bool:
    if entry.get("everywhere") is True or entry.get("start") == suggestion.start:
        return True
    prefix, suffix = entry.get("prefix"), entry.get("suffix")
    if not (isinstance(prefix, str) and isinstance(suffix, str)):
        return False
    before, after = context(text, suggestion.start, suggestion.end, _TELLING)
    return before == prefix[-_TELLING:] and after == suffix[:_TELLING]
