"""What `annotate-kit validate` does about problems besides telling them: puts them right, or leaves out known ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from annotate_kit.cli import console
from annotate_kit.core.counting import counted

if TYPE_CHECKING:
    from annotate_kit.workflow.project import Project
    from annotate_kit.workflow.validation import Report

__all__ = ["NONE", "Wishes", "beside_baseline", "put_right", "wishes_of"]


@attrs.frozen(kw_only=True)
class Wishes:
    """What is to be done about problems."""

    fixes: bool = False
    """Whether to put right what a machine can."""
    is_unsafe_too: bool = False
    """Whether guesses that are most often right are wanted too."""
    is_shown_only: bool = False
    """Whether the difference is printed, and nothing is written."""
    baseline: str | None = None
    """The file of the problems that are known."""
    writes_baseline: bool = False


NONE = Wishes()


def wishes_of(*, fix: bool, unsafe_fix: bool, diff: bool, baseline: str | None, write_baseline: bool) -> Wishes:
    """The wishes that options express.

    Raises:
        UsageError: where a baseline is to be written, and no file is named.
    """
    from annotate_kit.errors import UsageError

    if write_baseline and baseline is None:
        raise UsageError("--write-baseline needs a file", "Name it with --baseline FILE.")
    return Wishes(
        fixes=fix or unsafe_fix or diff,
        is_unsafe_too=unsafe_fix,
        is_shown_only=diff,
        baseline=baseline,
        writes_baseline=write_baseline,
    )


def put_right(work: Project, report: Report, wishes: Wishes) -> int:
    """Put problems right, or print what that would change; how many there are."""
    from annotate_kit.workflow.fixing import apply_fixes, difference, plan_fixes

    fixes = plan_fixes(work, report.problems, is_unsafe_too=wishes.is_unsafe_too)
    if wishes.is_shown_only:
        console.data(difference(fixes))
    else:
        apply_fixes(work, fixes, clock=console.clock, ids=console.ids)
    for reason in fixes.left:
        console.talk(f"warning: not fixed: {reason}.")
    if not fixes.count:
        console.talk("There is nothing that can be fixed." if wishes.is_shown_only else "There was nothing to fix.")
        return 0
    words = f"{counted(fixes.count, 'problem')} in {counted(len(fixes.files), 'file')}"
    console.talk(f"{words} can be fixed." if wishes.is_shown_only else f"{words} fixed; undo takes it back.")
    return fixes.count


def beside_baseline(report: Report, wishes: Wishes) -> Report:
    """The report without the problems that the baseline knows; it is written first, where that is wished."""
    if wishes.baseline is None:
        return report
    from annotate_kit.store import DiskFs, write_file_atomically
    from annotate_kit.store.store import content
    from annotate_kit.workflow.waiving import compare, encode_baseline, read_baseline

    path = Path(wishes.baseline)
    shown = path.as_posix()
    if wishes.writes_baseline:
        made = content(encode_baseline(report.problems))
        write_file_atomically(DiskFs(), path.absolute().as_posix(), made, shown=shown)
    compared = compare(read_baseline(_content_of(path), file=shown), report.problems, report.files)
    if compared.known:
        console.talk(f"{compared.known} problems are left out, for {shown} knows them.")
    if compared.gone:
        console.talk(f"{compared.gone} problems in {shown} are gone; write it anew with --write-baseline.")
    return attrs.evolve(report, problems=compared.new)


def _content_of(path: Path) -> bytes:
    from annotate_kit.cli.given_files import read_given

    return read_given(path, "json_bytes")
