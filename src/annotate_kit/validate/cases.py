"""One finding with everything that its message needs: the value, the keyword, the field, and why it applies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, cast

import attrs

from annotate_kit.core.pointers import find_value
from annotate_kit.core.problems import Problem
from annotate_kit.core.values import ABSENT, Json, is_array
from annotate_kit.schema import Field, RecordType, field_at
from annotate_kit.validate import wording
from annotate_kit.validate.findings import Finding
from annotate_kit.validate.trail import Condition, Trail, follow

__all__ = ["Case"]

_UNKNOWN = frozenset({"?", "-", "–", "—", "n/a", "na", "none", "null", "unknown", "not known", "tbd", "미상", "不明"})
"""What people write where nobody knows."""


@attrs.frozen(kw_only=True, slots=False)
class Case:
    """A finding in its data and its record type."""

    record_type: RecordType
    data: Json
    finding: Finding

    @property
    def pointer(self) -> str:
        """JSON Pointer of the value into the data."""
        return self.finding.pointer

    @cached_property
    def value(self) -> Json:
        """What stands there; of a property's name, the name."""
        if self.finding.name is not None:
            return self.finding.name
        found = find_value(self.data, self.pointer)
        return None if found is ABSENT else found

    @cached_property
    def trail(self) -> Trail:
        """The way to the keyword."""
        return follow(self.record_type.root.shape.layers[0], self.finding)

    @property
    def wanted(self) -> Any:
        """What the schema says at the keyword; ABSENT where it cannot be found."""
        return self.trail.value

    @cached_property
    def field(self) -> Field | None:
        """The field that describes the place."""
        return field_at(self.record_type, self.pointer)

    @property
    def place(self) -> str:
        """The place in words."""
        if self.finding.name is not None:
            return f"the name {wording.quoted(self.finding.name)}"
        return wording.place(self.record_type, self.pointer)

    @property
    def subject(self) -> str:
        """The place with what stands there, where that is short."""
        if self.finding.name is not None or isinstance(self.value, Mapping) or is_array(self.value):
            return self.place
        shown = wording.with_spaces(self.value) if isinstance(self.value, str) else wording.as_json(self.value)
        return f"{self.place} {shown}"

    def title(self, name: str) -> str:
        """A member of the value by its title."""
        return wording.title(self.record_type, self.pointer, name)

    @property
    def examples(self) -> tuple[Json, ...]:
        """What may stand there, for instance."""
        return self.field.examples if self.field and self.finding.name is None else ()

    @property
    def how(self) -> str:
        """How to write it, by an example; of a long one, only what is required."""
        short = wording.example(self.examples)
        field, longest = self.field, next(iter(self.examples), None)
        if short or field is None or not isinstance(longest, Mapping):
            return short
        required = {inner.name for inner in field.fields if inner.is_required}
        shortest = {name: value for name, value in longest.items() if name in required}
        return wording.example([shortest] if shortest else [])

    @property
    def how_to_fill(self) -> str:
        """What to do where nothing stands."""
        return "Leave it out where it is not known." if self._is_needless else self.how

    @property
    def says_unknown(self) -> bool:
        """Whether a text in a place that may be left out says that nobody knows."""
        return isinstance(self.value, str) and self._is_needless and self.value.strip().casefold() in _UNKNOWN

    @property
    def _is_needless(self) -> bool:
        return self.field is not None and bool(self.field.name) and not self.field.is_required

    @cached_property
    def reason(self) -> str:
        """Why this part of the schema applies, as the end of a sentence; empty where it always does."""
        return next((words for condition in reversed(self.trail.conditions) if (words := self._why(condition))), "")

    @property
    def advice(self) -> str:
        """What the schema itself says of the condition."""
        for condition in reversed(self.trail.conditions):
            said = condition.branch.schema.get("description")
            if isinstance(said, str):
                return wording.sentence(said)
        return ""

    def _why(self, condition: Condition) -> str:
        if condition.name:
            return f"because {wording.title(self.record_type, condition.pointer, condition.name)} is there"
        value = find_value(self.data, condition.pointer)
        asked = condition.asked.schema if condition.asked else {}
        named = asked.get("properties")
        if not isinstance(value, Mapping) or not isinstance(named, Mapping):
            return ""
        facts = [
            f"{wording.title(self.record_type, condition.pointer, name)} is {wording.as_json(value[name])}"
            for name in named
            if name in value and not isinstance(value[name], Mapping) and not is_array(value[name])
        ]
        return f"because {wording.several(facts)}" if facts else ""

    def say(
        self,
        code: str,
        message: str,
        hint: str = "",
        *,
        suggestion: Json = None,
        pointer: str | None = None,
        at_key: bool = False,
    ) -> Problem:
        """The problem, at the value unless told otherwise."""
        pointer = self.pointer if pointer is None else pointer
        found = self.value if self.finding.name is None or at_key else self.finding.name
        return Problem(
            code=code,
            message=message,
            hint=hint,
            pointer=pointer,
            data_pointer=pointer,
            at_key=at_key,
            found=wording.as_json(cast("Json", found))
            if not isinstance(found, Mapping) and not is_array(found)
            else "",
            suggestion=None if suggestion is None else suggestion if isinstance(suggestion, str) else str(suggestion),
        )
