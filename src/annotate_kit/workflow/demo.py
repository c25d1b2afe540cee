"""The demo: a complete project in an empty folder, and the recorded keys that annotate its new article."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from importlib.resources import files

from annotate_kit.core import Ids
from annotate_kit.errors import ExistsError
from annotate_kit.store import Store
from annotate_kit.workflow.starting import StartReport, start_project

__all__ = ["ANNOTATOR", "ARTICLE", "parse_keys", "recorded_keys", "sequential_ids", "start_demo"]

ARTICLE = "busan-chambers-2023"
"""The sample article that nobody has annotated yet."""

ANNOTATOR = "analyst"
"""Who annotated the others."""


def start_demo(store: Store, shipped: Mapping[str, bytes], *, shown: str) -> StartReport:
    """Make the demo's project out of the shipped schemas and articles.

    Args:
        store: of a folder that is empty or not there yet.
        shipped: relative POSIX path → bytes.
        shown: the folder as the person named it.

    Raises:
        ExistsError: where the folder holds anything already.
        UnwritableError: where it cannot be written.
    """
    if not store.is_empty():
        raise ExistsError(shown, "Name another folder: annotate-kit demo FOLDER.")
    return start_project(store, shipped)


def recorded_keys() -> tuple[str, ...]:
    """The keys that annotate `ARTICLE`, as a person pressed them."""
    script = files("annotate_kit.workflow").joinpath("demo_keys.txt").read_text("utf-8")
    return parse_keys(script)


def parse_keys(script: str) -> tuple[str, ...]:
    """Key names out of a script: separated by white space, `#` begins a comment, "quoted words" are typed."""
    keys: list[str] = []
    for line in script.splitlines():
        lexer = shlex.shlex(line, posix=False, punctuation_chars=False)
        lexer.whitespace_split = True
        lexer.commenters = "#"
        lexer.quotes = '"'
        for token in lexer:
            keys.extend(token[1:-1] if token.startswith('"') and len(token) > 1 else (token,))
    return tuple(keys)


def sequential_ids() -> Ids:
    """Ids that are the same in every replay, so that its records can be compared."""
    count = 0

    def make(prefix: str) -> str:
        nonlocal count
        count += 1
        return f"{prefix}-{count:010d}"

    return make
