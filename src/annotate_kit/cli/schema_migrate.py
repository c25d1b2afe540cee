"""`annotate-kit schema migrate`: annotations follow a schema that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from annotate_kit.cli import console
from annotate_kit.core.counting import counted

if TYPE_CHECKING:
    from annotate_kit.workflow.migrating import MigrationPlan

__all__ = ["EPILOG", "migrate"]

EPILOG = """
The steps that lead to a version of a record type stand in schemas/migrations/TYPE/VERSION.json:

\b
    {"from": "1.0.0", "steps": [
      {"rename": "/city", "to": "town"},
      {"move": "/votes/*/cast", "to": "/votes/*/counted/cast"},
      {"map": "/stage", "codes": {"won": "selected"}},
      {"split": "/name", "by": ", ", "to": ["/family_name", "/given_name"]},
      {"default": "/category", "value": "world"},
      {"drop": "/theme"}
    ]}

A place is a JSON Pointer into a record's data, with * for every item of a list. A dropped value becomes a comment on
its record. Evidence, comments and waivers follow the values. Each file records the version that it has reached.

schemas/migrations/TYPE/VERSION/*.json are tests of the steps, which `annotate-kit schema test` runs: {"before": DATA,
"after": DATA}, and if wanted "evidence": {"/old/place": "/new/place"}, "kept": ["/place"], "notes": ["a comment"].

Exit status: 0 where everything has its place, 1 where something was kept back or left alone, 2 where a name is none, 3
where a file of steps is none, or a file cannot be read or written.

Examples:

    annotate-kit schema migrate                (shows what would change)

    annotate-kit schema migrate --write        (does it; undo in the app takes it back, file by file)
"""


def migrate(
    types: Annotated[list[str] | None, typer.Argument(metavar="[TYPE]...", help="Record types; all without.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Do it, rather than print what would change.")] = False,  # noqa: FBT002 - a switch
) -> None:
    """Take annotations to the newest version of their schemas, by the steps in schemas/migrations; shown first."""
    from annotate_kit.text import display
    from annotate_kit.workflow.fixing import apply_fixes, difference
    from annotate_kit.workflow.migrating import plan_migration

    work = console.project()
    with console.progress(len(work.article_ids), "migrating") as step:
        plan = plan_migration(work, types or (), progress=step)
    if write:
        apply_fixes(work, plan.fixes, clock=console.clock, ids=console.ids)
    else:
        console.data(difference(plan.fixes))
    for one in plan.kept:
        what = f"{one.path}: {one.kept.record}{one.kept.pointer} stays where it is, for {one.kept.reason}."
        console.talk(display(what))
    for reason in plan.fixes.left:
        console.talk(display(f"warning: left alone: {reason}."))
    console.talk(_summary(plan, is_done=write))
    if plan.invalid:
        rest, verb = counted(plan.invalid, "record"), "are still" if write else "would still be"
        when = "" if write else " once it is written"
        console.talk(f"{rest} of these files {verb} wrong; `annotate-kit validate` says why{when}.")
    console.leave(console.PROBLEMS if plan.kept or plan.fixes.left else console.OK)


def _summary(plan: MigrationPlan, *, is_done: bool) -> str:
    files = len(plan.fixes.files)
    if not files:
        return f"There is nothing {'else ' * bool(plan.kept or plan.fixes.left)}to migrate."
    said = "changed; undo takes it back" if is_done else "would change; --write does it"
    return f"{counted(plan.records, 'record')} in {counted(files, 'file')} {said}."
