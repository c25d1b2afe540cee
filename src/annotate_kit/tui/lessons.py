"""The tutor's lines under the article."""

from __future__ import annotations

from annotate_kit.keys.tutor import Lessons
from annotate_kit.tui.boxes import wrapped
from annotate_kit.tui.grid import Line, frame

__all__ = ["LESSON_LINES", "lesson_lines"]

LESSON_LINES = 5
"""Lines of the screen that the tutor takes."""


def lesson_lines(lessons: Lessons, width: int) -> list[Line]:
    """What to do next, exactly `LESSON_LINES` lines of `width` cells."""
    count = len(lessons.lessons)
    title = f"tutor {min(lessons.at + 1, count)} of {count}" if lessons.at < count else "tutor, done"
    rows = wrapped(lessons.text, max(width - 4, 4), "message")
    return frame(title, rows, width, LESSON_LINES)
