"""Problems: what is wrong with somebody's data, as values; and the list of all codes."""

from __future__ import annotations

import enum
from collections.abc import Iterable

import attrs

__all__ = ["RULES", "Place", "Problem", "Rule", "Severity", "has_errors"]


class Severity(enum.Enum):
    """How much a problem matters: errors fail a check, warnings only where asked."""

    ERROR = "error"
    WARNING = "warning"


@attrs.frozen(kw_only=True)
class Rule:
    """One thing that can be wrong, with a code that never changes its meaning."""

    code: str
    name: str
    severity: Severity


_ERRORS = """
AK001 invalid-json, AK002 duplicate-key, AK003 bad-encoding, AK004 non-finite-number, AK005 unknown-format-version,
AK101 wrong-type, AK102 missing-property, AK103 unknown-property, AK104 unknown-value, AK105 pattern-mismatch,
AK106 bad-format, AK107 out-of-bounds, AK108 no-alternative-matches, AK109 not-allowed, AK110 missing-item,
AK111 duplicate-item, AK112 missing-dependent-property,
AK201 text-changed, AK202 span-out-of-range, AK203 quote-mismatch, AK204 split-grapheme, AK207 missing-article,
AK208 span-in-doubt,
AK301 duplicate-id, AK302 dangling-reference, AK303 wrong-reference-type, AK304 dangling-span,
AK305 evidence-points-nowhere,
AK401 reversed-interval, AK404 evidence-required, AK405 self-reference, AK406 votes-exceed-cast,
AK409 competing-value-invalid,
AK504 invalid-rule,
AK601 invalid-schema, AK602 unknown-hint, AK604 unsatisfiable, AK605 unusable-name, AK606 invalid-example,
AK607 unresolved-reference
"""

_WARNINGS = """
AK006 not-canonical,
AK205 span-edge-space, AK206 duplicate-span,
AK306 record-without-evidence, AK307 span-unused, AK308 reference-cycle, AK309 unknown-entity, AK310 waiver-not-needed,
AK402 future-stated-as-past, AK403 role-outside-lifetime, AK407 stages-out-of-order, AK408 value-not-in-its-words,
AK410 claim-without-source, AK411 denied-value-taken, AK412 competing-value-taken,
AK501 likely-duplicate, AK502 register-conflict, AK503 annotators-disagree, AK505 outdated-schema,
AK603 shortcut-clash, AK608 missing-title, AK609 unchecked-format, AK610 costly-pattern,
AK611 unreachable-property, AK612 unknown-keyword
"""


def _rules(listed: str, severity: Severity) -> Iterable[Rule]:
    for entry in listed.replace("\n", " ").split(","):
        code, name = entry.split()
        yield Rule(code=code, name=name, severity=severity)


RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in sorted(
        (*_rules(_ERRORS, Severity.ERROR), *_rules(_WARNINGS, Severity.WARNING)), key=lambda rule: rule.code
    )
}
"""Every code, in order."""


@attrs.frozen(kw_only=True, order=True)
class Place:
    """Where in a file: 1-based lines and columns in code points, the end one past the last."""

    line: int
    column: int
    end_line: int
    end_column: int


@attrs.frozen(kw_only=True)
class Problem:
    """One thing wrong with somebody's data: what, where, what to do."""

    code: str
    message: str
    """What is wrong, one sentence without a full stop, in the words of the schema's titles."""
    hint: str = ""
    """What to do, one sentence."""
    file: str = ""
    """Relative to the project, POSIX."""
    pointer: str = ""
    """JSON Pointer into the file."""
    at_key: bool = False
    """Whether the property's name is meant rather than its value."""
    record: str | None = None
    """Id of the record it is about."""
    caption: str = ""
    """That record for people: `expo-bid "Busan 2030"`."""
    data_pointer: str | None = None
    """JSON Pointer into that record's data, for a form to show it beside its field."""
    span: str | None = None
    """Id of the span it is about."""
    found: str = ""
    """What stands there, shortened and safe to print."""
    suggestion: str | None = None
    """What was probably meant."""
    place: Place | None = None
    """Filled in by the position scanner, for files with findings only."""
    own: Rule | None = None
    """The project's own rule that is broken, where it is none of annotate-kit's."""

    @property
    def rule(self) -> Rule:
        """Its code's name and severity."""
        return self.own or RULES[self.code]

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.rule.severity

    @property
    def is_error(self) -> bool:
        """Whether it makes the data invalid."""
        return self.severity is Severity.ERROR

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        """The order of reports: file, place, code."""
        line, column = (self.place.line, self.place.column) if self.place else (0, 0)
        return (self.file, line, column, self.code, self.pointer, self.message)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether at least one of the problems is an error."""
    return any(problem.is_error for problem in problems)
