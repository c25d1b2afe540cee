"""The keys of the article, and of the walk over it."""

from __future__ import annotations

from annotate_kit.keys import (
    edges,
    filling,
    form_keys,
    growing,
    hinting,
    linking,
    moving,
    panes,
    picking,
    prompts,
    searching,
    suggesting,
    tagging,
)
from annotate_kit.keys.bindings import Act, Binding

__all__ = ["ARTICLE", "WALK"]


def _article(keys: str, name: str, act: Act, *, spelt: str = "", is_command: bool = True) -> Binding:
    return Binding(when="article", keys=tuple(keys.split()), name=name, act=act, spelt=spelt, is_command=is_command)


ARTICLE = (
    _article("tab", "next suggestion or candidate", suggesting.next_stop),
    _article("shift+tab", "previous suggestion or candidate", suggesting.previous_stop),
    _article(")", "next untagged candidate", moving.next_untagged),
    _article("(", "previous untagged candidate", moving.previous_untagged),
    _article("right l", "next word", moving.next_unit),
    _article("left h", "previous word", moving.previous_unit),
    _article("down j", "line below", moving.next_line),
    _article("up k", "line above", moving.previous_line),
    _article("}", "next paragraph", moving.next_paragraph),
    _article("{", "previous paragraph", moving.previous_paragraph),
    _article("home", "start of the line", moving.row_start),
    _article("end", "end of the line", moving.row_end),
    _article("pagedown", "page down", moving.page_down),
    _article("pageup", "page up", moving.page_up),
    _article("f", "hints", hinting.begin_hints),
    _article("/", "search", searching.begin_search),
    _article("n", "next hit", searching.next_hit),
    _article("N \\", "previous hit", searching.previous_hit),
    _article("shift+right L ]", "edge to the right", growing.grow_right),
    _article("shift+left H [", "edge to the left", growing.grow_left),
    _article(";", "swap the edge", growing.swap_edge),
    _article("+", "larger unit", growing.enlarge),
    _article("-", "smaller unit", growing.reduce),
    _article("v", "by character", growing.by_grapheme),
    _article("<type>", "tag", tagging.tag, spelt="a type's letter", is_command=False),
    _article("<TYPE>", "tag, asking", tagging.tag_asking, spelt="Shift+letter", is_command=False),
    _article("@", "ask which record", tagging.ask_next, is_command=False),
    _article("*", "tag all other places", tagging.tag_all),
    _article("&", "walk the other places", tagging.begin_walk),
    _article("y", "accept the suggestion", suggesting.accept_one),
    _article("x", "reject the suggestion, or remove the span", suggesting.reject_or_remove),
    _article("enter", "fill a field", filling.begin_fill, is_command=False),
    _article(",", "further fragment", edges.add_fragment),
    _article("=", "new edges", edges.new_edges),
    _article("e", "edit the record in hand", form_keys.begin_form),
    _article("r", "hold another record", picking.begin_hold),
    _article("g", "records", panes.begin_pane),
    _article("u backspace", "undo", prompts.undo),
    _article("U ^", "redo", prompts.redo),
    _article("!", "problems", panes.begin_problems),
    _article('"', "comment", prompts.begin_comment),
    _article("'", "bookmark", prompts.bookmark),
    _article(">", "article done, next one", prompts.article_done),
    _article("<", "previous article", prompts.previous_article),
    _article("q", "back to the queue", prompts.back_to_queue),
    _article("", "status: needs review", prompts.put_to_review),
    _article("", "status: in work", prompts.put_in_work),
    _article("", "next bookmark", prompts.next_bookmark),
    _article("", "previous bookmark", prompts.previous_bookmark),
    _article("", "all comments", prompts.show_comments),
    _article("", "list of what was done", prompts.show_steps),
    _article("", "about this record type", prompts.about_type),
    _article("", "guidelines", prompts.show_guidelines),
    _article("", "copy the words", prompts.copy_words),
    _article("", "open the source", prompts.open_source),
    _article("", "next suggestion", suggesting.next_suggestion),
    _article("", "previous suggestion", suggesting.previous_suggestion),
    _article("", "accept many suggestions", suggesting.begin_accept_all),
    _article("", "reject these words everywhere here", suggesting.reject_everywhere),
    _article("", "filter suggestions", suggesting.begin_filter),
    _article("", "tag these words in all articles", linking.tag_everywhere),
    _article("", "find in all articles", linking.begin_find),
    _article("", "merge records", linking.begin_merge),
    _article("", "split the record", linking.begin_split),
    _article("", "change the record's type", linking.begin_retype),
    _article("", "same as in other articles", linking.begin_join),
    _article("", "not the same as in other articles", linking.leave_entity),
    _article("", "records that may be one", linking.begin_pairs),
    _article("", "undo what was done over several articles", linking.undo_act),
    _article("", "let the record go", prompts.let_go),
    _article("", "tutor", prompts.show_tutor),
    _article("", "leave the program", prompts.leave),
)
"""In the order of the help."""

WALK = (
    Binding(when="walk", keys=("y",), name="yes", act=tagging.walk_yes),
    Binding(when="walk", keys=("n",), name="no", act=tagging.walk_no),
    Binding(when="walk", keys=("q", "escape"), name="enough", act=tagging.end_walk),
)
"""They come before the article's own."""
