"""Textual's own TextArea with a file's text in it: the obvious alternative to a pane of one's own.

.venv/bin/python benchmarks/peers/text_area.py FILE
"""

from __future__ import annotations

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import TextArea


class Editor(App[None]):
    """A text area and nothing else."""

    def compose(self) -> ComposeResult:
        """The whole screen is the text."""
        area = TextArea(Path(sys.argv[1]).read_text("utf-8"))
        # A blinking cursor would be counted among the answers to keys.
        area.cursor_blink = False
        yield area


if __name__ == "__main__":
    Editor().run()
