# ruff: noqa: INP001 - a script, no package
"""Draws docs/app.svg, the app on a sample article: `python docs/make_picture.py`.

The demo's recorded keys annotate the article in a new project, a few more lead to what the picture shows; the same
version draws the same picture, byte for byte.
"""

from __future__ import annotations

import html
import re
import tempfile
from itertools import takewhile
from pathlib import Path

from textual.pilot import Pilot

from annotate_kit.store import DiskFs, Store, shipped_files
from annotate_kit.text import cell_width
from annotate_kit.tui.app import AnnotateApp
from annotate_kit.tui.styles import THEMES
from annotate_kit.tui.workbench import Workbench
from annotate_kit.workflow.demo import ANNOTATOR, ARTICLE, parse_keys, recorded_keys, sequential_ids, start_demo
from annotate_kit.workflow.project import Project, open_project

PICTURE = Path(__file__).parent / "app.svg"
SIZE = (120, 32)
"""Cells."""
CELL = 12.2
"""The width of a cell in the picture."""

LEAD = "home home } } } } tab tab p tab shift+tab"
"""To the official with two roles, once the article is annotated."""


def main() -> None:
    """Draw the picture anew."""
    with tempfile.TemporaryDirectory() as place:
        root = str(Path(place) / "my-project")
        shipped = {**shipped_files("schemas"), **shipped_files("annotations")}
        start_demo(Store(DiskFs(), root), shipped, shown=root)
        PICTURE.write_text(drawn(open_project(DiskFs(), root)), "utf-8")


def drawn(project: Project) -> str:
    """The screen as SVG, after the recorded keys up to `>` and those of `LEAD`."""
    bench = Workbench(
        project, article_id=ARTICLE, annotator=ANNOTATOR, clock=lambda: 0.0, ids=sequential_ids(), size=SIZE
    )
    app = AnnotateApp(bench, THEMES["terminal"])
    pictures: list[str] = []

    async def play(pilot: Pilot[object]) -> None:
        await app.settle()
        for key in (*takewhile(lambda key: key != ">", recorded_keys()), *parse_keys(LEAD)):
            app.press(key)
            await pilot.pause(0)
            await pilot.pause(0)
        await app.settle()
        await pilot.pause(0)
        pictures.append(app.export_screenshot(title="annotate-kit"))
        bench.close()
        app.exit()

    app.run(headless=True, size=SIZE, auto_pilot=play)
    return tidied(pictures[0])


def tidied(svg: str) -> str:
    """The picture without the fonts that it would fetch, drawn alike by every program.

    Some programs drop spaces at the beginning of a run, so each run begins with a word; what hangs on the fonts'
    names gets a name of its own.
    """
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code, monospace", "Fira Code, DejaVu Sans Mono, Menlo, Consolas, monospace")
    svg = re.sub(r"terminal-\d+", "app", svg)
    return re.sub(r'<text class="([^"]*)" x="([^"]*)" y="([^"]*)" textLength="[^"]*"([^>]*)>([^<]*)</text>', _runs, svg)


def _runs(found: re.Match[str]) -> str:
    style, x, y, more, words = found.groups()
    cells = html.unescape(words)
    return "".join(
        f'<text class="{style}" x="{float(x) + CELL * cell_width(cells[: run.start()]):.1f}" y="{y}" '
        f'textLength="{CELL * cell_width(run[0]):.1f}"{more}>{html.escape(run[0])}</text>'
        for run in re.finditer("[^\xa0]+(?:\xa0[^\xa0]+)*", cells)
    )


if __name__ == "__main__":
    main()
