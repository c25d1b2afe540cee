"""Say it once, further: whatever the capitals, and over the whole project with a preview by article."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from annotate_kit.core import Ids
from annotate_kit.core.counting import counted
from annotate_kit.keys.lens import plain_words
from annotate_kit.keys.linking import found_chosen
from annotate_kit.keys.overlays import Chosen, ListRow, Picker, TakeValue
from annotate_kit.keys.places import offered
from annotate_kit.keys.requests import DoTagEverywhere, TagEverywhere
from annotate_kit.keys.steps import ask, opened, say, span_under
from annotate_kit.keys.view import Step, View

__all__ = [
    "InArticle",
    "offer_any_case",
    "preview_chosen",
    "tag_everywhere",
    "tag_everywhere_any_case",
    "with_preview",
]

_NOT_TAGGED = "Select a tagged name first: its words are looked for in the other articles."


@attrs.frozen(kw_only=True)
class InArticle:
    """Where the words stand untagged in one other article."""

    article: str
    places: Sequence[tuple[int, int, str]]
    """Half-open ranges of code points, each with its sentence; not yet safe to print."""


def offer_any_case(view: View, _key: str, _ids: Ids) -> Step:
    """The other places with these words, whatever the capitals, are what `*` and `&` are about now."""
    span = span_under(view)
    offer = offered(view, span, ignore_case=True)
    if span is None or offer is None:
        return say(view, "No other place has these words untagged, whatever the capitals; select a tagged name first.")
    count = f"{len(offer.places)}{'+' if offer.has_more else ''}"
    return say(view, f"{count} more with any capitals: * tags them, & walks them", offer=offer)


def tag_everywhere(view: View, _key: str, _ids: Ids) -> Step:
    """The record's words in every other article: shown by article first, tagged in one act."""
    return _ask(view, ignore_case=False)


def tag_everywhere_any_case(view: View, _key: str, _ids: Ids) -> Step:
    """The same whatever the capitals."""
    return _ask(view, ignore_case=True)


def _ask(view: View, *, ignore_case: bool) -> Step:
    span = span_under(view)
    mentioned = view.lens.mentions_of(span.id) if span is not None else ()
    record = view.annotation.records[mentioned[0]] if mentioned else None
    if span is None or record is None:
        return say(view, _NOT_TAGGED)
    wanted = TagEverywhere(plain_words(span.quote), record.type, record.entity_id, ignore_case)
    return ask(view, wanted, message="Looking …")


_MOST_ROWS = 500
"""Places that the list shows one by one."""


def with_preview(view: View, words: str, found: Sequence[InArticle]) -> View:
    """Where the words stand in other articles, in answer to `TagEverywhere`; a row tags all, or those of an article."""
    if not found:
        return say(view, f'"{words}" stands untagged in no other article.').view
    count = sum(len(one.places) for one in found)
    rows = [
        ListRow(label=f"tag {counted(count, 'place')}", detail=_in_articles(len(found)), choice=TakeValue(value="all"))
    ]
    for one in found:
        label = f"only {counted(len(one.places), 'place')} in {one.article}"
        rows.append(ListRow(label=label, choice=TakeValue(value=["only", one.article])))
        rows += [
            ListRow(label=f"  {sentence}", detail=one.article, choice=TakeValue(value=[one.article, start, end]))
            for start, end, sentence in one.places[: max(_MOST_ROWS - len(rows), 0)]
        ]
    title = f'Tag "{words}" in other articles? A sentence only goes there'
    return opened(view, Picker(title=title, pick_for="preview", all_rows=tuple(rows), rows=tuple(rows))).view


def _in_articles(count: int) -> str:
    return f"in {counted(count, 'article')}, one act"


def preview_chosen(view: View, picker: Picker, chosen: Chosen, ids: Ids) -> Step:
    """All places of the preview are tagged, or those of one article; or the article of a sentence is opened."""
    assert isinstance(chosen, TakeValue)
    if chosen.value == "all":
        return ask(view, DoTagEverywhere(), message="Tagging …")
    assert isinstance(chosen.value, list)
    if chosen.value[0] == "only":
        return ask(view, DoTagEverywhere(str(chosen.value[1])), message="Tagging …")
    return found_chosen(view, picker, chosen, ids)
