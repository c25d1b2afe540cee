"""Search as you type: hits are found at each key, the first one after the selection is selected."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import attrs

from annotate_kit.core import Ids
from annotate_kit.keys.moving import select
from annotate_kit.keys.overlays import SearchPrompt
from annotate_kit.keys.steps import closed, look, opened, say, then
from annotate_kit.keys.view import Search, Selection, Step, View
from annotate_kit.text import BadPattern, Range, search

if TYPE_CHECKING:
    from annotate_kit.text.finding import Where

__all__ = [
    "begin_search",
    "cancel_search",
    "end_search",
    "following",
    "next_hit",
    "previous_hit",
    "turn_search",
    "type_in_search",
]


def begin_search(view: View, _key: str, _ids: Ids) -> Step:
    """Words to look for are typed; a second `/` first makes them a regular expression."""
    selection = view.selection
    at = view.search.at if view.search is not None else "starts"
    return opened(view, SearchPrompt(start=selection.start, end=selection.end, at=at))


def _prompt(view: View) -> SearchPrompt:
    assert isinstance(view.overlay, SearchPrompt)
    return view.overlay


def type_in_search(view: View, key: str, _ids: Ids) -> Step:
    """The words to look for change, and the first hit from where the search began is selected."""
    prompt = _prompt(view)
    if key == "backspace" and not prompt.buffer.text:
        return cancel_search(view, key, _ids)
    return _found(view, attrs.evolve(prompt, buffer=prompt.buffer.typed(key), error=""))


def _found(view: View, prompt: SearchPrompt) -> Step:
    typed = prompt.buffer.text
    pattern = typed.removeprefix("/")
    is_regex = typed != pattern
    hits = search(view.index, pattern, regex=is_regex, at=prompt.at) if pattern else ()
    is_inside = bool(pattern) and not is_regex and not hits and prompt.at == "starts"
    if is_inside:
        hits = search(view.index, pattern)
    if isinstance(hits, BadPattern):
        # Half-typed expressions are bad at every second key: the hits before stay.
        return look(view, overlays=(*view.overlays[:-1], attrs.evolve(prompt, error=hits.reason)))
    view = attrs.evolve(
        view,
        overlays=(*view.overlays[:-1], prompt),
        search=Search(pattern=typed, hits=hits, at=prompt.at, is_inside=is_inside) if pattern else None,
    )
    if not hits:
        return select(view, prompt.start, prompt.end)
    at = bisect_left(hits, prompt.start, key=_start)
    hit = hits[at % len(hits)]
    return select(view, hit.start, hit.end, by_grapheme=False)


_WHERE: tuple[Where, ...] = ("starts", "words", "anywhere")


def turn_search(view: View, _key: str, _ids: Ids) -> Step:
    """The words are looked for where words begin, then as whole words, then anywhere."""
    prompt = _prompt(view)
    return _found(view, attrs.evolve(prompt, at=following(prompt.at)))


def following(at: Where) -> Where:
    """Where words are looked for after the next turn."""
    return _WHERE[(_WHERE.index(at) + 1) % len(_WHERE)]


def _start(hit: Range) -> int:
    return hit.start


def end_search(view: View, _key: str, _ids: Ids) -> Step:
    """The hit stays selected, and `n` goes on to the next."""
    search_now = view.search
    step = closed(view)
    if search_now is None:
        return step
    return then(step, say(step.view, _count(search_now, view.selection)))


def cancel_search(view: View, _key: str, _ids: Ids) -> Step:
    """Back to where the search began."""
    prompt = _prompt(view)
    return select(closed(view, search=None).view, prompt.start, prompt.end)


def next_hit(view: View, _key: str, _ids: Ids) -> Step:
    """The next hit; after the last one, the first."""
    if view.search is None or not view.search.hits:
        return say(view, _nothing(view))
    hits = view.search.hits
    at = bisect_right(hits, view.selection.start, key=_start) % len(hits)
    return _to_hit(view, view.search, at)


def previous_hit(view: View, _key: str, _ids: Ids) -> Step:
    """The hit before; before the first one, the last."""
    if view.search is None or not view.search.hits:
        return say(view, _nothing(view))
    hits = view.search.hits
    return _to_hit(view, view.search, bisect_left(hits, view.selection.start, key=_start) - 1)


def _to_hit(view: View, found: Search, at: int) -> Step:
    hit = found.hits[at]
    view = select(view, hit.start, hit.end, by_grapheme=False).view
    return say(view, _count(found, view.selection))


def _count(found: Search, selection: Selection) -> str:
    at = bisect_right(found.hits, selection.start, key=_start)
    return f"hit {at} of {len(found.hits)}" if found.hits else f"no {found.pattern}"


def _nothing(view: View) -> str:
    return "Nothing to look for yet: / begins a search." if view.search is None else f"No {view.search.pattern} here."
