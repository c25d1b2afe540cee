"""The keys of everything that can lie over the article."""

from __future__ import annotations

from annotate_kit.keys import (
    booking,
    deciding,
    filling,
    form_about,
    form_evidence,
    form_fields,
    form_keys,
    form_lists,
    form_taking,
    guiding,
    hinting,
    notes,
    panes,
    picking,
    prompts,
    proposing,
    searching,
    suggesting,
    tagging,
)
from annotate_kit.keys.bindings import Act, Binding

__all__ = ["ANYWHERE", "OVERLAYS"]

_TEXT = "typing"
"""How help spells whatever goes into a line of text."""


def _keys(when: str, *rows: tuple[str, str, Act, str] | tuple[str, str, Act]) -> tuple[Binding, ...]:
    return tuple(
        Binding(
            when=when,
            keys=tuple(row[0].split()),
            name=row[1],
            act=row[2],
            spelt=row[3] if len(row) > 3 else "",  # noqa: PLR2004  # the fourth is how help spells a class of keys
            is_command=False,
        )
        for row in rows
    )


OVERLAYS = (
    *_keys("asking", ("<type>", "tag, asking", tagging.tag_as_asked, "a type's letter")),
    *_keys(
        "fill",
        ("<field>", "fill", filling.fill_letter, "a field's letter, Shift: the last item"),
        ("@", "the last item", filling.fill_shift),
        ("tab", "another record", filling.fill_other),
        ("-", "inferred", filling.fill_claim),
        ("+", "further evidence", filling.fill_evidence),
        ("*", "take what is proposed", suggesting.accept_filled),
        ("enter", "the form instead", filling.fill_form),
        ("#", "guidelines", guiding.show_guidelines),
        ("backspace escape", "nothing", filling.fill_back),
    ),
    *_keys(
        "picker",
        ("down", "row below", picking.picker_down),
        ("up", "row above", picking.picker_up),
        ("pagedown", "further down", picking.picker_page_down),
        ("pageup", "further up", picking.picker_page_up),
        ("<text>", "filter", picking.type_in_picker, _TEXT),
        ("escape", "close", prompts.close_overlay),
    ),
    *_keys(
        "form",
        ("down j tab", "line below", form_keys.form_down),
        ("up k shift+tab", "line above", form_keys.form_up),
        ("pagedown", "further down", form_keys.form_page_down),
        ("pageup", "further up", form_keys.form_page_up),
        ("home", "first line", form_keys.form_home),
        ("end", "last line", form_keys.form_end),
        ("enter", "open", form_keys.enter_line),
        ("space", "yes or no, or begin it", form_keys.toggle_line),
        ("a", "add an item", form_lists.add_item),
        ("y", "take the proposal", proposing.take_proposal),
        ("x delete", "remove", proposing.refuse_or_remove),
        (">", "item down", form_lists.move_item_down),
        ("<", "item up", form_lists.move_item_up),
        ("w <digit>", "jump to the words", form_evidence.jump_to_words, "w, or a note's number"),
        ("+", "add evidence", form_evidence.add_evidence),
        ("-", "remove evidence", form_evidence.drop_evidence),
        ("c", "how it is claimed", form_evidence.next_claim),
        ("o", "JSON in the editor", form_keys.edit_as_json),
        ("=", "JSON here", form_keys.edit_here),
        ("n", "another property", form_keys.name_property),
        ("d f1", "about this field", form_about.about_field),
        ("!", "next problem", form_keys.next_problem),
        ("i", "about this type", guiding.about_type),
        ("#", "guidelines", guiding.show_guidelines),
        ('"', "comment on this value", notes.comment_on_value),
        ("u backspace", "undo", prompts.undo),
        ("U ^", "redo", prompts.redo),
        ("q escape", "close", prompts.close_overlay),
    ),
    *_keys(
        "field",
        ("enter", "take", form_taking.take_field),
        ("tab", "take, and on", form_fields.take_field_and_next),
        ("down", "row below", form_fields.field_down),
        ("up", "row above", form_fields.field_up),
        ("<text>", "type", form_fields.type_in_field, _TEXT),
        ("escape", "leave it as it was", form_fields.give_field_up),
        ("f1", "about this field", form_about.about_field),
        ("f2", "as JSON", form_fields.field_as_json),
        ("ctrl+c", "leave the program", form_fields.leave_program),
    ),
    *_keys(
        "search",
        ("enter tab", "keep the hit", searching.end_search),
        ("<text>", "look for", searching.type_in_search, f"{_TEXT}, // for an expression"),
        ("down", "word starts, whole words, anywhere", searching.turn_search),
        ("escape", "back to where it began", searching.cancel_search),
    ),
    *_keys(
        "hints",
        ("<hint>", "jump", hinting.type_hint, "a hint's letters"),
        ("backspace escape", "close", prompts.close_overlay),
    ),
    *_keys(
        "records",
        ("down j", "record below", panes.list_down),
        ("up k", "record above", panes.list_up),
        ("home", "first record", panes.list_home),
        ("end", "last record", panes.list_end),
        ("enter", "jump to its words", panes.enter_pane),
        ("r", "take it in hand", panes.hold_pane_record),
        ("e", "edit it", panes.edit_pane_record),
        ("x", "remove it", panes.remove_pane_record),
        ('"', "comment on it", notes.comment_on_record),
        ("#", "guidelines", guiding.show_guidelines),
        ("u backspace", "undo", prompts.undo),
        ("U ^", "redo", prompts.redo),
        ("g q escape", "close", prompts.close_overlay),
    ),
    *_keys(
        "problems",
        ("down j", "problem below", panes.list_down),
        ("up k", "problem above", panes.list_up),
        ("home", "first problem", panes.list_home),
        ("end", "last problem", panes.list_end),
        ("enter", "jump to it", panes.enter_problem),
        ("! q escape", "close", prompts.close_overlay),
    ),
    *_keys(
        "notes",
        ("down j", "comment below", notes.notes_down),
        ("up k", "comment above", notes.notes_up),
        ("home", "first comment", notes.notes_home),
        ("end", "last comment", notes.notes_end),
        ("enter", "jump to it", notes.go_to_note),
        ("e", "other words", notes.edit_note),
        ("y", "right as it stands now", notes.take_words_there),
        ("x", "remove it", notes.remove_doubtful),
        ("u backspace", "undo", prompts.undo),
        ("U ^", "redo", prompts.redo),
        ("_ q escape", "close", prompts.close_overlay),
    ),
    *_keys(
        "conflicts",
        ("down j", "one below", deciding.conflicts_down),
        ("up k", "one above", deciding.conflicts_up),
        ("1 o", "yours", deciding.take_ours),
        ("2 t", "the file's", deciding.take_theirs),
        ("u backspace", "undo", prompts.undo),
        ("U ^", "redo", prompts.redo),
        ("| q escape", "close", prompts.close_overlay),
    ),
    *_keys(
        "book",
        ("down j", "one below", booking.book_down),
        ("up k", "one above", booking.book_up),
        ("y", "make it", booking.take_change),
        ("n", "leave it", booking.leave_change),
        ("u backspace", "undo", prompts.undo),
        ("U ^", "redo", prompts.redo),
        ("q escape", "close", prompts.close_overlay),
    ),
    *_keys(
        "prompt",
        ("enter", "keep the comment", notes.take_comment),
        ("<text>", "write", notes.type_in_prompt, _TEXT),
        ("escape", "no comment", prompts.close_overlay),
    ),
    *_keys(
        "steps",
        ("down j", "step below", prompts.scroll_down),
        ("up k", "step above", prompts.scroll_up),
        ("u backspace", "undo", prompts.undo),
        ("U ^", "redo", prompts.redo),
        ("q enter escape", "close", prompts.close_overlay),
    ),
    *_keys(
        "card",
        ("down j", "line below", prompts.scroll_down),
        ("up k", "line above", prompts.scroll_up),
        ("pagedown", "further down", prompts.page_down),
        ("pageup", "further up", prompts.page_up),
        ("q enter space escape", "close", prompts.close_overlay),
    ),
    *_keys(
        "help",
        ("down j", "line below", prompts.scroll_down),
        ("up k", "line above", prompts.scroll_up),
        ("?", "the tutor", prompts.show_tutor),
        ("pagedown", "further down", prompts.page_down),
        ("pageup", "further up", prompts.page_up),
        ("q enter space escape", "close", prompts.close_overlay),
    ),
)
"""In the order of the help."""

ANYWHERE = _keys(
    "anywhere",
    ("f1", "guidelines", guiding.show_guidelines),
    ("ctrl+c", "leave the program", prompts.leave),
    ("ctrl+z", "stop until the shell calls", prompts.suspend),
)
"""They count wherever nothing else is said."""
