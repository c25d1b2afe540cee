"""Entities of the project that may be one: the pairs with their reasons, then both with their words, and a decision."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from annotate_kit.core import Ids
from annotate_kit.keys.linking import found_chosen
from annotate_kit.keys.overlays import Chosen, ListRow, Picker, TakeValue
from annotate_kit.keys.requests import FindPairs, JoinEntities, KeepApart, ShowPair
from annotate_kit.keys.steps import ask, opened, say
from annotate_kit.keys.view import Step, View

__all__ = ["PairRow", "Said", "begin_project_pairs", "pairs_chosen", "with_pair", "with_pairs"]


@attrs.frozen(kw_only=True)
class PairRow:
    """Two entities that may be one; nothing of it is safe to print yet."""

    one: str
    other: str
    """Their ids."""
    names: tuple[str, str]
    type: str
    """The record type's title."""
    reason: str


@attrs.frozen(kw_only=True)
class Said:
    """A sentence that names an entity."""

    article: str
    start: int
    """Where its name stands: a half-open range of code points, 0-based."""
    end: int
    sentence: str


def begin_project_pairs(view: View, _key: str, _ids: Ids) -> Step:
    """The entities of all articles that may be one are looked for."""
    return ask(view, FindPairs(), message="Looking …")


def with_pairs(view: View, pairs: Sequence[PairRow]) -> View:
    """The list of pairs, the likeliest first, in answer to `FindPairs`."""
    if not pairs:
        return say(view, "No two things of the project look like one.").view
    rows = tuple(
        ListRow(
            label=" = ".join(pair.names),
            detail=pair.type.lower(),
            note=pair.reason,
            choice=TakeValue(value=["pair", pair.one, pair.other]),
        )
        for pair in pairs
    )
    title = f"{len(rows)} {'pair' if len(rows) == 1 else 'pairs'} that may be one; Enter shows their words"
    return opened(view, Picker(title=title, pick_for="pairs", all_rows=rows, rows=rows)).view


def with_pair(view: View, pair: PairRow, said: tuple[Sequence[Said], Sequence[Said]]) -> View:
    """Both entities with their words, and the question, in answer to `ShowPair`; a sentence's row goes there."""
    rows = [
        ListRow(label="they are one", note=pair.reason, choice=TakeValue(value=["one", pair.one, pair.other])),
        ListRow(label="they are two", note="asked no more", choice=TakeValue(value=["two", pair.one, pair.other])),
    ]
    for name, sentences in zip(pair.names, said, strict=True):
        rows += [ListRow(label=f"{name}: {one.sentence}", detail=one.article, choice=_place(one)) for one in sentences]
    title = f"{pair.names[0]} and {pair.names[1]}"
    return opened(view, Picker(title=title, pick_for="pairs", all_rows=tuple(rows), rows=tuple(rows))).view


def _place(said: Said) -> TakeValue:
    return TakeValue(value=[said.article, said.start, said.end])


def pairs_chosen(view: View, picker: Picker, chosen: Chosen, ids: Ids) -> Step:
    """A pair is shown, or decided; then the list of those left comes again."""
    assert isinstance(chosen, TakeValue)
    assert isinstance(chosen.value, list)
    what, one, other = chosen.value
    if what == "pair":
        return ask(view, ShowPair(str(one), str(other)))
    if what == "one":
        return ask(view, JoinEntities(str(one), str(other)), FindPairs())
    if what == "two":
        kept = attrs.evolve(view, apart=view.apart | {(str(one), str(other))})
        return ask(kept, KeepApart(str(one), str(other)), FindPairs())
    return found_chosen(view, picker, chosen, ids)
