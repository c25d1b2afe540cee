"""The words that say a value: added from the selection, removed, jumped to, and how they claim it."""

from __future__ import annotations

import attrs

from annotate_kit.core import ABSENT, CLAIM_KINDS, Batch, Claim, Ids, SetEvidence, changes
from annotate_kit.keys.form_keys import at
from annotate_kit.keys.form_lines import FormLine, evidence_spans
from annotate_kit.keys.making import selected_span
from annotate_kit.keys.moving import select
from annotate_kit.keys.overlays import FormView
from annotate_kit.keys.steps import act, closed, say
from annotate_kit.keys.view import Step, View
from annotate_kit.schema import label

__all__ = ["add_evidence", "drop_evidence", "jump_to_words", "next_claim"]

_CLAIMS = (CLAIM_KINDS[0], "inferred", *(kind for kind in CLAIM_KINDS[1:] if kind != "inferred"))
"""In the order of one key pressed again: what is said most comes first."""


def add_evidence(view: View, _key: str, ids: Ids) -> Step:
    """The selected words say this value too."""
    shown, _, line = at(view)
    if line is None or line.value is ABSENT:
        return say(view, "There is no value here that words could say.")
    if not view.words.strip():
        return say(view, "There are no words in the selection.")
    span = selected_span(view, ids)
    claims = view.annotation.records[shown.record].evidence.get(line.pointer, ())
    if any(span.id in claim.spans for claim in claims):
        return say(view, "These words say so already.")
    edit = changes.add_claim(view.annotation, shown.record, line.pointer, Claim(spans=(span.id,)), (span,))
    return act(view, edit, f'"{span.quote}" says so now; u takes it back')


def drop_evidence(view: View, _key: str, _ids: Ids) -> Step:
    """The last words that say this value say it no more; the span stays where something else uses it."""
    shown, _, line = at(view)
    claims = view.annotation.records[shown.record].evidence.get(line.pointer, ()) if line is not None else ()
    if line is None or not claims:
        return say(view, "No words say this value.")
    edit = SetEvidence(record=shown.record, pointer=line.pointer, before=claims, after=claims[:-1])
    return act(view, Batch(label=f"evidence of {line.pointer}", edits=(edit,)), "evidence removed; u takes it back")


def next_claim(view: View, _key: str, _ids: Ids) -> Step:
    """How the words say it: stated, inferred, reported, planned, denied."""
    shown, _, line = at(view)
    if line is None or line.value is ABSENT:
        return say(view, "There is no value here that could be claimed.")
    record = view.annotation.records[shown.record]
    claims = record.evidence.get(line.pointer, ())
    if claims:
        # Without words a value is inferred or nothing.
        kinds = (*(_CLAIMS if claims[-1].spans else _CLAIMS[:2]), _CLAIMS[0])
        now = kinds[kinds.index(claims[-1].claim) + 1] if claims[-1].claim in kinds else kinds[0]
        after = (*claims[:-1], attrs.evolve(claims[-1], claim=now))
    else:
        now = "inferred"
        after = (Claim(claim=now),)
    if after[-1] == Claim():
        after = after[:-1]
    edit = SetEvidence(record=shown.record, pointer=line.pointer, before=claims, after=after)
    return act(view, edit, f"{_label(view, shown, line)}: {now}")


def _label(view: View, shown: FormView, line: FormLine) -> str:
    return label(view.catalog.types[view.annotation.records[shown.record].type], line.pointer)


def jump_to_words(view: View, key: str, _ids: Ids) -> Step:
    """The words of this value are selected; a digit, those of the note with that number."""
    shown, _, line = at(view)
    record = view.annotation.records.get(shown.record)
    if record is None or line is None:
        return closed(view)
    if key.isdecimal():
        listed = evidence_spans(record)[int(key) - 1 : int(key)]
    else:
        listed = tuple(span for claim in record.evidence.get(line.pointer, ()) for span in claim.spans)
    spans = [view.annotation.spans[span] for span in listed if span in view.annotation.spans]
    if not spans:
        return say(view, "No words say this.")
    return select(closed(view).view, spans[0].fragments[0].start, spans[0].fragments[0].end, span=spans[0].id)
