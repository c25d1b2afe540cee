"""Starting the app: on a person's terminal, or headless with a list of keys."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from annotate_kit.core import Ids
from annotate_kit.errors import UsageError
from annotate_kit.tui.geometry import geometry
from annotate_kit.tui.opening import ENTER, LEAVE, opening_lines, painted
from annotate_kit.tui.outside import hearing, is_gone, let_go_of_terminal, quiet_terminal
from annotate_kit.tui.styles import PLAIN, THEMES, Theme
from annotate_kit.workflow.project import Project

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from annotate_kit.keys import BookChange
    from annotate_kit.tui.advising import Packages
    from annotate_kit.tui.app import AnnotateApp
    from annotate_kit.tui.workbench import Workbench

__all__ = ["ReplayResult", "chosen_theme", "replay", "run_app"]

# Textual reads it when it is imported; at its usual 60 frames a second a key waits up to 16 ms for its frame.
os.environ.setdefault("TEXTUAL_FPS", "240")


SWITCH = 0.0005
"""Seconds that a thread runs while another waits: with Python's own 5 ms a key waited 100 ms for the suggesters; with a
fifth of this the switching itself keeps a key longer."""

_RUBBISH = (200_000, 1_000, 1_000)
"""After how many new objects Python looks for rubbish by itself: hardly ever; the app does it when nobody types."""


@attrs.frozen(kw_only=True)
class ReplayResult:
    """What came of keys played through the app."""

    return_code: int
    screens: tuple[str, ...]
    """The screen as text after each key, where they were asked for; else the last one alone."""
    rows_repainted: tuple[int, ...]
    """Rows handed to the terminal for each key."""


def chosen_theme(project: Project) -> Theme:
    """The settings' theme; without colours where `NO_COLOR` is set to anything."""
    if os.environ.get("NO_COLOR"):
        return PLAIN
    return THEMES.get(project.settings.theme.name or "terminal", THEMES["terminal"])


def check_keymap(project: Project) -> None:
    """See that the settings' keys can be meant.

    Raises:
        UsageError: where they cannot.
    """
    if not project.settings.keymap:
        return
    from annotate_kit.keys import remapped  # noqa: PLC0415  # the first paint must not wait for it

    letters = {kind.shortcut: name for name, kind in project.catalog.types.items() if kind.shortcut}
    problems = remapped(project.settings.keymap, letters).problems
    if problems:
        more = len(problems) - 1
        raise UsageError(problems[0].rstrip("."), f"And {more} more like it." if more else "See the settings.")


def run_app(  # pragma: no cover  # needs a terminal: tests/terminal runs it on two kinds
    project: Project,
    *,
    article_id: str | None,
    annotator: str,
    clock: Callable[[], float],
    ids: Ids,
    card: bool = False,
    suggesting: Packages | None = None,
    tutor: Callable[[], Project] | None = None,
    is_lesson: bool = False,
    book: Mapping[str, Sequence[BookChange]] | None = None,
) -> int:
    """Open an article, or (None) the queue, on the terminal; returns the exit code when the person leaves.

    Raises:
        AccessError: where the work could not be put into its file at the end; it is in the journal.
    """
    theme = chosen_theme(project)
    check_keymap(project)
    size = shutil.get_terminal_size()
    # The threads that save, check and suggest give way to a key.
    sys.setswitchinterval(SWITCH)
    gc.set_threshold(*_RUBBISH)
    with hearing() as heard, quiet_terminal() as modes:
        if article_id is not None:
            # The article is read and painted by hand before Textual is imported, which takes ten times as long.
            lines = opening_lines(project, article_id, annotator, geometry(*size))
            sys.stdout.write(ENTER + painted(lines, theme))
            sys.stdout.flush()
        try:
            from annotate_kit.keys.tutor import LESSONS, Lessons  # noqa: PLC0415  # see above
            from annotate_kit.tui.app import AnnotateApp  # noqa: PLC0415  # the same
            from annotate_kit.tui.workbench import Workbench  # noqa: PLC0415  # the same

            bench = Workbench(
                project,
                article_id=article_id,
                annotator=annotator,
                clock=clock,
                ids=ids,
                size=size,
                card=card,
                suggesting=suggesting,
                tutor=tutor,
                lessons=Lessons(lessons=LESSONS) if is_lesson else None,
                book=book,
            )
            app = AnnotateApp(bench, theme, modes=modes, heard=heard)
        except BaseException:
            sys.stdout.write(LEAVE)
            sys.stdout.flush()
            raise
        try:
            app.run()
        finally:
            bench.close()
    if is_gone(sys.stdin.fileno()):
        let_go_of_terminal()
    _raise_what_went_wrong(app, bench)
    return app.return_code or 0


def _raise_what_went_wrong(app: AnnotateApp, bench: Workbench) -> None:
    """The terminal is whole again: now what went wrong can be read."""
    if app.crash is not None:
        raise app.crash
    if bench.trouble is not None:
        raise bench.trouble


def replay(
    project: Project,
    *,
    article_id: str | None,
    annotator: str,
    keys: Sequence[str],
    clock: Callable[[], float],
    ids: Ids,
    size: tuple[int, int] = (120, 40),
    card: bool = False,
    keep_screens: bool = False,
    suggesting: Packages | None = None,
) -> ReplayResult:
    """Play keys through the real app without a terminal; what crashes in it is raised here."""
    from annotate_kit.tui.app import AnnotateApp  # noqa: PLC0415  # Textual is loaded only where it is used
    from annotate_kit.tui.workbench import Workbench  # noqa: PLC0415  # the same

    bench = Workbench(
        project,
        article_id=article_id,
        annotator=annotator,
        clock=clock,
        ids=ids,
        size=size,
        card=card,
        suggesting=suggesting,
    )
    app = AnnotateApp(bench, PLAIN)
    screens: list[str] = []
    rows: list[int] = []

    async def play(pilot: Pilot[object]) -> None:
        await app.settle()
        for key in keys:
            before = app.canvas.rows_repainted
            app.press(key)
            # Twice: the first lets the key be handled, the second what it led to.
            await pilot.pause(0)
            await pilot.pause(0)
            if app.is_leaving:
                return
            rows.append(app.canvas.rows_repainted - before)
            if keep_screens:
                screens.append(app.screen_text)
        await app.settle()
        screens.append(app.screen_text)
        bench.close()
        app.exit()

    try:
        app.run(headless=True, size=size, auto_pilot=play)
    finally:
        bench.close()
    _raise_what_went_wrong(app, bench)
    return ReplayResult(return_code=app.return_code or 0, screens=tuple(screens), rows_repainted=tuple(rows))
