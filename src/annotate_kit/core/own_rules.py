"""A project's own rules, as values: what their files say, and what functions of other packages return."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import attrs

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.problems import Problem, Rule, Severity
from annotate_kit.core.values import Json

__all__ = ["NO_RULES", "OwnCheck", "OwnFunction", "OwnRule", "OwnRules", "Remark", "is_own_code"]

_CODE = re.compile(r"(?!AK)[A-Z]{2,6}[0-9]{3}")


def is_own_code(code: str) -> bool:
    """Whether a code is one that a project can give: two to six capitals that are not AK, and three digits."""
    return _CODE.fullmatch(code) is not None


@attrs.frozen(kw_only=True)
class OwnRule:
    """Conditions on the data of records of one type, as a file in `rules/` states them."""

    rule: Rule
    type: str
    """The record type."""
    message: str
    hint: str = ""
    when: Mapping[str, Json] = attrs.field(factory=dict)
    """Field → the test that makes the rule apply; it always does where there is none."""
    must: Mapping[str, Json] = attrs.field(factory=dict)
    """Field → the test that has to hold."""
    file: str = ""
    """Relative to the project, POSIX."""


@attrs.frozen(kw_only=True)
class Remark:
    """What a function has to say against an annotation."""

    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.WARNING
    record: str | None = None
    """The id of the record it is about; the file where there is none."""
    pointer: str = ""
    """JSON Pointer into that record's data, else into the file."""


OwnCheck = Callable[[Annotation, str | None], Iterable[Remark]]
"""Annotation, text of its article (None where it cannot be read) → what is wrong."""


@attrs.frozen(kw_only=True)
class OwnFunction:
    """A function that another package offers."""

    name: str
    """Of its entry point; problems carry it as the name of their rule."""
    check: OwnCheck


@attrs.frozen(kw_only=True)
class OwnRules:
    """All that a project asks beyond what annotate-kit does."""

    rules: tuple[OwnRule, ...] = ()
    functions: tuple[OwnFunction, ...] = ()
    problems: tuple[Problem, ...] = attrs.field(default=(), repr=False)
    """What is wrong with the files of the rules, each with its place."""

    @property
    def names(self) -> dict[str, Rule]:
        """The rules of the files, by code; what functions say is not known before they say it."""
        return {own.rule.code: own.rule for own in self.rules}

    @property
    def is_whole(self) -> bool:
        """Whether it is known which codes there are."""
        return not self.functions and not self.problems


NO_RULES = OwnRules()
"""Of a project without any."""
