"""The first line of every screen: whose project, which article, and whether the disk has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import attrs

from annotate_kit.text import cell_width
from annotate_kit.tui.grid import Line, Run, cut, fill, line, put, width_of

__all__ = ["SavingWord", "Standing", "header"]

SavingWord = Literal["opening", "saved", "saving", "failed"]
"""What the disk has answered."""


@attrs.frozen(kw_only=True)
class Standing:
    """What the first line says; its words are not yet safe to print."""

    project: str
    article: str
    annotator: str
    number: int
    """Which article of the project it is, 1-based."""
    count: int
    saving: SavingWord = "saved"
    reason: str = ""
    """Why it could not be saved."""
    problems: int | None = None
    """None while nobody has looked."""
    conflicts: int = 0
    """What two sessions changed differently."""


def header(standing: Standing, width: int) -> Line:
    """The first line in exactly `width` cells: what is right of the article's name is never cut before it."""
    right: list[Run] = [("  ", "")]
    right.append(put(cut(standing.annotator, 16)))
    right.append((f"   {standing.number} of {standing.count}", ""))
    if standing.conflicts:
        right += [("   ", ""), (f"{standing.conflicts} conflict{'' if standing.conflicts == 1 else 's'}", "error")]
    right += [("   ", ""), _saving(standing, max(width // 2, 12)), ("   ", ""), _problems(standing.problems), (" ", "")]
    room = max(width - width_of(right), 0)
    project = cut(standing.project, max(room // 3, 4))
    article = cut(standing.article, room - 3 - cell_width(project))
    left = line((f" {project}  ", "muted"), (article, "title"))
    return fill((*fill(left, room), *right), width)


_SAVING: Mapping[SavingWord, Run] = {
    "opening": ("○ opening", "muted"),
    "saved": ("● saved", "saved"),
    "saving": ("○ saving", "saving"),
}


def _saving(standing: Standing, width: int) -> Run:
    if standing.saving == "failed":
        return (cut(f"✗ not saved: {standing.reason}", width), "failed")
    return _SAVING[standing.saving]


def _problems(count: int | None) -> Run:
    if count is None:
        return ("… problems", "muted")
    if count == 0:
        return ("no problems", "muted")
    return (f"{count} problem" + ("" if count == 1 else "s"), "warning")
