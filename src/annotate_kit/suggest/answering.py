"""What a language model answered, taken apart and checked: only values whose words stand in the article are proposed.

An answer is text from outside: it may be cut, huge, of any types, or say anything. Nothing here raises for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from annotate_kit.codec import parse_json
from annotate_kit.core import Json, same
from annotate_kit.core.limits import FIXED
from annotate_kit.core.pointers import child
from annotate_kit.core.values import is_array
from annotate_kit.reading import Understood, read_value
from annotate_kit.schema import Field, RecordType
from annotate_kit.suggest.checking import meets, refused_places
from annotate_kit.suggest.knowing import names_of
from annotate_kit.suggest.numbering import dense
from annotate_kit.suggest.projecting import is_leaf, members_of
from annotate_kit.suggest.values import FieldValue, Here, NameOf, New, Question, Source, Suggestion, Target
from annotate_kit.text import name_key

__all__ = ["Answer", "read_answer"]

_MOST_PLACES: Final = 200
"""Of one quotation; what stands in more places is ambiguous whatever stands before it."""
_SAYS_SO, _SAID, _NAMED, _DOUBTFUL = 0.75, 0.6, 0.75, 0.4
"""How likely a value is that its words give when read here, one that they do not, a name, and what was not found
just where the model said."""
_FENCE: Final = "```"
_SHORTEST_SECRET: Final = 8
"""Code points of a key that is looked for; servers of one's own are given one such as "none"."""
_BLOT: Final = "[the key]"


@attrs.frozen(kw_only=True)
class Answer:
    """What an answer proposes, and what of it was thrown away."""

    suggestions: tuple[Suggestion, ...] = ()
    discarded: Mapping[str, int] = attrs.field(factory=dict)
    """Why → how many values: "not in the article", "in several places", "not valid", "one too many"."""
    doubtful: int = 0
    """Values whose words stand in the article, but not behind the words that were given."""
    trouble: str = ""
    """Why there is nothing at all, without a full stop; empty where there is."""
    tokens_in: int = 0
    tokens_out: int = 0


def read_answer(raw: bytes, question: Question, types: Sequence[str], source: Source, *, secret: str = "") -> Answer:
    """The suggestions of the body that an endpoint sent back; a secret that it repeats is nowhere in them."""
    body = _without(parse_json(raw, file="answer", depth=FIXED.answer_depth).value, secret)
    usage = _get(body, "usage")
    answer = Answer(tokens_in=_count(_get(usage, "prompt_tokens")), tokens_out=_count(_get(usage, "completion_tokens")))
    content = _content(body)
    if isinstance(content, _Trouble):
        return attrs.evolve(answer, trouble=content.what)
    parsed = parse_json(content.encode("utf-8", "replace"), file="answer", depth=FIXED.answer_depth)
    # Once more: in the text within the text it may have been spelt with escapes.
    records = _get(_without(parsed.value, secret), "records")
    if parsed.problems or not is_array(records):
        return attrs.evolve(answer, trouble="its answer is not in the format that was asked for")
    reader = _Reader(question=question, source=source)
    found = [s for record in records for s in reader.record(record, types)]
    return attrs.evolve(
        answer,
        suggestions=tuple(sorted(found, key=lambda s: s.sort_key)),
        discarded=dict(sorted(reader.discarded.items())),
        doubtful=reader.doubtful,
    )


@attrs.frozen
class _Trouble:
    what: str


def _content(body: Any) -> str | _Trouble:
    error = _get(body, "error")
    if error is not None:
        said = _get(error, "message")
        return _Trouble(f"the endpoint refused: {said[:200]}" if isinstance(said, str) else "the endpoint refused")
    choices = _get(body, "choices")
    first = choices[0] if is_array(choices) and choices else None
    message = _get(first, "message")
    content = _get(message, "content")
    if _get(first, "finish_reason") == "length":
        return _Trouble("its answer was cut short")
    if not isinstance(content, str):
        return _Trouble("it refused" if isinstance(_get(message, "refusal"), str) else "its answer has no text")
    plain = content.strip()
    if plain.startswith(_FENCE) and plain.endswith(_FENCE):
        plain = plain.strip("`").strip().removeprefix("json")
    return plain


def _without(value: Any, secret: str) -> Any:
    """The same with the secret blotted out of every text; what is short is no secret, and would blot out words."""
    if len(secret) < _SHORTEST_SECRET:
        return value
    if isinstance(value, str):
        return value.replace(secret, _BLOT)
    if isinstance(value, Mapping):
        return {name.replace(secret, _BLOT): _without(inner, secret) for name, inner in value.items()}
    return [_without(inner, secret) for inner in value] if is_array(value) else value


def _get(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, Mapping) else None


def _count(value: Any) -> int:
    return value if type(value) is int and value >= 0 else 0


@attrs.frozen(kw_only=True)
class _Place:
    start: int
    end: int
    is_doubtful: bool = False


@attrs.frozen(kw_only=True)
class _Value:
    value: FieldValue
    score: float
    is_doubtful: bool


@attrs.define(kw_only=True, eq=False)
class _Reader:
    """Takes records apart and counts what it throws away. Mutable: it lives within one answer."""

    question: Question
    source: Source
    discarded: Counter[str] = attrs.field(factory=Counter)
    doubtful: int = 0
    looked_for: int = 0
    _here: dict[tuple[str, str], list[str]] | None = None

    def record(self, record: Any, types: Sequence[str]) -> Iterator[Suggestion]:
        """The suggestions of one record: a mention with its values, or values alone."""
        type_name = _get(record, "type")
        if not isinstance(type_name, str) or type_name not in types:
            self.discarded["not valid"] += 1
            return
        record_type = self.question.catalog.types[type_name]
        name = self._place(_get(record, "name")) if _get(record, "name") is not None else None
        values = self._valid(record_type, list(self._object(record_type.root, _get(record, "data"), "")))
        target = self._target(type_name, record)
        if isinstance(target, Here):
            # Each value of a record that is there is a question of its own.
            yield from (self._alone(type_name, target, value) for value in values)
            values = []
        elif name is None and values:
            first = self._alone(type_name, target, values[0])
            yield attrs.evolve(first, fields=tuple(value.value for value in values))
        if name is not None:
            yield Suggestion(
                start=name.start,
                end=name.end,
                type=type_name,
                target=target,
                score=_DOUBTFUL if name.is_doubtful else _NAMED,
                reason="read by the model",
                source=self.source,
                fields=tuple(value.value for value in values),
                is_doubtful=name.is_doubtful or any(value.is_doubtful for value in values),
            )

    def _alone(self, type_name: str, target: Target, value: _Value) -> Suggestion:
        return Suggestion(
            start=value.value.start,
            end=value.value.end,
            type=type_name,
            target=target,
            score=value.score,
            reason="read by the model",
            source=self.source,
            is_mention=False,
            fields=(value.value,),
            is_doubtful=value.is_doubtful,
        )

    def _target(self, type_name: str, record: Any) -> Target:
        words = _get(_get(record, "name"), "quote")
        name = words if isinstance(words, str) and len(words) <= FIXED.answer_quote else ""
        if self._here is None:
            self._here = {}
            annotation = self.question.annotation
            for known in annotation.ordered_records:
                for key in {name_key(n) for n in names_of(self.question.catalog, annotation, known)}:
                    self._here.setdefault((known.type, key), []).append(known.id)
        found = self._here.get((type_name, name_key(name)), []) if name else []
        return Here(record=found[0]) if len(found) == 1 else New(name=" ".join(name.split()))

    def _place(self, said: Any) -> _Place | None:
        """Where the words stand; None, counted, where they do not, or nobody knows where."""
        quote, before = _get(said, "quote"), _get(said, "before")
        self.looked_for += 1
        if self.looked_for > FIXED.answer_values:
            self.discarded["one too many"] += 1
            return None
        if not isinstance(quote, str) or not quote.strip() or len(quote) > FIXED.answer_quote:
            self.discarded["not in the article"] += 1
            return None
        places = list(_places(self.question.text, quote))
        if not places:
            self.discarded["not in the article"] += 1
            return None
        behind = [at for at in places if isinstance(before, str) and self.question.text.endswith(before, 0, at)]
        if len(behind) == 1:
            return _Place(start=behind[0], end=behind[0] + len(quote))
        if len(places) > 1:
            self.discarded["in several places"] += 1
            return None
        self.doubtful += 1
        return _Place(start=places[0], end=places[0] + len(quote), is_doubtful=True)

    def _object(self, field: Field, said: Any, pointer: str) -> Iterator[_Value]:
        if not isinstance(said, Mapping):
            return
        for member in members_of(field) if pointer else field.fields:
            value = said.get(member.name)
            if value is not None:
                yield from self._field(member, value, child(pointer, member.name))

    def _field(self, field: Field, said: Any, pointer: str) -> Iterator[_Value]:
        if is_leaf(field):
            yield from self._leaf(field, said, pointer)
        elif field.kind == "list" and field.item is not None and is_array(said):
            for number, item in enumerate(said[: FIXED.answer_values]):
                yield from self._field(field.item, item, f"{pointer}/{number}")
        elif field.kind in {"object", "choice"}:
            yield from self._object(field, said, pointer)

    def _leaf(self, field: Field, said: Any, pointer: str) -> Iterator[_Value]:
        place = self._place(said)
        if place is None:
            return
        words = self.question.text[place.start : place.end]
        read = self._understood(field, words)
        value: Json | NameOf | None
        if field.kind == "reference":
            plain = _get(said, "value")
            value = NameOf(words=" ".join(plain.split())) if isinstance(plain, str) else None
        else:
            value = self._value(field, _get(said, "value"), read)
        if value is None:
            self.discarded["not valid"] += 1
            return
        says_so = read is not None and not isinstance(value, NameOf) and same(read.value, value)
        yield _Value(
            value=FieldValue(
                pointer=pointer,
                value=value,
                start=place.start,
                end=place.end,
                note=read.note if says_so and read else "",
            ),
            score=_DOUBTFUL if place.is_doubtful else _SAYS_SO if says_so else _SAID,
            is_doubtful=place.is_doubtful,
        )

    def _value(self, field: Field, said: Any, read: Understood | None) -> Json:
        """The value that was said where it can stand here; of money, what the words give."""
        if field.fields or field.kind == "choice":
            return read.value if read else None
        if field.kind in {"number", "integer", "boolean"}:
            return said if not isinstance(said, str | Mapping) and not is_array(said) else None
        if not isinstance(said, str):
            return None
        given = said if any(choice.value == said for choice in field.choices) else None
        other = self._understood(field, said) if given is None else None
        return given if given is not None else other.value if other else None

    def _understood(self, field: Field, words: str) -> Understood | None:
        article = self.question.article
        read = read_value(field, words, published=article.published, language=article.language)
        return read if isinstance(read, Understood) else None

    def _valid(self, record_type: RecordType, values: list[_Value]) -> list[_Value]:
        """The values that the schema takes, items of lists numbered anew where some are left out."""
        # Leaving a value out may make another one invalid, so it is checked again, but never for ever.
        for _ in range(3):
            values = _renumbered(values)
            places = refused_places(self.question.catalog, record_type, [value.value for value in values])
            wrong = [v for v in values if any(meets(v.value.pointer, place) for place in places)]
            if not wrong:
                return values
            self.discarded["not valid"] += len(wrong)
            values = [value for value in values if value not in wrong]
        return []


def _renumbered(values: Sequence[_Value]) -> list[_Value]:
    pointers = dense([value.value.pointer for value in values])
    return [
        attrs.evolve(value, value=attrs.evolve(value.value, pointer=pointer))
        for value, pointer in zip(values, pointers, strict=True)
    ]


def _places(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        yield at
        at = text.find(quote, at + 1)
