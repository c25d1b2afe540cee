"""How often each rule was broken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from annotate_kit.core import RULES, Problem
from annotate_kit.report.tables import text_table

__all__ = ["statistics_text"]


def statistics_text(problems: Iterable[Problem]) -> str:
    """A table, the most frequent first; nothing where there are no problems."""
    counted = Counter(problem.code for problem in problems)
    rows = [
        (count, code, RULES[code].name, RULES[code].severity.value)
        for code, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    ]
    return text_table(("count", "code", "name", "severity"), rows) if rows else ""
