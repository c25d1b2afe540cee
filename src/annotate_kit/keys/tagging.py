"""One key tags: the selected words become a mention of a record, the one they name already or a new one."""

from __future__ import annotations

import attrs

from annotate_kit.core import Ids
from annotate_kit.core.counting import counted
from annotate_kit.keys.captions import a_new, name_of, title_of
from annotate_kit.keys.lately import held_rows, lately_first
from annotate_kit.keys.lens import plain_words
from annotate_kit.keys.linking import duplicate_of
from annotate_kit.keys.making import mention_all, mention_chosen, selected_span
from annotate_kit.keys.moving import select
from annotate_kit.keys.overlays import Asking, Chosen, ListRow, Picker, TakeEntity, TakeNew, TakeRecord, Walk
from annotate_kit.keys.picking import make_picker
from annotate_kit.keys.places import every_place, offered
from annotate_kit.keys.ranking import near_rows, new_rows, rest_rows
from annotate_kit.keys.steps import act, closed, opened, remembered, replaced, say, then
from annotate_kit.keys.view import Step, View

__all__ = [
    "ask_next",
    "begin_walk",
    "end_walk",
    "tag",
    "tag_all",
    "tag_as_asked",
    "tag_asking",
    "tag_chosen",
    "walk_no",
    "walk_yes",
]


def tag(view: View, key: str, ids: Ids) -> Step:
    """The selection mentions a record of the letter's type."""
    return _tag(view, view.letters[key], ids, (key,))


def tag_asking(view: View, key: str, _ids: Ids) -> Step:
    """The same with Shift: which record is asked."""
    name = view.letters[key.lower()]
    return _ask(view, name, near_rows(view, (name,), view.words), ("at", key.lower()), is_asked=True)


def ask_next(view: View, _key: str, _ids: Ids) -> Step:
    """The next letter counts as if Shift were held."""
    return opened(view, Asking())


def tag_as_asked(view: View, key: str, ids: Ids) -> Step:
    """The letter after `@`."""
    return tag_asking(closed(view).view, key, ids)


def _tag(view: View, type_name: str, ids: Ids, keys: tuple[str, ...]) -> Step:
    words = plain_words(view.words)
    if not words:
        return say(view, "There are no words in the selection.")
    span = view.lens.span_at(view.selection.start, view.selection.end)
    already = _mentioned(view, span.id, type_name) if span is not None else None
    if already is not None:
        message = f"{name_of(view, already)} is mentioned here already; Shift or @ before the letter asks for another."
        return say(view, message, hand=already, last=keys)
    same = view.lens.named.get((type_name, words), ())
    if len(same) == 1:
        return _joined(view, same[0], type_name, "which the same words mention", ids, keys)
    near = near_rows(view, (type_name,), words)
    explained = _explained(view, near)
    if explained is not None:
        return _joined(view, explained, type_name, "behind whose name it stands in brackets", ids, keys)
    if near:
        return _ask(view, type_name, near, keys)
    # Nothing comes near: whether it is there already need not be asked again.
    step = tag_chosen(view, TakeNew(type=type_name), type_name, ids, is_unlike=True)
    return remembered(step, keys)


def _joined(view: View, record: str, type_name: str, why: str, ids: Ids, keys: tuple[str, ...]) -> Step:
    step = tag_chosen(view, TakeRecord(record=record), type_name, ids)
    said = f"joins {name_of(step.view, record)}, {why}; u takes it back"
    return remembered(then(step, say(step.view, said)), keys)


_BRACKETS = {"(": ")", "（": "）", "[": "]"}
_ONCE_MORE = frozenset({"same name", "abbreviation", "other script"})
"""Why words in brackets are the name before them once more; what merely looks like it may be a part of it."""


def _explained(view: View, near: tuple[ListRow, ...]) -> str | None:
    """The record whose name the selection says once more in brackets: "Bank of Korea (BOK)"."""
    start, end = view.selection.start, view.selection.end
    closing = _BRACKETS.get(view.text[max(start - 1, 0) : start])
    if closing is None or view.text[end : end + 1] != closing:
        return None
    before = start - 1 - (view.text[max(start - 2, 0) : start - 1] == " ")
    named = view.lens.named_until(before)
    choices = (row.choice for row in near if row.note in _ONCE_MORE)
    records = (choice.record for choice in choices if isinstance(choice, TakeRecord))
    return next((record for record in records if record in named), None)


_FEW = 4
"""Rows of records that were in hand before, which stand above the one that makes a new record."""


def _mentioned(view: View, span_id: str, type_name: str) -> str | None:
    records = view.annotation.records
    return next((key for key in view.lens.mentions_of(span_id) if records[key].type == type_name), None)


def _ask(
    view: View, type_name: str, near: tuple[ListRow, ...], keys: tuple[str, ...], *, is_asked: bool = False
) -> Step:
    if not plain_words(view.words):
        return say(view, "There are no words in the selection.")
    title = f'"{plain_words(view.words)}" is a mention of'
    picker = Picker(title=title, pick_for="tag", all_rows=(), rows=(), type=type_name)
    new = new_rows(view, (type_name,))
    rest = lately_first(view, rest_rows(view, (type_name,), near))
    # Who asks for the list means a record that the words do not name: one of those that were in hand before.
    count = len(held_rows(view, rest[:_FEW])) if is_asked else 0
    step = opened(view, make_picker(picker, (*near, *rest[:count]), new, rest[count:]))
    return remembered(step, keys)


def tag_chosen(view: View, chosen: Chosen, type_name: str, ids: Ids, *, is_unlike: bool = False) -> Step:
    """The selection mentions what was chosen, and no other record of the type.

    Args:
        view: what is seen.
        chosen: what the selection names.
        type_name: the record type.
        ids: makes ids.
        is_unlike: whether it is known that no record comes near to these words.
    """
    span = selected_span(view, ids)
    before = _mentioned(view, span.id, type_name)
    if isinstance(chosen, TakeRecord) and before == chosen.record:
        return say(view, f"{name_of(view, before)} is mentioned here already.", hand=before)
    record_id, edit = mention_chosen(view, chosen, span, ids, instead_of=before)
    step = act(view, edit, "", hand=record_id, span=span.id)
    title = title_of(view.catalog, type_name)
    is_new = not isinstance(chosen, TakeRecord)
    same = _same_as(view, chosen)
    near = duplicate_of(step.view, record_id) if isinstance(chosen, TakeNew) and not is_unlike else ""
    made = a_new(view.catalog, type_name) + same + (f"; {near}" if near else "")
    message = made if is_new else f"a mention of {name_of(step.view, record_id)} ({title})"
    return then(step, say(step.view, message, offer=offered(step.view, span)))


def _same_as(view: View, chosen: Chosen) -> str:
    """That a new record is the same as something that other articles know; "" where it is not."""
    if not isinstance(chosen, TakeEntity):
        return ""
    known = next((one for one in view.known if one.entity == chosen.entity), None)
    caption, articles = (known.caption, known.articles) if known is not None else (chosen.entity, ())
    where = articles[0] if len(articles) == 1 else counted(len(articles), "other article") if articles else ""
    return f", the same as {caption}" + (f" of {where}" if where else "")


# The other places with the same words.


def tag_all(view: View, key: str, ids: Ids) -> Step:
    """Every other place with these words becomes a mention too; one undo takes them all back."""
    offer = view.offer
    if offer is None:
        return say(view, "Nothing else to tag: tag these words first, or no other place has them.")
    places = every_place(view, offer)
    edit = mention_all(view, offer.record, places, ids)
    count = len(places)
    message = (
        f"{count} more {'place' if count == 1 else 'places'} tagged as {name_of(view, offer.record)}; u takes all back"
    )
    return remembered(act(view, edit, message, offer=None), (key,))


def begin_walk(view: View, _key: str, _ids: Ids) -> Step:
    """The other places are shown one by one, from here on and then from the top: `y`, `n`, `q`."""
    offer = view.offer
    if offer is None:
        return say(view, "Nothing to walk: tag these words first, or no other place has them.")
    here = view.selection.start
    found = every_place(view, offer)
    places = (
        *(place for place in found if place.start > here),
        *(place for place in found if place.start <= here),
    )
    step = opened(view, Walk(record=offer.record, places=places))
    return select(step.view, places[0].start, places[0].end)


def _walk(view: View) -> Walk:
    assert isinstance(view.overlay, Walk)
    return view.overlay


def walk_yes(view: View, _key: str, ids: Ids) -> Step:
    """This place is a mention too."""
    walk = _walk(view)
    edit = mention_all(view, walk.record, (walk.places[walk.at],), ids)
    step = act(view, edit, "")
    return then(step, _walk_on(step.view, attrs.evolve(walk, tagged=walk.tagged + 1)))


def walk_no(view: View, _key: str, _ids: Ids) -> Step:
    """This place is none."""
    return _walk_on(view, _walk(view))


def _walk_on(view: View, walk: Walk) -> Step:
    if walk.at + 1 >= len(walk.places):
        return _walk_over(view, walk)
    place = walk.places[walk.at + 1]
    step = replaced(view, attrs.evolve(walk, at=walk.at + 1))
    return select(step.view, place.start, place.end)


def end_walk(view: View, _key: str, _ids: Ids) -> Step:
    """Enough: the places left stay as they are."""
    return _walk_over(view, _walk(view))


def _walk_over(view: View, walk: Walk) -> Step:
    asked = f"{walk.tagged} of {counted(len(walk.places), 'place')} tagged"
    return say(closed(view).view, asked, offer=None)
