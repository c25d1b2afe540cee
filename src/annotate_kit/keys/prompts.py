"""Comments, bookmarks, cards, the status, and what else goes by a command's name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import attrs

from annotate_kit.core import Ids, Json, SetProperty, changes
from annotate_kit.keys.captions import name_of
from annotate_kit.keys.moving import select
from annotate_kit.keys.overlays import Card, Help, Prompt, StepsList
from annotate_kit.keys.requests import (
    BackToQueue,
    CopyText,
    NextArticle,
    OpenUrl,
    PreviousArticle,
    Quit,
    Redo,
    SetBookmarks,
    ShowGuidelines,
    ShowSteps,
    ShowTutor,
    Suspend,
    Undo,
)
from annotate_kit.keys.showing import shown_value
from annotate_kit.keys.steps import act, ask, closed, look, opened, replaced, say, shown_record, span_under
from annotate_kit.keys.view import Step, View
from annotate_kit.schema import Field, RecordType

__all__ = [
    "about_type",
    "article_done",
    "back_to_queue",
    "begin_comment",
    "bookmark",
    "close_overlay",
    "copy_words",
    "leave",
    "let_go",
    "next_bookmark",
    "open_source",
    "previous_article",
    "previous_bookmark",
    "put_in_work",
    "put_to_review",
    "redo",
    "scroll_down",
    "scroll_up",
    "show_comments",
    "show_guidelines",
    "show_steps",
    "show_tutor",
    "suspend",
    "take_comment",
    "type_in_prompt",
    "undo",
]


# Comments.


def begin_comment(view: View, _key: str, _ids: Ids) -> Step:
    """A comment on the span under the selection, else on the record in hand, else on the article."""
    span = span_under(view)
    if span is not None:
        return opened(view, Prompt(title=f'comment on "{span.quote}"', span=span.id))
    hand = view.hand if view.hand in view.annotation.records else None
    about = name_of(view, hand) if hand is not None else "the article"
    return opened(view, Prompt(title=f"comment on {about}", record=hand))


def _prompt(view: View) -> Prompt:
    assert isinstance(view.overlay, Prompt)
    return view.overlay


def type_in_prompt(view: View, key: str, _ids: Ids) -> Step:
    """Text goes into the comment, the editing keys edit it; `Backspace` in an empty one closes it."""
    prompt = _prompt(view)
    if key == "backspace" and not prompt.buffer.text:
        return closed(view)
    return replaced(view, attrs.evolve(prompt, buffer=prompt.buffer.typed(key)))


def take_comment(view: View, _key: str, ids: Ids) -> Step:
    """The comment is kept with the annotation."""
    prompt = _prompt(view)
    view = closed(view).view
    text = prompt.buffer.text.strip()
    if not text:
        return say(view, "No comment.")
    note: dict[str, Json] = {"id": ids("n"), "by": view.annotation.annotator, "text": text}
    about = {"span": prompt.span, "record": prompt.record}
    note |= {name: value for name, value in about.items() if value is not None}
    before = list(view.annotation.notes)
    return act(view, SetProperty(name="notes", before=before, after=[*before, note]), "comment kept; u takes it back")


def show_comments(view: View, _key: str, _ids: Ids) -> Step:
    """All comments of this article."""
    lines = tuple(_comment_lines(view))
    return opened(view, Card(title="Comments", lines=lines)) if lines else say(view, 'No comments yet: " writes one.')


def _comment_lines(view: View) -> Iterator[str]:
    for note in view.annotation.notes:
        if isinstance(note, dict):
            span = view.annotation.spans.get(str(note.get("span")))
            about = f'"{span.quote}": ' if span is not None else ""
            about = f"{name_of(view, str(note['record']))}: " if "record" in note else about
            yield f"{about}{note.get('text', '')} ({note.get('by', '')})"


# Bookmarks.


def bookmark(view: View, _key: str, _ids: Ids) -> Step:
    """A private mark to come back to, set or taken away."""
    at = view.selection.start
    is_set = at in view.bookmarks
    kept = tuple(sorted({*view.bookmarks, at} - ({at} if is_set else set())))
    message = "bookmark taken away" if is_set else f"bookmark {kept.index(at) + 1} of {len(kept)} set"
    return ask(attrs.evolve(view, bookmarks=kept), SetBookmarks(kept), message=message)


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


# Cards.


def about_type(view: View, _key: str, _ids: Ids) -> Step:
    """What the type of the record in hand is for: descriptions and examples from its schema."""
    record = view.annotation.records.get(shown_record(view) or "")
    record_type = view.catalog.types.get(record.type) if record is not None else None
    if record_type is None:
        lines = tuple(f"{t.shortcut or ' '}  {t.title}: {t.description}" for t in view.catalog.types.values())
        return opened(view, Card(title="Record types", lines=lines))
    return opened(view, Card(title=record_type.title, lines=tuple(_type_lines(view, record_type))))


def _type_lines(view: View, record_type: RecordType) -> Iterator[str]:
    yield record_type.description
    for field in record_type.fields:
        yield ""
        yield f"{field.shortcut or ' '}  {field.title}{' *' if field.is_required else ''}: {field.description}"
        yield from _field_lines(view, field)


def _field_lines(view: View, field: Field) -> Iterator[str]:
    if field.examples:
        yield f"   such as {shown_value(view, field, field.examples[0])}"
    if field.choices and len(field.choices) <= _FEW:
        yield f"   {', '.join(choice.title for choice in field.choices)}"


_FEW = 24
"""Choices that a card lists."""


def show_guidelines(view: View, _key: str, _ids: Ids) -> Step:
    """The project's guidelines."""
    return ask(view, ShowGuidelines())


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
