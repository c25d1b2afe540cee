"""Comments: notes on spans, records, values and the article. Written, listed, gone to, changed, removed."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from annotate_kit.core import Batch, ChangeSpan, Ids, Json, Record, SetProperty, changes, make_span
from annotate_kit.keys.captions import name_of
from annotate_kit.keys.form_lines import form_lines
from annotate_kit.keys.moving import select
from annotate_kit.keys.overlays import FormView, NotesList, Prompt, RecordsPane
from annotate_kit.keys.panes import jump_to_record, pane_records
from annotate_kit.keys.speakers import take_speaker
from annotate_kit.keys.steps import act, closed, look, opened, replaced, say, span_under
from annotate_kit.keys.view import Step, View
from annotate_kit.schema import label
from annotate_kit.text import doubts_of

__all__ = [
    "NoteRow",
    "begin_comment",
    "comment_on_record",
    "comment_on_value",
    "edit_note",
    "go_to_note",
    "note_here",
    "note_rows",
    "notes_down",
    "notes_end",
    "notes_home",
    "notes_up",
    "remove_doubtful",
    "remove_note",
    "show_notes",
    "take_comment",
    "take_words_there",
    "type_in_prompt",
]


@attrs.frozen(kw_only=True)
class NoteRow:
    """A comment; its words are not yet safe to print."""

    at: int
    """Its position among the annotation's notes."""
    about: str
    """The words, the record or the field that it is about."""
    text: str
    by: str = ""
    span: str | None = None
    record: str | None = None
    pointer: str | None = None


def note_rows(view: View) -> tuple[NoteRow, ...]:
    """The comments in the order in which they were written; what two sessions disagree on is no comment."""
    notes = enumerate(view.annotation.notes)
    return tuple(_row(view, at, note) for at, note in notes if isinstance(note, Mapping) and "conflict" not in note)


def _row(view: View, at: int, note: Mapping[str, Json]) -> NoteRow:
    span, record, pointer = (_text(note.get(name)) for name in ("span", "record", "pointer"))
    return NoteRow(
        at=at,
        about=_about(view, span, record, pointer),
        text=_text(note.get("text")) or "",
        by=_text(note.get("by")) or "",
        span=span,
        record=record,
        pointer=pointer,
    )


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def _about(view: View, span: str | None, record: str | None, pointer: str | None) -> str:
    if record is not None:
        found = view.annotation.records.get(record)
        return _value_of(view, found, pointer) if found is not None else "a record that is gone"
    if span is not None:
        words = view.annotation.spans.get(span)
        return f'"{words.quote}"' if words is not None else "words that are tagged no more"
    return "the article"


def _value_of(view: View, record: Record, pointer: str | None) -> str:
    record_type = view.catalog.types.get(record.type)
    name = name_of(view, record.id)
    return f"{label(record_type, pointer)} of {name}" if pointer and record_type is not None else name


def note_here(view: View) -> NoteRow | None:
    """The comment on the span under the selection: the latest."""
    span = span_under(view) if view.lens.noted else None
    if span is None or span.id not in view.lens.noted:
        return None
    return next((row for row in reversed(note_rows(view)) if row.span == span.id), None)


# Writing.


def begin_comment(view: View, _key: str, _ids: Ids) -> Step:
    """A comment on the span under the selection, else on the record in hand, else on the article."""
    span = span_under(view)
    if span is not None:
        return opened(view, Prompt(title=f'comment on "{span.quote}"', span=span.id))
    return _on_record(view, view.hand if view.hand in view.annotation.records else None)


def _on_record(view: View, record: str | None, pointer: str | None = None) -> Step:
    title = f"comment on {_about(view, None, record, pointer)}"
    return opened(view, Prompt(title=title, record=record, pointer=pointer))


def comment_on_record(view: View, _key: str, _ids: Ids) -> Step:
    """A comment on this record."""
    pane = view.overlay
    assert isinstance(pane, RecordsPane)
    records = pane_records(view)
    return _on_record(view, records[min(pane.cursor, len(records) - 1)]) if records else look(view)


def comment_on_value(view: View, _key: str, _ids: Ids) -> Step:
    """A comment on this value."""
    form = view.overlay
    assert isinstance(form, FormView)
    lines = form_lines(view, form)
    pointer = lines[form.cursor].pointer if form.cursor < len(lines) else ""
    return _on_record(view, form.record, pointer or None)


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
    """The comment is kept with the annotation; one without words goes."""
    prompt = _prompt(view)
    view = closed(view).view
    text = prompt.buffer.text.strip()
    if prompt.claim is not None:
        return take_speaker(view, prompt, text)
    if prompt.note is not None:
        return _changed(view, prompt.note, text)
    if not text:
        return say(view, "No comment.")
    note: dict[str, Json] = {"id": ids("n"), "by": view.annotation.annotator, "text": text}
    about = {"span": prompt.span, "record": prompt.record, "pointer": prompt.pointer}
    note |= {name: value for name, value in about.items() if value is not None}
    label = f"comment on {_about(view, prompt.span, prompt.record, prompt.pointer)}: {text}"
    return _set(view, [*view.annotation.notes, note], label, "comment kept; u takes it back")


def _set(view: View, after: list[Json], label: str, message: str) -> Step:
    change = SetProperty(name="notes", before=[*view.annotation.notes], after=after)
    return act(view, Batch(label=label, edits=(change,)), message)


def _changed(view: View, at: int, text: str) -> Step:
    """The note says something else, with everything else that it holds; without words it goes."""
    notes = [*view.annotation.notes]
    note = notes[at] if at < len(notes) else None
    if not isinstance(note, Mapping):
        return say(view, "The comment is gone.")
    if text == note.get("text"):
        return say(view, "The comment stays as it was.")
    after = [*notes[:at], *([{**note, "text": text}] if text else []), *notes[at + 1 :]]
    about = _row(view, at, note).about
    if not text:
        return _set(view, after, f"comment on {about} removed", "comment removed; u takes it back")
    return _set(view, after, f"comment on {about}: {text}", "comment changed; u takes it back")


# The list.


def show_notes(view: View, _key: str, _ids: Ids) -> Step:
    """All comments of this article."""
    rows = note_rows(view)
    if not rows:
        return say(view, 'No comments yet: " writes one.')
    here = note_here(view)
    return opened(view, NotesList(cursor=rows.index(here) if here in rows else 0))


def _under(view: View) -> tuple[NotesList, NoteRow | None]:
    shown = view.overlay
    assert isinstance(shown, NotesList)
    rows = note_rows(view)
    return shown, rows[min(shown.cursor, len(rows) - 1)] if rows else None


def notes_down(view: View, _key: str, _ids: Ids) -> Step:
    """The comment below."""
    return _move(view, 1)


def notes_up(view: View, _key: str, _ids: Ids) -> Step:
    """The comment above."""
    return _move(view, -1)


def notes_home(view: View, _key: str, _ids: Ids) -> Step:
    """The first comment."""
    return _move(view, -len(view.annotation.notes))


def notes_end(view: View, _key: str, _ids: Ids) -> Step:
    """The last comment."""
    return _move(view, len(view.annotation.notes))


def _move(view: View, by: int) -> Step:
    shown, _ = _under(view)
    last = max(len(note_rows(view)) - 1, 0)
    return replaced(view, attrs.evolve(shown, cursor=min(max(shown.cursor + by, 0), last)))


def go_to_note(view: View, _key: str, _ids: Ids) -> Step:
    """The words, the record or the field that the comment is about."""
    _, row = _under(view)
    view = closed(view).view
    if row is None:
        return look(view)
    said = f"{row.text} ({row.by})"
    span = view.annotation.spans.get(row.span or "")
    if span is not None:
        step = select(view, span.fragments[0].start, span.fragments[0].end, span=span.id)
        return say(step.view, said)
    if row.record not in view.annotation.records:
        return say(view, said)
    assert row.record is not None
    if row.pointer is None:
        return say(jump_to_record(attrs.evolve(view, hand=row.record), row.record).view, said)
    form = FormView(record=row.record)
    at = next((n for n, line in enumerate(form_lines(view, form)) if line.pointer == row.pointer), 0)
    return say(opened(view, attrs.evolve(form, cursor=at), hand=row.record).view, said)


def take_words_there(view: View, _key: str, _ids: Ids) -> Step:
    """After a correction of the text: the span is right where it stands, with the words that are there now."""
    shown, row = _under(view)
    span = view.annotation.spans.get(row.span or "") if row is not None else None
    if row is None or span is None or span.id not in doubts_of(view.annotation, view.text):
        return say(view, "This comment is about no words that a correction put in doubt.")
    try:
        made = make_span(id=span.id, text=view.text, fragments=[(f.start, f.end) for f in span.fragments])
    except ValueError:
        return say(view, f'"{span.quote}" stands outside of the text now: x removes the comment, Enter goes there.')
    notes = [*view.annotation.notes]
    dropped = SetProperty(name="notes", before=notes, after=[*notes[: row.at], *notes[row.at + 1 :]])
    change = ChangeSpan(before=span, after=attrs.evolve(made, extra=span.extra))
    edit = Batch(label=f'take "{made.quote}" for "{span.quote}"', edits=(change, dropped))
    step = act(view, edit, f'"{made.quote}" it is; u takes it back')
    return attrs.evolve(step, view=_shown_again(step.view, shown))


def remove_doubtful(view: View, key: str, ids: Ids) -> Step:
    """The comment goes; of words that a correction put in doubt, the span with everything that rests on it alone."""
    shown, row = _under(view)
    if row is None or row.span not in doubts_of(view.annotation, view.text):
        return remove_note(view, key, ids)
    assert row.span is not None
    quote = view.annotation.spans[row.span].quote
    step = act(view, changes.remove_span(view.annotation, row.span), f'"{quote}" is tagged no more; u takes it back')
    return attrs.evolve(step, view=_shown_again(step.view, shown))


def _shown_again(view: View, shown: NotesList) -> View:
    """The list with what is left of it, closed where nothing is."""
    rows = note_rows(view)
    if not rows:
        return attrs.evolve(closed(view).view, message=view.message)
    return replaced(view, attrs.evolve(shown, cursor=min(shown.cursor, len(rows) - 1))).view


def edit_note(view: View, _key: str, _ids: Ids) -> Step:
    """Other words for the comment."""
    _, row = _under(view)
    if row is None:
        return look(view)
    prompt = Prompt(title=f"comment on {row.about}", buffer=attrs.evolve(Prompt(title="").buffer, text=row.text))
    return opened(view, attrs.evolve(prompt, note=row.at))


def remove_note(view: View, _key: str, _ids: Ids) -> Step:
    """The comment goes."""
    shown, row = _under(view)
    if row is None:
        return look(view)
    step = _changed(view, row.at, "")
    return attrs.evolve(step, view=_shown_again(step.view, shown))
