"""How often each rule was broken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from annotate_kit.core import Problem
from annotate_kit.report.tables import text_table

__all__ = ["statistics_text"]


def statistics_text(problems: Iterable[Problem]) -> str:
    """A table, the most frequent first; nothing where there are no problems."""
    counted = Counter(problem.rule for problem in problems)
    rows = [
        (count, rule.code, rule.name, rule.severity.value)
        for rule, count in sorted(counted.items(), key=lambda item: (-item[1], item[0].code))
    ]
    return text_table(("count", "code", "name", "severity"), rows) if rows else ""
