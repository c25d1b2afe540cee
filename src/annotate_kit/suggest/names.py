"""The suggester of names that the project knows already: captions, aliases, abbreviations, other scripts, parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs

from annotate_kit.core import Annotation
from annotate_kit.suggest.abbreviations import Short, short_names
from annotate_kit.suggest.fitting import Places, as_placed, closed, fits
from annotate_kit.suggest.folding import Folded, fold_text
from annotate_kit.suggest.knowing import names_of, organization_type, person_type
from annotate_kit.suggest.lexicon import Entry, Lexicon, initials_of
from annotate_kit.suggest.occupying import Occupied
from annotate_kit.suggest.parts import COMMON, common_nouns, family_names, words_of
from annotate_kit.suggest.recalling import recalled, told_of
from annotate_kit.suggest.scripts import same_name_across_scripts, script_keys
from annotate_kit.suggest.values import Elsewhere, Here, Known, Question, Source, Suggestion, Target, Told
from annotate_kit.text import candidates
from annotate_kit.text.korean import has_hangul

__all__ = ["SOURCE", "NameSuggester"]

SOURCE: Final = Source(name="names", version="1")

_HERE, _ELSEWHERE, _SHORT, _SCRIPT, _INITIALS, _PART, _UNSURE = 0.97, 0.9, 0.88, 0.8, 0.75, 0.6, 0.5
"""How surely words mean a thing: by its name here or elsewhere, a short name that the article explains, another
script, initials, a family name; and the most where they name several things."""
_SHORTEST_ELSEWHERE: Final = 3
"""Code points of a name in Latin letters that is looked for in other articles."""
_MOST_WORDS: Final = 4
"""Of a name that is compared with names in other scripts."""


@attrs.define(eq=False)
class NameSuggester:
    """Proposes every place of a known name. Mutable: it remembers what it made from the project's entities."""

    _known: Sequence[Known] | None = None
    _lexicon: Lexicon = attrs.field(factory=lambda: Lexicon(None))
    _by_script: dict[str, list[Entry]] = attrs.field(factory=dict)
    _told: Mapping[str, Sequence[Told]] = attrs.field(factory=dict)

    @property
    def source(self) -> Source:
        """`names` and the version of its rules."""
        return SOURCE

    def suggest(self, question: Question) -> tuple[Suggestion, ...]:
        """The mentions of what is known, the longest name first, none over another; then values that are known."""
        if self._known is not question.known:
            self._learn(question.known, person_type(question.catalog))
        folded = fold_text(question.text)
        here = _here(question)
        own = Lexicon.of(here)
        places = Places.of(question)
        taken = Occupied()
        found: list[_Found] = []
        raw = [*_hits(own, folded, places), *_hits(self._lexicon, folded, places)]
        raw += [*_explained(question, raw), *_in_other_scripts(question, here, self._by_script)]
        by_place: dict[tuple[int, int], list[Entry]] = {}
        for hit in raw:
            by_place.setdefault((hit.start, hit.end), []).extend(hit.entries)
        for start, end in sorted(by_place, key=lambda place: (place[0] - place[1], place[0])):
            if not taken.overlap(start, end):
                taken.add(start, end)
                found.append(_Found(start=start, end=end, entries=by_place[start, end]))
        doubts = _doubts(question.annotation)
        mentions = _suggestions(sorted(found, key=lambda hit: hit.start))
        return (
            *(_doubted(one, question.text, doubts) for one in mentions),
            *recalled(question, self._told, SOURCE),
        )

    def _learn(self, known: Sequence[Known], people: str | None) -> None:
        entries = [entry for thing in known for entry in _elsewhere(thing, is_person=thing.type == people)]
        self._known, self._lexicon, self._by_script = known, Lexicon.of(entries), _by_script(entries)
        self._told = told_of(known)


@attrs.frozen(kw_only=True)
class _Found:
    start: int
    end: int
    entries: Sequence[Entry]


def _hits(lexicon: Lexicon, folded: Folded, places: Places) -> Iterator[_Found]:
    text = places.index.text
    for first, past, entries in lexicon.find(folded.text):
        start, end = folded.starts[first], folded.ends[past - 1]
        if not (places.has_start(start) and places.has_end(end) and places.is_one(start, end)):
            continue
        fitting = [as_placed(entry, end, places) for entry in entries if fits(entry, start, end, places)]
        if fitting:
            yield _Found(start=start, end=closed(text, start, end), entries=fitting)


def _here(question: Question) -> list[Entry]:
    """The names of this article's records: whole, as initials, and family names where only one has it."""
    catalog, annotation = question.catalog, question.annotation
    people, bodies = person_type(catalog), organization_type(catalog)
    entries: list[Entry] = []
    parts: dict[str, list[Entry]] = {}
    for record in annotation.ordered_records:
        names = names_of(catalog, annotation, record)
        target = Here(record=record.id)
        entries += [_entry(name, target, record.type, _HERE, "named so here", names[0]) for name in names]
        if record.type == people:
            for part in family_names(record, names):
                entry = _entry(part, target, record.type, _PART, f"family name of {names[0]}", names[0])
                parts.setdefault(part, []).append(attrs.evolve(entry, is_strict=True, must_follow=True))
        else:
            for noun in common_nouns(names) if record.type == bodies else ():
                entry = _entry(noun, target, record.type, COMMON, f"short for {names[0]}", names[0])
                parts.setdefault(noun, []).append(attrs.evolve(entry, is_strict=True, must_follow=True, is_common=True))
            entries += _initials(names, target, record.type)
    whole = {entry.name for entry in entries}
    return entries + [named[0] for part, named in parts.items() if len(named) == 1 and part not in whole]


def _entry(name: str, target: Target, type_name: str, score: float, reason: str, of: str) -> Entry:
    return Entry(name=name, target=target, type=type_name, score=score, reason=reason, of=of)


def _initials(names: Sequence[str], target: Target, type_name: str) -> Iterator[Entry]:
    for letters in dict.fromkeys(letters for name in names for letters in initials_of(name)):
        if letters not in names:
            entry = _entry(letters, target, type_name, _INITIALS, f"initials of {names[0]}", names[0])
            yield attrs.evolve(entry, is_strict=True)


def _elsewhere(thing: Known, *, is_person: bool) -> Iterator[Entry]:
    target = Elsewhere(entity=thing.entity)
    count = len(thing.articles)
    where = "in another article" if count <= 1 else f"in {count} articles"
    whole = set(words_of(thing.caption)) if is_person else set()
    for name in dict.fromkeys((thing.caption, *thing.names)):
        plain = " ".join(name.split())
        if plain in whole and plain != thing.caption:
            # There are many Kims: one of another article is meant only where this article has named that one in full.
            part = _entry(plain, target, thing.type, _PART, f"family name of {thing.caption}", thing.caption)
            yield attrs.evolve(part, is_strict=True, must_follow=True)
            continue
        # Words in small letters ("the port city") name a thing in their own article only.
        if not plain.isascii() or (len(plain) >= _SHORTEST_ELSEWHERE and plain != plain.lower()):
            yield _entry(plain, target, thing.type, _ELSEWHERE, f"named so {where}", thing.caption)


def _explained(question: Question, hits: Sequence[_Found]) -> Iterator[_Found]:
    """The places of short names whose long ones are known: "(KEPCO)" and every KEPCO after it."""
    text = question.text
    by_end = {(hit.start, hit.end): hit.entries for hit in hits}
    entries = [
        _entry(text[short.start : short.end], entry.target, entry.type, _SHORT, f"short for {entry.of}", entry.of)
        for short in short_names(question.index)
        for entry in _longest(by_end, short)
    ]
    if entries:
        yield from _hits(Lexicon.of(entries), fold_text(text), Places.of(question))


def _longest(hits: dict[tuple[int, int], Sequence[Entry]], short: Short) -> Sequence[Entry]:
    return hits.get((short.long_start, short.long_end), ())[:1]


def _by_script(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """The names of people by the consonants that they keep in every script."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if _may_be_a_person(entry.name):
            for key in script_keys(entry.name):
                found.setdefault(key, []).append(entry)
    return found


def _may_be_a_person(name: str) -> bool:
    if has_hangul(name):
        return 2 <= len(name) <= 12  # noqa: PLR2004  # code points, foreign names with their space included
    return 2 <= len(name.replace("・", " ").split()) <= _MOST_WORDS and not name.isupper()  # noqa: PLR2004  # given and family


def _in_other_scripts(question: Question, here: Sequence[Entry], elsewhere: dict[str, list[Entry]]) -> Iterator[_Found]:
    people = person_type(question.catalog)
    own = _by_script([entry for entry in here if entry.type == people])
    tried: dict[str, list[Entry]] = {}
    for candidate in candidates(question.index):
        words = " ".join(question.text[candidate.start : candidate.end].split())
        if candidate.kind != "name" or not _may_be_a_person(words):
            continue
        if words not in tried:
            near = [e for table in (own, elsewhere) for key in sorted(script_keys(words)) for e in table.get(key, ())]
            fitting = [entry for entry in near if entry.type == people and _is_respelt(entry.name, words)]
            tried[words] = list(dict.fromkeys(map(_respelt, fitting)))
        if tried[words]:
            yield _Found(start=candidate.start, end=candidate.end, entries=tried[words])


def _is_respelt(name: str, words: str) -> bool:
    """Whether words are a name in another script, and not simply the name."""
    return has_hangul(name) != has_hangul(words) and same_name_across_scripts(name, words)


def _respelt(entry: Entry) -> Entry:
    score = _SCRIPT if isinstance(entry.target, Here) else _SCRIPT - 0.05
    return attrs.evolve(entry, score=score, reason=f"{entry.of} in another script")


def _suggestions(found: Sequence[_Found]) -> Iterator[Suggestion]:
    """What the entries of each place mean together; a part of a name counts once the whole name has stood before."""
    seen: set[Target] = set()
    for hit in found:
        entries = [entry for entry in hit.entries if not entry.must_follow or entry.target in seen]
        if not entries:
            continue
        best = min(entries, key=lambda entry: (-entry.score, entry.of))
        seen.update(entry.target for entry in entries)
        others = {entry.target: entry.of for entry in entries if _is_rival(entry, best)}
        score, reason = best.score, best.reason
        if others:
            score, reason = min(score, _UNSURE), f"{reason}; also a name of {next(iter(others.values()))}"
        yield Suggestion(
            start=hit.start, end=hit.end, type=best.type, target=best.target, score=score, reason=reason, source=SOURCE
        )


def _is_rival(entry: Entry, best: Entry) -> bool:
    """Whether words may as well mean another thing: two here, or two elsewhere; what is here comes first."""
    return entry.target != best.target and type(entry.target) is type(best.target)


def _doubts(annotation: Annotation) -> Mapping[tuple[str, str], float]:
    """Words and type that a person refused elsewhere in the article → the share of their places that was taken."""
    refused: Counter[tuple[str, str]] = Counter()
    for entry in annotation.rejected:
        if isinstance(entry, Mapping) and "pointer" not in entry:
            refused[str(entry.get("quote")), str(entry.get("type"))] += 1
    taken: Counter[tuple[str, str]] = Counter()
    if refused:
        for span, records in annotation.mentioned.items():
            if span in annotation.spans:
                taken.update((annotation.spans[span].quote, annotation.records[record].type) for record in records)
    return {key: (taken[key] + 1) / (taken[key] + times + 1) for key, times in refused.items()}


def _doubted(suggestion: Suggestion, text: str, doubts: Mapping[tuple[str, str], float]) -> Suggestion:
    """The suggestion, less likely where the same words were refused before: Osaka the bid, and Osaka's governor."""
    share = doubts.get((text[suggestion.start : suggestion.end], suggestion.type))
    if share is None:
        return suggestion
    return attrs.evolve(suggestion, score=suggestion.score * share, reason=f"{suggestion.reason}; refused elsewhere")
