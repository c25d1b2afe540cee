"""Records and what they stand for: put together, taken apart, given another type, joined with other articles'."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from annotate_kit.core import Batch, Ids, Record, SetEntity
from annotate_kit.keys.captions import name_of, names_of, title_of
from annotate_kit.keys.known_rows import known_rows
from annotate_kit.keys.lens import plain_words
from annotate_kit.keys.moving import select
from annotate_kit.keys.overlays import Chosen, ListRow, Picker, PickFor, TakeEntity, TakeNew, TakeRecord, TakeValue
from annotate_kit.keys.picking import make_picker
from annotate_kit.keys.ranking import likely_same, record_row
from annotate_kit.keys.requests import FindEverywhere, KeepApart, OpenArticle, UndoAct
from annotate_kit.keys.steps import act, ask, opened, say, shown_record, span_under
from annotate_kit.keys.view import Known, Step, View
from annotate_kit.suggest import NameBook
from annotate_kit.workflow.reshaping import merge_records, retyped, split_record

__all__ = [
    "begin_find",
    "begin_join",
    "begin_merge",
    "begin_pairs",
    "begin_retype",
    "begin_split",
    "duplicate_of",
    "found_chosen",
    "join_chosen",
    "leave_entity",
    "merge_chosen",
    "pair_chosen",
    "placed",
    "retype_chosen",
    "split_chosen",
    "undo_act",
    "with_found",
]

_NEAR = 8
_LEAST_PAIR = 80.0


def _in_hand(view: View) -> Record | None:
    hand = view.hand if view.hand in view.annotation.records else shown_record(view)
    return view.annotation.records.get(hand) if hand is not None else None


_NO_RECORD = "No record in hand: tag one with its type's letter, or take one with r."


def _choose(view: View, title: str, rows: Sequence[ListRow], pick_for: PickFor, record: str) -> Step:
    picker = Picker(title=title, pick_for=pick_for, all_rows=tuple(rows), rows=tuple(rows), record=record)
    return opened(view, picker)


# Two records that are one.


def begin_merge(view: View, _key: str, _ids: Ids) -> Step:
    """Another record of this article turns out to be the one in hand: a list asks which."""
    record = _in_hand(view)
    if record is None:
        return say(view, _NO_RECORD)
    alike = [one for one in view.annotation.ordered_records if one.type == record.type and one.id != record.id]
    if not alike:
        return say(view, f"There is no other {title_of(view.catalog, record.type).lower()} here.")
    book = NameBook([names_of(view, one) for one in alike])
    own = NameBook([names_of(view, record)])
    named = ((n, name) for n, one in enumerate(alike) for name in names_of(view, one))
    reasons = {n: match.reason for n, name in named for match in own.find(name)}
    # Kim comes near to Kim Yoon, and not the other way round.
    reasons |= {match.thing: match.reason for name in names_of(view, record) for match in book.find(name, _NEAR)}
    ranked = sorted(range(len(alike)), key=lambda n: n not in reasons)
    rows = [record_row(view, alike[n], note=reasons.get(n, "")) for n in ranked]
    return _choose(view, f"Into {name_of(view, record.id)} goes", rows, "merge", record.id)


def merge_chosen(view: View, picker: Picker, chosen: Chosen, _ids: Ids) -> Step:
    """The chosen record becomes part of the one in hand."""
    assert isinstance(chosen, TakeRecord)
    assert picker.record is not None
    words = f"{name_of(view, chosen.record)} is part of {name_of(view, picker.record)} now; u takes it back"
    edit = merge_records(view.catalog, view.annotation, picker.record, chosen.record)
    return act(view, edit, words, hand=picker.record, offer=None)


# One record that is two.


def begin_split(view: View, _key: str, _ids: Ids) -> Step:
    """Some mentions of the record in hand name another thing: a list asks which."""
    record = _in_hand(view)
    if record is None:
        return say(view, _NO_RECORD)
    spans = [view.annotation.spans[span] for span in record.mentions if span in view.annotation.spans]
    by_words: dict[str, list[str]] = {}
    for span in spans:
        by_words.setdefault(plain_words(span.quote), []).append(span.id)
    rows = [
        ListRow(label=words, detail=f"{len(ids)} {'place' if len(ids) == 1 else 'places'}", choice=TakeValue(value=ids))
        for words, ids in by_words.items()
    ]
    under = span_under(view)
    if under is not None and under.id in record.mentions and len(spans) > 1:
        label = f"only here: {plain_words(under.quote)}"
        rows.insert(0, ListRow(label=label, detail="1 place", choice=TakeValue(value=[under.id])))
    if len(spans) < 2:  # noqa: PLR2004  # one mention is all there is, and stays
        return say(view, f"{name_of(view, record.id)} has no two mentions to part.")
    return _choose(view, f"Not {name_of(view, record.id)} but a record of its own is", rows, "split", record.id)


def split_chosen(view: View, picker: Picker, chosen: Chosen, ids: Ids) -> Step:
    """The chosen mentions name a new record."""
    assert isinstance(chosen, TakeValue)
    assert isinstance(chosen.value, list)
    assert picker.record is not None
    record = view.annotation.records[picker.record]
    new = ids(record.type)
    edit = split_record(view.catalog, view.annotation, record.id, [str(span) for span in chosen.value], new)
    step = act(view, edit, "", hand=new, offer=None)
    words = f"{name_of(step.view, new)} is a record of its own now; u takes it back"
    return attrs.evolve(step, view=attrs.evolve(step.view, message=words))


# Another type.


def begin_retype(view: View, _key: str, _ids: Ids) -> Step:
    """The record in hand is of another type: each row says what would come along and what would not."""
    record = _in_hand(view)
    if record is None:
        return say(view, _NO_RECORD)
    rows = []
    for name, record_type in view.catalog.types.items():
        if name != record.type:
            would = retyped(view.catalog, view.annotation, record.id, name)
            carried = f"keeps {', '.join(would.carried)}" if would.carried else "keeps no value"
            lost = f"; loses {', '.join(would.lost)}" if would.lost else ""
            rows.append(ListRow(label=record_type.title, note=carried + lost, choice=TakeNew(type=name)))
    return _choose(view, f"{name_of(view, record.id)} is", rows, "retype", record.id)


def retype_chosen(view: View, picker: Picker, chosen: Chosen, _ids: Ids) -> Step:
    """The record is of the chosen type."""
    assert isinstance(chosen, TakeNew)
    assert picker.record is not None
    done = retyped(view.catalog, view.annotation, picker.record, chosen.type)
    lost = f"; lost: {', '.join(done.lost)}" if done.lost else ""
    title = title_of(view.catalog, chosen.type)
    return act(view, done.edit, f"{title} now{lost}; u takes it back", hand=picker.record, offer=None)


# One real thing in several articles.


def begin_join(view: View, _key: str, _ids: Ids) -> Step:
    """The record in hand is something that other articles know: a list asks what."""
    record = _in_hand(view)
    if record is None:
        return say(view, _NO_RECORD)
    known = known_rows(view, (record.type,))
    taken = {one.entity_id for one in view.annotation.records.values()}
    near = [row for name in names_of(view, record) for row in known.near(name, taken, _NEAR)]
    rows = {row.choice: row for row in near}
    picker = Picker(
        title=f"{name_of(view, record.id)} is the same as", pick_for="join", all_rows=(), rows=(), record=record.id
    )
    rest = [row for row in known.rest(taken) if row.choice not in rows]
    if not rows and not rest:
        return say(view, f"Other articles know no {title_of(view.catalog, record.type).lower()} that is not here.")
    return opened(view, make_picker(picker, tuple(rows.values()), (), rest))


def join_chosen(view: View, picker: Picker, chosen: Chosen, _ids: Ids) -> Step:
    """The record stands for the chosen entity."""
    assert isinstance(chosen, TakeEntity)
    assert picker.record is not None
    return _join(view, picker.record, chosen.entity)


def _join(view: View, record_id: str, entity: str) -> Step:
    record = view.annotation.records[record_id]
    edit = SetEntity(record=record_id, before=record.entity, after=entity)
    caption = next((known.caption for known in view.known if known.entity == entity), entity)
    said = f"{name_of(view, record_id)} is {caption} of other articles"
    return act(view, Batch(label=said, edits=(edit,)), f"{said}; u takes it back")


def leave_entity(view: View, _key: str, _ids: Ids) -> Step:
    """The record in hand is a thing of its own again."""
    record = _in_hand(view)
    if record is None:
        return say(view, _NO_RECORD)
    if record.entity is None:
        return say(view, f"{name_of(view, record.id)} is joined with nothing.")
    edit = SetEntity(record=record.id, before=record.entity, after=None)
    said = f"{name_of(view, record.id)} is a thing of its own"
    return act(view, Batch(label=said, edits=(edit,)), f"{said}; u takes it back")


def begin_pairs(view: View, _key: str, _ids: Ids) -> Step:
    """The records here that may be what other articles know, each pair with its reason."""
    rows = [
        ListRow(
            label=f"{name_of(view, record.id)} = {known.caption}",
            detail=title_of(view.catalog, record.type).lower(),
            note=f"{reason}; there: {', '.join(known.names[:3])} ({', '.join(known.articles[:2])})",
            choice=TakeValue(value=[record.id, known.entity]),
        )
        for record, known, reason in _pairs(view)
    ]
    if not rows:
        return say(view, "No record here looks like one of another article.")
    picker = Picker(title="May be one", pick_for="pair", all_rows=tuple(rows), rows=tuple(rows))
    return opened(view, picker)


def _pairs(view: View) -> list[tuple[Record, Known, str]]:
    """The likeliest entity for each record that is joined with none, without what a person keeps apart."""
    taken = {record.entity_id for record in view.annotation.records.values()}
    pairs: list[tuple[float, Record, Known, str]] = []
    for record in view.annotation.ordered_records:
        known = known_rows(view, (record.type,))
        best = max(
            (match for name in names_of(view, record) for match in known.book.find(name, _NEAR)),
            key=lambda match: match.score,
            default=None,
        )
        if record.entity is None and best is not None and best.score >= _LEAST_PAIR:
            entity = known.entities[best.thing]
            is_apart = (record.id, entity.entity) in view.apart or (entity.entity, record.id) in view.apart
            if entity.entity not in taken and not is_apart and best.reason != "family name":
                pairs.append((best.score, record, entity, best.reason))
    ordered = sorted(pairs, key=lambda pair: (-pair[0], pair[1].sort_key))
    return [(record, entity, reason) for _, record, entity, reason in ordered]


def pair_chosen(view: View, _picker: Picker, chosen: Chosen, _ids: Ids) -> Step:
    """One pair: both with their words, and the question whether they are one."""
    assert isinstance(chosen, TakeValue)
    assert isinstance(chosen.value, list)
    record, entity = (str(id_) for id_ in chosen.value[:2])
    if len(chosen.value) > 2:  # noqa: PLR2004  # the third says what was answered
        if chosen.value[2] == "one":
            return _join(view, record, entity)
        kept = attrs.evolve(view, apart=view.apart | {(record, entity)})
        return ask(kept, KeepApart(record, entity), message="They are two, and nobody is asked again.")
    known = next(one for one in view.known if one.entity == entity)
    here = ", ".join(names_of(view, view.annotation.records[record])[:4])
    there = f"{', '.join(known.names[:4])} ({', '.join(known.articles[:3])})"
    rows = (
        ListRow(label="they are one", note=f"here: {here}", choice=TakeValue(value=[record, entity, "one"])),
        ListRow(label="they are two", note=f"there: {there}", choice=TakeValue(value=[record, entity, "two"])),
    )
    title = f"{name_of(view, record)} and {known.caption}"
    return opened(view, Picker(title=title, pick_for="pair", all_rows=rows, rows=rows))


def duplicate_of(view: View, record_id: str) -> str:
    """The warning where a new record looks like one that is there already; "" where it does not."""
    record = view.annotation.records[record_id]
    found = likely_same(view, record)
    if found is not None:
        return f"it looks like {name_of(view, found.record)} ({found.match.reason}): u, or : merge records"
    known = known_rows(view, (record.type,))
    elsewhere = known.book.duplicates(names_of(view, record), 1) if record.entity is None else ()
    if elsewhere:
        caption = known.entities[elsewhere[0].thing].caption
        return f"another article has {caption} ({elsewhere[0].reason}): : same as in other articles"
    return ""


# Over the whole project.


def begin_find(view: View, _key: str, _ids: Ids) -> Step:
    """The selected words are looked for in all articles: records, spans, sentences."""
    words = plain_words(view.words)
    return ask(view, FindEverywhere(words), message="Looking …") if words else say(view, "There are no words selected.")


def with_found(view: View, words: str, rows: Sequence[ListRow]) -> View:
    """The list of what was found, in answer to `FindEverywhere`; its rows hold article and place in `TakeValue`."""
    if not rows:
        return say(view, f'"{words}" stands in no other place and names nothing.').view
    return opened(view, Picker(title=f'"{words}"', pick_for="find", all_rows=tuple(rows), rows=tuple(rows))).view


def found_chosen(view: View, _picker: Picker, chosen: Chosen, _ids: Ids) -> Step:
    """The article of the chosen row is opened, at its words."""
    assert isinstance(chosen, TakeValue)
    assert isinstance(chosen.value, list)
    article, start, end = chosen.value
    return ask(view, OpenArticle(str(article), (int(str(start)), int(str(end)))))


def placed(view: View, start: int, end: int) -> View:
    """The view with these words selected: an article was opened for them. Offsets in code points, half-open."""
    size = len(view.text)
    if not 0 <= start < end <= size:
        return view
    return select(view, start, end).view


def undo_act(view: View, _key: str, _ids: Ids) -> Step:
    """What was last done over several articles is taken back."""
    return ask(view, UndoAct())
