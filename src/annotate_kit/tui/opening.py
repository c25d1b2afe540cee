"""The first thing that is seen: the article's words, before anything but them is loaded.

The same lines are printed by hand while Textual is imported, and by Textual while the session opens.
"""

from __future__ import annotations

from annotate_kit.errors import AnnotateKitError
from annotate_kit.text import shown_name, wrap
from annotate_kit.tui.chrome import Standing, header
from annotate_kit.tui.geometry import Geometry
from annotate_kit.tui.grid import Line, blank, fill, frame, put
from annotate_kit.tui.marking import draw_row
from annotate_kit.tui.styles import Theme, sgr
from annotate_kit.workflow.project import Project

__all__ = ["ENTER", "LEAVE", "margin", "opening_lines", "painted"]


ENTER = "\x1b[?1049h\x1b[?25l"
"""Switches to the terminal's other screen and hides the cursor, as Textual does a moment later."""

LEAVE = "\x1b[?1049l\x1b[?25h"
"""The way back, where Textual does not come to it."""


def margin(width: int) -> int:
    """As `keys.margin`, whose room takes too long to load here; a test compares the two."""
    return max(width // 8, 4) if width > _NARROW else 0


_NARROW = 24


def _name(project: Project, article_id: str) -> str:
    try:
        return shown_name(article_id, project.article(article_id).title)
    except AnnotateKitError:
        # Opening it says what is wrong with it.
        return article_id


def opening_lines(project: Project, article_id: str, annotator: str, geometry: Geometry) -> list[Line]:
    """The article's screen without anything that takes time."""
    text = project.text(article_id)
    ids = project.article_ids
    name = _name(project, article_id)
    standing = Standing(
        project=project.name,
        article=name,
        annotator=annotator,
        number=ids.index(article_id) + 1,
        count=len(ids),
        saving="opening",
    )
    # What does not fit on the screen is not wrapped: so the first paint costs the same for any article.
    beginning = text[: geometry.inner_width * geometry.inner_height * 2]
    layout = wrap(beginning, geometry.inner_width - margin(geometry.inner_width))
    rows = [
        draw_row(beginning[start:end].rstrip(" "), (), geometry.inner_width)
        for start, end in list(zip(layout.starts, layout.ends, strict=True))[: geometry.inner_height]
    ]
    body = frame("article", rows, geometry.article_width, geometry.body)
    if not geometry.is_folded:
        side = frame("records", (), geometry.side_width, geometry.body)
        body = [(*left, *right) for left, right in zip(body, side, strict=True)]
    lines = [header(standing, geometry.width), *body]
    lines += [blank(geometry.width)] * (geometry.height - 1 - len(lines))
    lines.append(fill((put(" opening …", "muted"),), geometry.width))
    return [fill(line, geometry.width) for line in lines[: geometry.height]]


def painted(lines: list[Line], theme: Theme) -> str:
    """The escape sequences that paint these lines from the upper left corner on."""
    rows = ("".join(sgr(style, theme) + text for text, style in drawn) for drawn in lines)
    return "\x1b[H" + "".join(f"\x1b[{n};1H{row}" for n, row in enumerate(rows, 1)) + "\x1b[0m"
