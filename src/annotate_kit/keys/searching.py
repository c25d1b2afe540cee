"""Search as you type: hits are found at each key, the first one after the selection is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from annotate_kit.core import Ids
from annotate_kit.core.counting import counted
from annotate_kit.core.limits import FIXED
from annotate_kit.keys.hits import Hits
from annotate_kit.keys.moving import select
from annotate_kit.keys.overlays import SearchPrompt
from annotate_kit.keys.steps import closed, look, opened, say, then
from annotate_kit.keys.view import Search, Step, View
from annotate_kit.text import BadPattern, Range, search

if TYPE_CHECKING:
    from annotate_kit.text.finding import Where

__all__ = [
    "begin_search",
    "cancel_search",
    "end_search",
    "following",
    "how_many",
    "is_searching",
    "next_hit",
    "previous_hit",
    "search_further",
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
    found = _sought(view, typed, prompt.at) if typed not in ("", "/") else None
    if isinstance(found, BadPattern):
        # Half-typed expressions are bad at every second key: the hits before stay.
        return look(view, overlays=(*view.overlays[:-1], attrs.evolve(prompt, error=found.reason)))
    view = attrs.evolve(view, overlays=(*view.overlays[:-1], prompt), search=found)
    hit = _first_from(found.hits, prompt.start) if found is not None else None
    if hit is None:
        return select(view, prompt.start, prompt.end)
    return select(view, hit.start, hit.end, by_grapheme=False)


def _sought(view: View, typed: str, at: Where) -> Search | BadPattern:
    pattern = typed.removeprefix("/")
    if pattern != typed:
        found = search(view.index, pattern, regex=True)
        return found if isinstance(found, BadPattern) else Search(pattern=typed, hits=Hits.all_of(view.index, found))
    before = view.search
    known = before.hits if before is not None else None
    # Where no word begins with it, none begins with more than it.
    is_known = before is not None and before.is_inside and before.hits.is_beginning_of(view.index, pattern)
    if at != "starts" or not is_known:
        hits = Hits.of(view.index, pattern, at, known)
        if at != "starts" or hits.first_from(0) is not None:
            return Search(pattern=typed, hits=hits, at=at)
    return Search(pattern=typed, hits=Hits.of(view.index, pattern, "anywhere", known), at=at, is_inside=True)


def _first_from(hits: Hits, offset: int) -> Range | None:
    """The first hit from an offset on, which goes round."""
    return hits.first_from(offset) or hits.first_from(0)


_WHERE: tuple[Where, ...] = ("starts", "words", "anywhere")


def turn_search(view: View, _key: str, _ids: Ids) -> Step:
    """The words are looked for where words begin, then as whole words, then anywhere."""
    prompt = _prompt(view)
    return _found(view, attrs.evolve(prompt, at=following(prompt.at)))


def following(at: Where) -> Where:
    """Where words are looked for after the next turn."""
    return _WHERE[(_WHERE.index(at) + 1) % len(_WHERE)]


def end_search(view: View, _key: str, _ids: Ids) -> Step:
    """The hit stays selected, and `n` goes on to the next."""
    step = closed(view)
    return step if view.search is None else then(step, say(step.view, _count(view)))


def cancel_search(view: View, _key: str, _ids: Ids) -> Step:
    """Back to where the search began."""
    prompt = _prompt(view)
    return select(closed(view, search=None).view, prompt.start, prompt.end)


def next_hit(view: View, _key: str, _ids: Ids) -> Step:
    """The next hit; after the last one, the first."""
    hits = view.search.hits if view.search is not None else None
    return _to_hit(view, _first_from(hits, view.selection.start + 1) if hits is not None else None)


def previous_hit(view: View, _key: str, _ids: Ids) -> Step:
    """The hit before; before the first one, the last."""
    hits = view.search.hits if view.search is not None else None
    before = hits.last_before(view.selection.start) or hits.last_before(_BEHIND) if hits is not None else None
    return _to_hit(view, before)


_BEHIND = 1 << 62
"""An offset behind any text."""


def _to_hit(view: View, hit: Range | None) -> Step:
    if view.search is None or hit is None:
        return say(view, _nothing(view))
    view = select(view, hit.start, hit.end, by_grapheme=False).view
    return say(view, _count(view))


def _count(view: View) -> str:
    """Which hit is selected, of how many."""
    assert view.search is not None
    hits = view.search.hits
    if not hits.is_whole:
        return _COUNTING
    if not hits.known:
        return f"no {view.search.pattern}"
    return f"hit {hits.number_of(view.selection.start)} of {hits.known}{'+' if _is_cut(view.search) else ''}"


_COUNTING = "a hit; the others are being counted"


def how_many(found: Search) -> str:
    """How many hits there are, as far as is known."""
    known = found.hits.known
    return counted(known, "hit") if found.hits.is_whole and not _is_cut(found) else f"{known:,}+ hits"


def _is_cut(found: Search) -> bool:
    """Whether there may be more hits of a regular expression than are looked for."""
    return found.pattern.startswith("/") and found.hits.known >= FIXED.search_hits


# What is left to look through.


def is_searching(view: View) -> bool:
    """Whether hits are still to be counted: what is shown needs no more of the text, their number does."""
    return view.search is not None and not view.search.hits.is_whole


def search_further(view: View) -> View:
    """A little more of the text looked through; the very same view until the number of hits can be said."""
    assert view.search is not None
    view.search.hits.learn()
    if not view.search.hits.is_whole:
        return view
    message = _count(view) if view.message == _COUNTING else view.message
    return attrs.evolve(view, message=message)


def _nothing(view: View) -> str:
    return "Nothing to look for yet: / begins a search." if view.search is None else f"No {view.search.pattern} here."
