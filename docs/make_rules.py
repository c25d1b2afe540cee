# ruff: noqa: INP001 - a script, no package
"""Writes docs/rules from the rules themselves: `python docs/make_rules.py`."""

from __future__ import annotations

from pathlib import Path

from annotate_kit.core import RULES
from annotate_kit.report.rules import rule_page, rules_index

FOLDER = Path(__file__).parent / "rules"


def main() -> None:
    """Write a page a code, and the list of all."""
    FOLDER.mkdir(exist_ok=True)
    for code in RULES:
        (FOLDER / f"{code}.md").write_text(rule_page(code), "utf-8")
    (FOLDER / "README.md").write_text(rules_index(), "utf-8")


if __name__ == "__main__":
    main()
