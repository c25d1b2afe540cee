"""The suggester of what can be known by its form: organizations, people beside roles, amounts for fields."""

from __future__ import annotations

from typing import Final

import attrs

from annotate_kit.suggest.amounts import amounts
from annotate_kit.suggest.organizations import organizations
from annotate_kit.suggest.roles import people
from annotate_kit.suggest.values import Question, Source, Suggestion

__all__ = ["SOURCE", "PatternSuggester"]

SOURCE: Final = Source(name="patterns", version="1")


@attrs.frozen
class PatternSuggester:
    """Proposes organizations, people with their roles, and values, in English, Korean and Japanese."""

    @property
    def source(self) -> Source:
        """`patterns` and the version of its rules."""
        return SOURCE

    def suggest(self, question: Question) -> tuple[Suggestion, ...]:
        """What the forms of words say, in text order."""
        found = (*organizations(question, SOURCE), *people(question, SOURCE), *amounts(question, SOURCE))
        return tuple(sorted(found, key=lambda suggestion: suggestion.sort_key))
