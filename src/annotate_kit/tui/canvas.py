"""The one widget: it fills the terminal, paints lines, and after a change repaints the changed cells alone.

Nothing in it lays anything out, which is what makes a key cheap (a `Static` costs 32 ms a key). The changed cells go
to the terminal at once and in one piece: by way of Textual's compositor they take a millisecond of the processor more.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar, Protocol, cast

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from annotate_kit.tui.grid import Line, width_of
from annotate_kit.tui.styles import Theme, look_of, sgr

__all__ = ["Canvas", "strip_of"]


@lru_cache(maxsize=1024)
def _style(style: str, theme: Theme) -> Style:
    look = look_of(style, theme)
    on = look.attributes
    return Style(
        color=look.colour,
        bgcolor=look.ground,
        bold="bold" in on or None,
        dim="dim" in on or None,
        italic="italic" in on or None,
        underline="underline" in on or None,
        reverse="reverse" in on or None,
    )


def strip_of(drawn: Line, theme: Theme) -> Strip:
    """The line as Textual wants it."""
    return Strip([Segment(text, _style(style, theme)) for text, style in drawn], width_of(drawn))


class Takes(Protocol):
    """What the app takes from its canvas; cells are 0-based."""

    def paint(self, sequences: str) -> None:
        """What paints a frame: text and escape sequences."""
        ...

    def take_key(self, key: str, character: str | None) -> None:
        """A key, by Textual's name."""
        ...

    def take_paste(self, text: str) -> None:
        """Pasted text."""
        ...

    def take_size(self, width: int, height: int) -> None:
        """Another size, in cells."""
        ...

    def take_click(self, x: int, y: int, times: int) -> None:
        """A click on a cell, the `times`-th in a row."""
        ...

    def take_drag(self, x: int, y: int) -> None:
        """The pointer on a cell with the button down."""
        ...

    def take_wheel(self, rows: int) -> None:
        """The wheel, in rows; towards the end where positive."""
        ...


class Canvas(Widget, can_focus=True, inherit_bindings=False):
    """The whole screen as lines of runs."""

    DEFAULT_CSS: ClassVar[str] = "Canvas { width: 100%; height: 100%; }"

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.look = theme
        self.lines: Sequence[Line] = ()
        self.rows_repainted = 0
        """How many rows were handed to the terminal so far: what the guards of the tests count."""

    @property
    def desk(self) -> Takes:
        """The app that the canvas belongs to."""
        return cast("Takes", self.app)

    def show(self, lines: Sequence[Line]) -> None:
        """Paint these lines: the rows that differ from what is shown, from the first to the last run that differs."""
        before, self.lines = self.lines, lines
        if len(before) != len(lines):
            self.rows_repainted += len(lines)
            self.refresh()
            return
        pieces = [
            _changed(old, new, y, self.look)
            for y, (old, new) in enumerate(zip(before, lines, strict=True))
            if old is not new and old != new
        ]
        self.rows_repainted += len(pieces)
        if pieces:
            self.desk.paint("".join(pieces))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of these rows: what Textual paints when it paints everything."""
        blank = Strip.blank(crop.width)
        return [
            strip_of(self.lines[y], self.look).crop_extend(crop.x, crop.right, None) if y < len(self.lines) else blank
            for y in crop.line_range
        ]

    def on_key(self, event: events.Key) -> None:
        """Every key goes to the machine: none is left for Textual's own bindings."""
        event.stop()
        event.prevent_default()
        self.desk.take_key(event.key, event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text is text, never commands."""
        event.stop()
        self.desk.take_paste(event.text)

    def on_resize(self, event: events.Resize) -> None:
        """The terminal has another size now."""
        self.desk.take_size(event.size.width, event.size.height)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The button goes down: what is there is chosen at once."""
        self.desk.take_click(event.x, event.y, 1)

    def on_click(self, event: events.Click) -> None:
        """The button came up again: the second and third time in a row mean more."""
        if event.chain > 1:
            self.desk.take_click(event.x, event.y, event.chain)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """With the button down the selection follows the pointer."""
        if event.button:
            self.desk.take_drag(event.x, event.y)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel, towards the end."""
        event.stop()
        self.desk.take_wheel(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel, towards the beginning."""
        event.stop()
        self.desk.take_wheel(-3)


def _changed(old: Line, new: Line, y: int, theme: Theme) -> str:
    """What paints the runs of a row, 0-based, that differ; in whatever style is on when it begins and ends."""
    first = last = 0
    shortest = min(len(old), len(new))
    while first < shortest and old[first] == new[first]:
        first += 1
    while last < shortest - first and old[-1 - last] == new[-1 - last]:
        last += 1
    runs = new[first : len(new) - last]
    return f"\x1b[{y + 1};{width_of(new[:first]) + 1}H" + "".join(sgr(style, theme) + text for text, style in runs)
