"""Taking back what a command did to several files in one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate_kit.cli import console

if TYPE_CHECKING:
    from annotate_kit.workflow.acts import TakenBack
    from annotate_kit.workflow.project import Project

__all__ = ["take_back", "tell"]


def take_back(work: Project, name: str) -> None:
    """Take back the last act of this annotator, and say what became of it."""
    from annotate_kit.workflow import acts

    tell(acts.take_back(work, by=name, clock=console.clock, ids=console.ids))


def tell(taken: TakenBack | None) -> None:
    """Say what became of taking an act back; where not all of it could be, leave with that exit code."""
    if taken is None:
        console.talk("annotate-kit: there is nothing to take back.")
        return
    console.talk(f"annotate-kit: taken back: {taken.label}")
    for line in taken.left:
        console.talk(f"annotate-kit: {line}")
    if taken.left:
        console.leave(console.PROBLEMS)
