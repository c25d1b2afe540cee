"""What the selected words are understood as for a field, told before anything is stored."""

from __future__ import annotations

import re

from annotate_kit.core.dates import edtf_problem
from annotate_kit.keys.captions import name_of
from annotate_kit.keys.lens import plain_words
from annotate_kit.keys.overlays import ListRow, TakeValue
from annotate_kit.keys.showing import heard_date
from annotate_kit.keys.view import View
from annotate_kit.reading import NotUnderstood, Understood, read_value
from annotate_kit.schema import Field

__all__ = ["heard_typed", "heard_words", "read_words", "reading_rows", "told"]

_LONGEST = 200
"""Code points of words that are read while they are only looked at."""


def read_words(view: View, field: Field) -> Understood | NotUnderstood:
    """The selected words, read as a value of a field that is no reference."""
    return read_value(field, view.words, published=view.article.published, language=view.article.language)


def heard_words(view: View, field: Field, record_id: str) -> str:
    """What a record's field would get from the selected words, not yet safe to print; "" where it is the words."""
    if field.kind == "list" and field.item is not None:
        return heard_words(view, field.item, record_id)
    if field.kind in ("json", "null") or len(view.words) > _LONGEST:
        return ""
    if field.kind == "reference":
        words = plain_words(view.words)
        found = {key for name in field.ref for key in view.lens.named.get((name, words), ())} - {record_id}
        return f"→ {name_of(view, found.pop())}" if len(found) == 1 else ""
    read = read_words(view, field)
    if isinstance(read, NotUnderstood):
        return f"? {' or '.join(one.note for one in read.readings)}" if read.readings else ""
    return f"→ {told(read)}" if read.note else ""


def heard_typed(view: View, field: Field, text: str) -> str:
    """What typed words would be understood as for a date or a number; for a date also what is wrong with them."""
    if not text or field.kind not in ("date", "number", "integer"):
        return ""
    plain = heard_date(text) if field.kind == "date" else ""
    if plain or _PLAIN_NUMBER.fullmatch(text):
        return plain
    read = read_value(field, text, published=view.article.published, language=view.article.language)
    if isinstance(read, Understood):
        return told(read)
    asked = " or ".join(one.note for one in read.readings)
    return f"{asked}: {read.reason}" if asked else (edtf_problem(text) or "" if field.kind == "date" else read.reason)


_PLAIN_NUMBER = re.compile(r"-?[0-9]*\.?[0-9]*")


def told(read: Understood) -> str:
    """What was understood, and what had to be concluded for it."""
    return f"{read.note} ({read.why})" if read.why else read.note


def reading_rows(read: Understood | NotUnderstood) -> tuple[ListRow, ...]:
    """What the words may mean, to choose from; empty where they mean one thing for certain."""
    readings = read.readings if isinstance(read, NotUnderstood) else (read, *read.others) if read.others else ()
    return tuple(ListRow(label=one.note, note=one.why, choice=TakeValue(value=one.value)) for one in readings)
