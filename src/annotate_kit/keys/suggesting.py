"""Suggestions at the keys: `Tab` goes to one, `y` accepts it and goes on, `x` rejects it and that is remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import attrs

from annotate_kit.core import Batch, Edit, Ids
from annotate_kit.core.counting import counted
from annotate_kit.keys import edges, moving
from annotate_kit.keys.captions import name_of, title_of
from annotate_kit.keys.lens import plain_words, touched
from annotate_kit.keys.overlays import Chosen, Fill, ListRow, Picker, TakeValue
from annotate_kit.keys.places import offered
from annotate_kit.keys.steps import act, closed, look, opened, remembered, say, then
from annotate_kit.keys.view import Step, View
from annotate_kit.schema import label
from annotate_kit.suggest import Elsewhere, Here, NameOf, Suggestion, accept, accept_all, reject

__all__ = [
    "accept_filled",
    "accept_one",
    "accept_values",
    "advised",
    "all_chosen",
    "begin_accept_all",
    "begin_filter",
    "current",
    "filter_chosen",
    "next_stop",
    "next_suggestion",
    "previous_stop",
    "previous_suggestion",
    "reject_everywhere",
    "reject_or_remove",
    "told",
    "with_suggestions",
]

_SCORES: Final = (0.5, 0.7, 0.9)
_SHOWN: Final = 30
"""Code points of a suggestion's words in the last line."""
_MOST_ROWS: Final = 500
"""Suggestions that the list before a bulk accept shows one by one."""


def current(view: View) -> Suggestion | None:
    """The suggestion that `y` and `x` are about: the one that was gone to, while the selection touches it.

    So its edges may be corrected first. Without one, a suggestion for just the selected words.
    """
    chosen, start, end = view.advice.chosen, view.selection.start, view.selection.end
    if chosen is not None and chosen.start < end and start < chosen.end:
        return chosen
    touching = view.advice.between(start, end)
    return next((found for found in touching if (found.start, found.end) == (start, end)), None)


def with_suggestions(view: View, suggestions: Sequence[Suggestion]) -> View:
    """The view with what the suggesters propose now; the one that is on stays on where it is still proposed."""
    chosen = view.advice.chosen
    kept = chosen if chosen in suggestions else None
    return attrs.evolve(view, advice=attrs.evolve(view.advice, standing=tuple(suggestions), chosen=kept))


def advised(before: View, step: Step) -> Step:
    """The step, without suggestions for words that it tagged."""
    old, new, advice = before.annotation, step.view.annotation, step.view.advice
    if new is old or not advice.standing:
        return step
    tagged = sorted({key for edit in step.edits for key in touched(edit)[0]})
    for key in tagged:
        if key in new.spans and key not in old.spans and step.view.lens.mentions_of(key):
            for fragment in new.spans[key].fragments:
                advice = advice.without_mentions(fragment.start, fragment.end)
    return step if advice is step.view.advice else attrs.evolve(step, view=attrs.evolve(step.view, advice=advice))


def told(view: View, suggestion: Suggestion) -> str:
    """A suggestion in words: what it would make of its words, how sure, why."""
    title = title_of(view.catalog, suggestion.type)
    parts = [title] if suggestion.is_mention else []
    target = suggestion.target
    if isinstance(target, Here):
        parts.append(name_of(view, target.record))
    elif isinstance(target, Elsewhere):
        parts.append(next((known.caption for known in view.known if known.entity == target.entity), target.entity))
    else:
        parts.append(target.name or "a new one")
    record_type = view.catalog.types[suggestion.type]
    for value in suggestion.fields:
        plain = value.value.words if isinstance(value.value, NameOf) else value.note or value.value
        parts.append(f"{label(record_type, value.pointer)}: {plain}")
    doubt = ", look twice" if suggestion.is_doubtful else ""
    return f"{', '.join(parts)}? {suggestion.score:.0%}, {suggestion.source.name}: {suggestion.reason}{doubt}"


# Going there.


def next_stop(view: View, key: str, ids: Ids) -> Step:
    """The next suggestion or candidate, whichever comes first."""
    ahead = next(view.advice.after(_behind(view)), None)
    if ahead is None:
        return moving.next_candidate(view, key, ids)
    step = moving.next_candidate(view, key, ids)
    while _is_move(view, step) and step.view.selection.start < ahead.start and _is_covered(step.view):
        step = moving.next_candidate(step.view, key, ids)
    is_first = _is_move(view, step) and step.view.selection.end <= ahead.start
    return step if is_first and not _is_covered(step.view) else _go(view, ahead)


def previous_stop(view: View, key: str, ids: Ids) -> Step:
    """The suggestion or candidate before."""
    behind = next(view.advice.before(_from(view)), None)
    step = moving.previous_candidate(view, key, ids)
    if behind is None:
        return step
    while _is_move(view, step) and step.view.selection.start > behind.start and _is_covered(step.view):
        step = moving.previous_candidate(step.view, key, ids)
    is_first = _is_move(view, step) and step.view.selection.start >= behind.end
    return step if is_first and not _is_covered(step.view) else _go(view, behind)


def next_suggestion(view: View, _key: str, _ids: Ids) -> Step:
    """The next suggestion, whatever lies between."""
    found = next(view.advice.after(_behind(view)), None)
    return say(view, _no_more(view)) if found is None else _go(view, found)


def previous_suggestion(view: View, _key: str, _ids: Ids) -> Step:
    """The suggestion before, whatever lies between."""
    found = next(view.advice.before(_from(view)), None)
    return say(view, "That was the first suggestion.") if found is None else _go(view, found)


def _no_more(view: View) -> str:
    hidden = view.advice.hidden
    return f"That was the last suggestion shown; {hidden} are hidden." if hidden else "That was the last suggestion."


def _behind(view: View) -> int:
    """From where on suggestions come next: behind the one that is on, else from the selection on."""
    found = current(view)
    return found.start + 1 if found is not None else view.selection.start


def _from(view: View) -> int:
    found = current(view)
    return found.start if found is not None else view.selection.start


def _is_move(view: View, step: Step) -> bool:
    return step.view.selection != view.selection


def _is_covered(view: View) -> bool:
    return next(view.advice.between(view.selection.start, view.selection.end), None) is not None


def _go(view: View, suggestion: Suggestion) -> Step:
    advice = attrs.evolve(view.advice, chosen=suggestion)
    return moving.select(view, suggestion.start, suggestion.end, by_grapheme=False, advice=advice)


# Deciding.


def accept_one(view: View, key: str, ids: Ids) -> Step:
    """The suggestion is data now, with the edges that are selected; on to the next."""
    found = current(view)
    if found is None:
        # Nothing is accepted that was not looked at: the first `y` only goes there.
        ahead = next(view.advice.after(view.selection.start), None)
        return say(view, _no_more(view)) if ahead is None else _go(view, ahead)
    edit = _accepted(view, found, ids, view.selection.start, view.selection.end)
    if edit is None:
        return say(attrs.evolve(view, advice=view.advice.without(found)), "The record that it is about is gone.")
    step = _decided(view, found, edit, "")
    hand = _accepted_for(step.view, found, view)
    span = step.view.lens.span_at(view.selection.start, view.selection.end)
    message = f"{name_of(step.view, hand) if hand else ''}: {plain_words(view.words)}".removeprefix(": ")
    on = _on(step.view, found)
    message = _asking(on.view, message)
    # `*` stays about what was just accepted, although the selection is elsewhere.
    offer = offered(step.view, span) if found.is_mention else None
    return remembered(then(step, say(on.view, message, hand=hand, offer=offer)), (key,))


def _accepted(view: View, found: Suggestion, ids: Ids, start: int, end: int) -> Edit | None:
    if isinstance(found.target, Here) and found.target.record not in view.annotation.records:
        return None
    return accept(
        found,
        view.annotation,
        view.text,
        ids,
        catalog=view.catalog,
        start=start,
        end=end,
        published=view.article.published,
        language=view.article.language,
    )


def _accepted_for(view: View, found: Suggestion, before: View) -> str | None:
    """The record that an accepted suggestion was about."""
    if isinstance(found.target, Here):
        return found.target.record
    span = view.lens.span_at(before.selection.start, before.selection.end)
    named = view.lens.mentions_of(span.id) if span is not None and found.is_mention else ()
    new = [key for key in view.annotation.records if key not in before.annotation.records]
    return next((key for key in named if view.annotation.records[key].type == found.type), next(iter(new), before.hand))


def _decided(view: View, found: Suggestion, edit: Edit, message: str) -> Step:
    step = act(view, edit, message)
    return attrs.evolve(step, view=attrs.evolve(step.view, advice=step.view.advice.without(found)))


def _on(view: View, found: Suggestion) -> Step:
    """On to the suggestion behind the one that was decided."""
    following = next(view.advice.after(found.start), None)
    return look(view) if following is None else _go(view, following)


def reject_or_remove(view: View, key: str, ids: Ids) -> Step:
    """The suggestion is refused, does not come back, and the next is on; without one, the span here goes."""
    found = current(view)
    return edges.remove_span(view, key, ids) if found is None else _refused(view, found, everywhere=False)


def reject_everywhere(view: View, _key: str, _ids: Ids) -> Step:
    """The suggestion is refused for these words in the whole article."""
    found = current(view)
    return say(view, "No suggestion is selected.") if found is None else _refused(view, found, everywhere=True)


def _refused(view: View, found: Suggestion, *, everywhere: bool) -> Step:
    step = _decided(view, found, reject(found, view.annotation, view.text, everywhere=everywhere), "")
    if everywhere:
        words = view.text[found.start : found.end]
        alike = [
            one
            for one in step.view.advice.standing
            if one.type == found.type and one.is_mention == found.is_mention and view.text[one.start : one.end] == words
        ]
        step = attrs.evolve(step, view=attrs.evolve(step.view, advice=step.view.advice.without(*alike)))
    on = _on(step.view, found)
    refused = f'"{plain_words(view.text[found.start : found.end])}" refused; u takes it back'
    return then(step, say(on.view, _asking(on.view, refused)))


def _asking(view: View, done: str) -> str:
    """What was done, behind what the next key is about: nobody shall accept what the last line has not shown."""
    found = current(view)
    return done if found is None else f'"{plain_words(view.words)[:_SHOWN]}" {told(view, found)} · {done}'


# Values in the filling menu and the form.


def accept_values(view: View, suggestions: Sequence[Suggestion], ids: Ids) -> Step:
    """These proposed values are data now, in one act."""
    edit = accept_all(suggestions, view.annotation, view.text, ids, catalog=view.catalog)
    step = act(view, edit, f"{len(suggestions)} proposed {'value' if len(suggestions) == 1 else 'values'} taken")
    return attrs.evolve(step, view=attrs.evolve(step.view, advice=step.view.advice.without(*suggestions)))


def accept_filled(view: View, _key: str, ids: Ids) -> Step:
    """Every value that is proposed here for the record is taken, in one act."""
    fill = view.overlay
    assert isinstance(fill, Fill)
    proposed = view.advice.for_record(fill.record)
    if not proposed:
        return say(closed(view).view, "No value is proposed for this record.")
    return accept_values(closed(view).view, proposed, ids)


# Many at once: shown first.


def begin_accept_all(view: View, _key: str, _ids: Ids) -> Step:
    """What accepting all shown suggestions would do is listed first; a row takes all, a type's or a suggester's."""
    shown = view.advice.shown()
    if not shown:
        return say(view, "No suggestion is shown.")
    counts = Counter(suggestion.type for suggestion in shown)
    rows = [ListRow(label=f"accept all {len(shown)}", detail="in one act", choice=TakeValue(value="all"))]
    if len(counts) > 1:
        rows += [
            ListRow(
                label=f"accept {count}", detail=title_of(view.catalog, name), choice=TakeValue(value=["type", name])
            )
            for name, count in counts.items()
        ]
    sources = Counter(suggestion.source.name for suggestion in shown)
    if len(sources) > 1:
        rows += [
            ListRow(label=f"accept {count}", detail=f"of {name}", choice=TakeValue(value=["source", name]))
            for name, count in sources.items()
        ]
    rows += [
        ListRow(
            label=plain_words(view.text[suggestion.start : suggestion.end]),
            detail=told(view, suggestion),
            choice=TakeValue(value=[suggestion.start, suggestion.end]),
        )
        for suggestion in shown[:_MOST_ROWS]
    ]
    title = f"Accept {counted(len(shown), 'suggestion')}? A row of words only goes there"
    return opened(view, Picker(title=title, pick_for="accept", all_rows=tuple(rows), rows=tuple(rows)))


def all_chosen(view: View, _picker: Picker, chosen: Chosen, ids: Ids) -> Step:
    """The row that was chosen: all, those of one type, or only a look at one."""
    assert isinstance(chosen, TakeValue)
    shown = view.advice.shown()
    if isinstance(chosen.value, list) and chosen.value[0] not in ("type", "source"):
        found = next(one for one in shown if [one.start, one.end] == chosen.value)
        return _go(view, found)
    taken = [one for one in shown if chosen.value in ("all", ["type", one.type], ["source", one.source.name])]
    edit = accept_all(taken, view.annotation, view.text, ids, catalog=view.catalog)
    count = len(edit.edits) if isinstance(edit, Batch) else 1
    step = act(view, edit, f"{counted(count, 'suggestion')} accepted; u takes all back")
    return attrs.evolve(step, view=attrs.evolve(step.view, advice=step.view.advice.without(*taken)))


# The filter.


def begin_filter(view: View, _key: str, _ids: Ids) -> Step:
    """Suggestions below a score, or of other sources than one, are hidden."""
    standing = view.advice.standing
    rows = [ListRow(label="show all", detail=str(len(standing)), choice=TakeValue(value=["", 0]))]
    for score in _SCORES:
        count = sum(1 for one in standing if one.score >= score)
        rows.append(ListRow(label=f"{score:.0%} and more", detail=str(count), choice=TakeValue(value=["", score])))
    for name, count in sorted(Counter(one.source.name for one in standing).items()):
        rows.append(ListRow(label=f"only {name}", detail=str(count), choice=TakeValue(value=[name, 0])))
    return opened(
        view, Picker(title="Which suggestions to show", pick_for="filter", all_rows=tuple(rows), rows=tuple(rows))
    )


def filter_chosen(view: View, _picker: Picker, chosen: Chosen, _ids: Ids) -> Step:
    """The filter that was chosen."""
    assert isinstance(chosen, TakeValue)
    assert isinstance(chosen.value, list)
    source, score = chosen.value
    advice = attrs.evolve(view.advice, source=str(source), least_score=float(str(score)), chosen=None)
    return say(
        attrs.evolve(view, advice=advice), f"{counted(len(advice.shown()), 'suggestion')} shown, {advice.hidden} hidden"
    )
