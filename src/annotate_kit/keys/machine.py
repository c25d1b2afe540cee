"""The machine: a view and a key give a view, edits and requests. One table says what every key does."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from annotate_kit.core import Ids
from annotate_kit.keys import picking, tagging
from annotate_kit.keys.article_keys import ARTICLE, WALK
from annotate_kit.keys.choosers import CHOOSERS
from annotate_kit.keys.filling import fill_chosen
from annotate_kit.keys.form_fields import paste_in_field
from annotate_kit.keys.naming import is_text, plain_key, shown_key
from annotate_kit.keys.overlay_keys import ANYWHERE, OVERLAYS
from annotate_kit.keys.overlays import (
    Asking,
    BookList,
    Card,
    Commands,
    ConflictsList,
    Fill,
    FormView,
    Help,
    Hints,
    ListRow,
    NotesList,
    Overlay,
    Picker,
    ProblemsList,
    Prompt,
    RecordsPane,
    SearchPrompt,
    StepsList,
    TakeRecord,
    TakeValue,
    Walk,
)
from annotate_kit.keys.steps import closed, look, opened, replaced, say, then
from annotate_kit.keys.suggesting import advised
from annotate_kit.keys.view import Act, Binding, Keymap, Step, View
from annotate_kit.text import jamo_keys

__all__ = ["KEYMAP", "TYPED", "help_rows", "key_for", "keymap_of", "name_for", "pasted", "press", "where"]

_EDITING = frozenset({"backspace", "delete", "left", "right", "home", "end"})
"""The keys that edit a line of text."""

_PLACES: dict[type[Overlay], str] = {
    Asking: "asking",
    BookList: "book",
    Card: "card",
    Commands: "commands",
    ConflictsList: "conflicts",
    Fill: "fill",
    FormView: "form",
    Help: "help",
    Hints: "hints",
    NotesList: "notes",
    Picker: "picker",
    ProblemsList: "problems",
    Prompt: "prompt",
    RecordsPane: "records",
    SearchPrompt: "search",
    StepsList: "steps",
    Walk: "walk",
}
TYPED = frozenset({"picker", "field", "search", "prompt", "commands"})
"""Where letters are text."""


def where(view: View) -> str:
    """Where keys go now: the `when` of the table."""
    overlay = view.overlay
    if overlay is None:
        return "article"
    if isinstance(overlay, FormView) and overlay.open is not None:
        return "field"
    return _PLACES[type(overlay)]


def press(view: View, key: str, ids: Ids) -> Step:
    """What a key means: the view after it, with its edits applied, and what the front end has to do."""
    key = plain_key(key)
    view = attrs.evolve(view, message="", suggests_layout=False)
    if len(key) == 1 and not key.isascii() and where(view) not in TYPED:
        meant = jamo_keys(key)
        if meant != key:
            return _press_jamo(view, meant, ids)
    return advised(view, _held(_press(view, key, ids)))


_MOST_HELD = 9


def _held(step: Step) -> Step:
    """The step, its record in hand remembered."""
    hand, held = step.view.hand, step.view.held
    if hand is None or held[:1] == (hand,):
        return step
    lately = (hand, *(record for record in held if record != hand))[:_MOST_HELD]
    return attrs.evolve(step, view=attrs.evolve(step.view, held=lately))


def _press_jamo(view: View, keys: str, ids: Ids) -> Step:
    """A Korean letter means the key that it sits on, a whole syllable the keys of its letters."""
    step = look(view)
    for key in keys:
        step = then(step, _press(step.view, key, ids))
    return advised(view, _held(attrs.evolve(step, view=attrs.evolve(step.view, suggests_layout=True))))


def _press(view: View, key: str, ids: Ids) -> Step:
    place = where(view)
    binding = _find(view, place, key)
    if binding is not None:
        return binding.act(view, key, ids)
    if place in ("walk", "card"):
        # Any other key ends the walk, or takes the card away, and means what it always does.
        return _press(closed(view).view, key, ids)
    if place in ("asking", "fill", "hints"):
        return say(closed(view).view, f"{shown_key(key)} is none of the keys asked for.")
    return say(view, f"{shown_key(key)} does nothing here; ? shows the keys.")


def _find(view: View, place: str, key: str) -> Binding | None:
    table = keymap_of(view).table
    for name in _meanings(view, place, key):
        found = table.get((place, name)) or table.get(("anywhere", name))
        if found is not None:
            return found
    return None


def _meanings(view: View, place: str, key: str) -> Iterator[str]:
    """The key itself, then the class of keys that it belongs to in this place."""
    yield key
    if place in TYPED and (is_text(key) is not None or key in _EDITING):
        yield "<text>"
    elif place in ("article", "asking"):
        if key in view.letters:
            yield "<type>"
        elif key.lower() in view.letters:
            yield "<TYPE>" if place == "article" else "<type>"
        elif place == "article" and len(key) == 1 and key in "123456789":
            yield "<digit>"
    elif place == "fill" and len(key) == 1 and key.isascii() and key.isalnum():
        yield "<field>"
    elif place == "hints" and len(key) == 1 and key.isascii() and key.isalpha():
        yield "<hint>"
    elif place == "form" and len(key) == 1 and key in "123456789":
        yield "<digit>"


def pasted(view: View, text: str, ids: Ids) -> Step:
    """Pasted text goes into the open line of text; elsewhere it does nothing, letters are commands there."""
    place = where(view)
    view = attrs.evolve(view, message="", suggests_layout=False)
    if place == "field":
        return paste_in_field(view, text)
    if place not in TYPED:
        return say(view, "Nothing is open that takes pasted text.")
    words = " ".join(text.split())
    step = look(view)
    for character in words:
        step = then(step, _press(step.view, "space" if character == " " else character, ids))
    return step


# What needs the machine itself.


def repeat(view: View, _key: str, ids: Ids) -> Step:
    """The last act once more, here."""
    if not view.last:
        return say(view, "There is nothing to repeat yet.")
    step = look(view)
    for key in view.last:
        step = then(step, _press(step.view, plain_key(key), ids))
    return step


def take_row(view: View, _key: str, ids: Ids) -> Step:
    """The row under the cursor is taken."""
    found = picking.picked(view)
    if found is None:
        return say(view, "No row fits what is typed.")
    picker, chosen = found
    view = closed(view).view
    if picker.pick_for in CHOOSERS:
        return CHOOSERS[picker.pick_for](view, picker, chosen, ids)
    if picker.pick_for == "fill":
        return fill_chosen(view, picker, chosen, ids)
    if picker.pick_for == "hold":
        assert isinstance(chosen, TakeRecord)
        return picking.held(view, chosen.record)
    return tagging.tag_chosen(view, chosen, picker.type, ids)


def begin_commands(view: View, _key: str, _ids: Ids) -> Step:
    """Every command by its name."""
    return opened(view, Commands(rows=_command_rows(view, "")))


def _command_rows(view: View, typed: str) -> tuple[ListRow, ...]:
    rows = tuple(
        ListRow(label=binding.name, detail=binding.shown, note=binding.doc, choice=TakeValue(value=binding.name))
        for binding in keymap_of(view).bindings
        if binding.when == "article" and binding.is_command
    )
    return picking.filtered(rows, typed)


def type_in_commands(view: View, key: str, _ids: Ids) -> Step:
    """The typed words leave the commands that hold them; `Backspace` without any closes the list."""
    shown = view.overlay
    assert isinstance(shown, Commands)
    if key == "backspace" and not shown.query.text:
        return closed(view)
    query = shown.query.typed(key)
    return replaced(view, Commands(query=query, rows=_command_rows(view, query.text)))


def commands_down(view: View, _key: str, _ids: Ids) -> Step:
    """The command below."""
    return _to_command(view, 1)


def commands_up(view: View, _key: str, _ids: Ids) -> Step:
    """The command above."""
    return _to_command(view, -1)


def _to_command(view: View, by: int) -> Step:
    shown = view.overlay
    assert isinstance(shown, Commands)
    cursor = min(max(shown.cursor + by, 0), max(len(shown.rows) - 1, 0))
    return replaced(view, attrs.evolve(shown, cursor=cursor))


def run_command(view: View, _key: str, ids: Ids) -> Step:
    """The command under the cursor is done."""
    shown = view.overlay
    assert isinstance(shown, Commands)
    if shown.cursor >= len(shown.rows):
        return say(view, "No command fits what is typed.")
    name = shown.rows[shown.cursor].label
    binding = keymap_of(view).named["article", name]
    return binding.act(closed(view).view, binding.keys[0] if binding.keys else "", ids)


def close_commands(view: View, _key: str, _ids: Ids) -> Step:
    """No command."""
    return closed(view)


def begin_help(view: View, _key: str, _ids: Ids) -> Step:
    """The keys that work here, now."""
    return opened(view, Help(where=where(view), rows=help_rows(view)))


def help_rows(view: View) -> tuple[tuple[str, str], ...]:
    """The keys that work where the person is, as they are spelt, and what they do."""
    place = where(view)
    places = (place, "article") if place in ("walk", "card") else (place,)
    rows = [
        (binding.shown, binding.doc)
        for name in (*places, "anywhere")
        for binding in keymap_of(view).bindings
        if binding.when == name
        if binding.keys
    ]
    if place == "article":
        types = [f"{key} {view.catalog.types[name].title.lower()}" for key, name in view.letters.items()]
        rows.insert(0, (", ".join(types), "The record types and their letters."))
    return tuple(rows)


def _row(when: str, keys: str, name: str, act: Act, spelt: str = "") -> Binding:
    is_command = when == "article" and keys != ":"
    return Binding(when=when, keys=tuple(keys.split()), name=name, act=act, spelt=spelt, is_command=is_command)


_HELPED = ("form", "records", "problems", "notes", "conflicts", "book", "steps", "card")
"""Where `?` is free for help, besides the article."""

KEYMAP: tuple[Binding, ...] = (
    *WALK,
    *ARTICLE,
    _row("article", ".", "repeat the last act", repeat),
    _row("article", ":", "commands", begin_commands),
    _row("article", "?", "help", begin_help),
    *OVERLAYS,
    _row("picker", "enter", "take", take_row),
    _row("commands", "enter", "do it", run_command),
    _row("commands", "down", "command below", commands_down),
    _row("commands", "up", "command above", commands_up),
    _row("commands", "<text>", "filter", type_in_commands, "typing"),
    _row("commands", "escape", "close", close_commands),
    *(_row(place, "?", "help", begin_help) for place in _HELPED),
    *ANYWHERE,
)
"""Everything that keys do: dispatch, help and the palette are drawn from it."""

_USUAL = Keymap(KEYMAP)


def keymap_of(view: View) -> Keymap:
    """The keys that count in a view: the person's own, else the usual ones."""
    return view.keymap or _USUAL


def key_for(view: View, when: str, name: str) -> str:
    """The first key of what has this name in this place, for footers; "" where it has none."""
    keys = keymap_of(view).named[when, name].keys
    return keys[0] if keys else ""


def name_for(view: View, key: str) -> str:
    """The name of what a key would do now; "" where it does nothing."""
    binding = _find(view, where(view), plain_key(key))
    return binding.name if binding is not None else ""
