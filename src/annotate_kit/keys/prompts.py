"""Comments, bookmarks, cards, the status, and what else goes by a command's name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import attrs

from annotate_kit.core import Ids, changes
from annotate_kit.keys.moving import select
from annotate_kit.keys.overlays import Card, Help, StepsList
from annotate_kit.keys.requests import (
    BackToQueue,
    CopyText,
    NextArticle,
    OpenUrl,
    PreviousArticle,
    Quit,
    Redo,
    SetBookmarks,
    ShowSteps,
    ShowTutor,
    Suspend,
    Undo,
)
from annotate_kit.keys.steps import act, ask, closed, look, opened, replaced, say
from annotate_kit.keys.view import Step, View

__all__ = [
    "article_done",
    "back_to_queue",
    "bookmark",
    "close_overlay",
    "come_back",
    "copy_words",
    "leave",
    "let_go",
    "next_bookmark",
    "open_source",
    "page_down",
    "page_up",
    "previous_article",
    "previous_bookmark",
    "put_in_work",
    "put_to_review",
    "redo",
    "scroll_down",
    "scroll_up",
    "show_steps",
    "show_tutor",
    "suspend",
    "undo",
]


# Bookmarks.


def bookmark(view: View, _key: str, _ids: Ids) -> Step:
    """A private mark to come back to, set or taken away."""
    at = view.selection.start
    is_set = at in view.bookmarks
    kept = tuple(sorted({*view.bookmarks, at} - ({at} if is_set else set())))
    message = "bookmark taken away" if is_set else f"bookmark {kept.index(at) + 1} of {len(kept)} set"
    return ask(attrs.evolve(view, bookmarks=kept), SetBookmarks(kept), message=message)


def come_back(view: View, _key: str, _ids: Ids) -> Step:
    """A bookmark here to come back to, and on to the next article."""
    marks = tuple(sorted({*view.bookmarks, view.selection.start}))
    return ask(attrs.evolve(view, bookmarks=marks), SetBookmarks(marks), NextArticle())


def next_bookmark(view: View, _key: str, _ids: Ids) -> Step:
    """The next bookmark; after the last one, the first."""
    marks = view.bookmarks
    return _to_bookmark(view, marks, bisect_right(marks, view.selection.start))


def previous_bookmark(view: View, _key: str, _ids: Ids) -> Step:
    """The bookmark before; before the first one, the last."""
    return _to_bookmark(view, view.bookmarks, bisect_left(view.bookmarks, view.selection.start) - 1)


def _to_bookmark(view: View, marks: Sequence[int], at: int) -> Step:
    if not marks:
        return say(view, "No bookmarks here: ' sets one.")
    offset = marks[at % len(marks)]
    found = view.index.word_at(offset) or view.index.next_word(offset - 1)
    return look(view) if found is None else select(view, found.start, found.end)


# The status of the article, and leaving it.


def article_done(view: View, _key: str, _ids: Ids) -> Step:
    """The article is done, and the next one opens."""
    step = act(view, changes.set_status(view.annotation, "done"), "done")
    return attrs.evolve(step, requests=(NextArticle(),))


def put_to_review(view: View, _key: str, _ids: Ids) -> Step:
    """Somebody else should look at this article."""
    return act(view, changes.set_status(view.annotation, "needs-review"), "needs review")


def put_in_work(view: View, _key: str, _ids: Ids) -> Step:
    """The article is not done after all."""
    return act(view, changes.set_status(view.annotation, "in-work"), "in work")


def previous_article(view: View, _key: str, _ids: Ids) -> Step:
    """The article before this one."""
    return ask(view, PreviousArticle())


def back_to_queue(view: View, _key: str, _ids: Ids) -> Step:
    """The list of articles."""
    return ask(view, BackToQueue())


def leave(view: View, _key: str, _ids: Ids) -> Step:
    """The program ends; everything is saved already."""
    return ask(view, Quit())


def suspend(view: View, _key: str, _ids: Ids) -> Step:
    """The program stops until the shell brings it back."""
    return ask(view, Suspend())


# What the session does.


def undo(view: View, _key: str, _ids: Ids) -> Step:
    """The last act is taken back."""
    return ask(view, Undo())


def redo(view: View, _key: str, _ids: Ids) -> Step:
    """What was taken back is done again."""
    return ask(view, Redo())


def show_steps(view: View, _key: str, _ids: Ids) -> Step:
    """What was done, the latest first."""
    return attrs.evolve(opened(view, StepsList()), requests=(ShowSteps(),))


# What the front end does.


def show_tutor(view: View, _key: str, _ids: Ids) -> Step:
    """The ten-minute tutor."""
    shown = view.overlay
    return ask(closed(view).view if isinstance(shown, Help) else view, ShowTutor())


def copy_words(view: View, _key: str, _ids: Ids) -> Step:
    """The selected words go to the clipboard."""
    return ask(view, CopyText(view.words), message="copied")


def open_source(view: View, _key: str, _ids: Ids) -> Step:
    """The article's address opens in the browser."""
    url = view.article.url or ""
    if not url.startswith(("https://", "http://")):
        return say(view, "The article has no http or https address.")
    return ask(view, OpenUrl(url), message="opening the source")


def let_go(view: View, _key: str, _ids: Ids) -> Step:
    """No record is in hand any more."""
    return say(view, "Nothing is in hand.", hand=None)


# Reading what lies over the article.


def close_overlay(view: View, _key: str, _ids: Ids) -> Step:
    """What lies over the article goes."""
    return closed(view)


def scroll_down(view: View, _key: str, _ids: Ids) -> Step:
    """A line further down."""
    return _scroll(view, 1)


def page_down(view: View, _key: str, _ids: Ids) -> Step:
    """Further down."""
    return _scroll(view, _PAGE)


def page_up(view: View, _key: str, _ids: Ids) -> Step:
    """Further up."""
    return _scroll(view, -_PAGE)


_PAGE = 10
"""Lines."""


def scroll_up(view: View, _key: str, _ids: Ids) -> Step:
    """A line further up."""
    return _scroll(view, -1)


def _scroll(view: View, by: int) -> Step:
    shown = view.overlay
    if isinstance(shown, StepsList):
        last = max(len(shown.steps) - 1, 0)
        return replaced(view, attrs.evolve(shown, cursor=min(max(shown.cursor + by, 0), last)))
    assert isinstance(shown, Card | Help)
    last = len(shown.lines if isinstance(shown, Card) else shown.rows) - 1
    return replaced(view, attrs.evolve(shown, top=min(max(shown.top + by, 0), max(last, 0))))
