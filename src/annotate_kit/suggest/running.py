"""Asking all suggesters: one that raises, or answers nonsense, costs one message and nothing else."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Protocol

import attrs

from annotate_kit.core.limits import raised
from annotate_kit.schema import field_at
from annotate_kit.suggest.values import (
    Elsewhere,
    FieldValue,
    Here,
    Message,
    New,
    Question,
    Source,
    Suggester,
    Suggestion,
)

__all__ = ["Answers", "EntryPoint", "Loaded", "load_suggesters", "run_suggesters"]


@attrs.frozen(kw_only=True)
class Answers:
    """What the suggesters propose, and who of them failed."""

    suggestions: tuple[Suggestion, ...]
    """Not yet merged."""
    messages: tuple[Message, ...] = ()
    """At most one a suggester."""
    seconds: Mapping[str, float] = attrs.field(factory=dict)
    """How long each took, by name; empty without a clock."""


def run_suggesters(
    suggesters: Sequence[Suggester],
    question: Question,
    *,
    clock: Callable[[], float] | None = None,
    deadline: float = math.inf,
) -> Answers:
    """Ask one after the other.

    Args:
        suggesters: whom to ask, the quickest first.
        question: the article and what is known.
        clock: seconds from anywhere, such as `time.monotonic`.
        deadline: no suggester is asked once the clock shows more.
    """
    suggestions: list[Suggestion] = []
    messages: list[Message] = []
    seconds: dict[str, float] = {}
    for suggester in suggesters:
        began = clock() if clock else 0.0
        if began > deadline:
            messages.append(
                Message(source=name_of(suggester), what="it was not asked: the time was up", hint="Ask it alone.")
            )
            continue
        found, message = _ask(suggester, question)
        suggestions += found
        messages += message
        if clock:
            seconds[name_of(suggester)] = clock() - began
    return Answers(suggestions=tuple(suggestions), messages=tuple(messages), seconds=seconds)


def name_of(suggester: object) -> str:
    """What a suggester is called; the name of its class where it does not say."""
    try:
        name = suggester.source.name  # type: ignore[attr-defined]
    except Exception:  # noqa: BLE001  # a plugin may do anything
        name = None
    return name if isinstance(name, str) and name else type(suggester).__name__


def _ask(suggester: Suggester, question: Question) -> tuple[list[Suggestion], list[Message]]:
    name, most = name_of(suggester), question.catalog.limits.suggestions
    try:
        # A generator raises only while it is read, and may never end.
        answer: list[Any] = list(islice(suggester.suggest(question), most + 1))
        reasons = [why_nonsense(item, question) for item in answer]
    except Exception as error:  # noqa: BLE001  # a plugin may do anything
        said = f"{type(error).__name__}: {error}".split("\n", maxsplit=1)[0].rstrip(": ")
        return [], [Message(source=name, what=f"it failed ({said})", hint="Report it to whoever wrote it.")]
    if len(answer) > most:
        hint = f"Turn it off, or {raised('suggestions')}."
        return [], [Message(source=name, what=f"it proposed more than {most:,} things", hint=hint)]
    wrong = [reason for reason in reasons if reason]
    found = [item for item, reason in zip(answer, reasons, strict=True) if not reason]
    if not wrong:
        return found, []
    what = f"{len(wrong):,} of its {len(answer):,} suggestions cannot be meant ({wrong[0]})"
    return found, [Message(source=name, what=what, hint="Report it to whoever wrote it.")]


def why_nonsense(item: Any, question: Question) -> str:
    """Why something is no suggestion for this article; empty where it is one."""
    if not isinstance(item, Suggestion):
        return "not a suggestion"
    # Nothing holds a plugin to the types that it declares.
    said: Any = item
    if not _is_range(item.start, item.end, question):
        return "outside the text"
    if item.type not in question.catalog.types:
        return "of an unknown type"
    if not (isinstance(said.score, int | float) and 0 <= said.score <= 1):
        return "with a score that is none"
    if not (isinstance(said.source, Source) and isinstance(said.reason, str)):
        return "without reason or source"
    return _wrong_target(said, question) or _wrong_fields(said, question)


def _is_range(start: object, end: object, question: Question) -> bool:
    if type(start) is not int or type(end) is not int:
        return False
    return 0 <= start < end <= len(question.text)


def _wrong_target(item: Any, question: Question) -> str:
    if isinstance(item.target, Here):
        record = question.annotation.records.get(item.target.record)
        return "" if record is not None and record.type == item.type else "for a record that is not there"
    return "" if isinstance(item.target, Elsewhere | New) else "for nothing"


def _wrong_fields(item: Any, question: Question) -> str:
    if not item.is_mention and not item.fields:
        return "without a mention or a value"
    record_type = question.catalog.types[item.type]
    for value in item.fields:
        if not isinstance(value, FieldValue) or not _is_range(value.start, value.end, question):
            return "with a value outside the text"
        if not value.pointer.startswith("/") or field_at(record_type, value.pointer) is None:
            return "for an unknown field"
    return ""


class EntryPoint(Protocol):
    """What `importlib.metadata.entry_points` gives, as far as it is needed."""

    @property
    def name(self) -> str:
        """What the package calls it."""

    def load(self) -> Any:
        """Import it."""


@attrs.frozen(kw_only=True)
class Loaded:
    """The suggesters that packages add, and what could not be loaded."""

    suggesters: tuple[Suggester, ...]
    messages: tuple[Message, ...] = ()


def load_suggesters(entry_points: Iterable[EntryPoint]) -> Loaded:
    """Load entry points, each a suggester or something to call without arguments that makes one."""
    suggesters: list[Suggester] = []
    messages: list[Message] = []
    for entry in entry_points:
        try:
            made = entry.load()
            # A class has the attributes of its instances, so it is called first.
            if isinstance(made, type) or not isinstance(made, Suggester):
                made = made()
            what = "" if isinstance(made, Suggester) else "it is no suggester"
        except Exception as error:  # noqa: BLE001  # a plugin may do anything
            what = f"it could not be loaded ({type(error).__name__}: {error})".split("\n", maxsplit=1)[0]
        if what:
            hint = "Update or remove the package that offers it."
            messages.append(Message(source=str(entry.name), what=what, hint=hint))
        else:
            suggesters.append(made)
    return Loaded(suggesters=tuple(suggesters), messages=tuple(messages))
