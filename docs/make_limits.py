# ruff: noqa: INP001 - a script, no package
"""Writes docs/limits.md from the limits themselves: `python docs/make_limits.py`."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import attrs

from annotate_kit.core.limits import FIXED, LIMITS, Fixed, Limits, option_of

PAGE = Path(__file__).parent / "limits.md"

BEGIN = """# Limits

What comes from outside may be of any size, depth and cost, so everything has a limit. A message that a limit causes
names the limit, and the option that changes it.

## Limits that a project can change

They stand in `annotate-kit.toml`:

```toml
[limits]
article-bytes = 33554432
problems-per-file = 50
```

A higher one costs memory and time on every machine that opens the project, so each has an upper bound. One that is
lower than what a file has already makes it unread, never shorter: nothing is lost, and raising it brings the file back.

| option | unless it is set | at most | what of |
|---|---|---|---|
"""
FIXED_BEGIN = """
## Limits that stay

What was written on one machine must be read alike on every other, and some are what the file formats or services that
others made allow.

| limit | is | what of |
|---|---|---|
"""
END = """
Excel has limits of its own: 1,048,576 rows and 16,384 columns a sheet, 32,767 characters a cell, 15 digits a number.
An export says in its receipt what it had to change for them. GitHub takes 25,000 results of SARIF and shows 10 notes a
step; reports keep to that, and say what they left out.
"""


def said(kind: type) -> Iterator[tuple[str, str]]:
    """The attributes of a class, and what is said under each."""
    tree = ast.parse(inspect.getsource(kind)).body[0]
    assert isinstance(tree, ast.ClassDef)
    for field, text in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            assert isinstance(text, ast.Expr), field.target.id
            assert isinstance(text.value, ast.Constant), field.target.id
            yield field.target.id, " ".join(str(text.value.value).split())


def page() -> str:
    """The whole page."""
    fields = attrs.fields_dict(Limits)
    rows = [
        f"| `{option_of(name)}` | {getattr(LIMITS, name):,} {fields[name].metadata['unit']}"
        f" | {fields[name].metadata['most']:,} | {text} |\n"
        for name, text in said(Limits)
    ]
    fixed = [f"| {name.replace('_', ' ')} | {getattr(FIXED, name):,} | {text} |\n" for name, text in said(Fixed)]
    return "".join((BEGIN, *rows, FIXED_BEGIN, *fixed, END))


def main() -> None:
    """Write it."""
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
