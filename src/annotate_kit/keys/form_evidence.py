"""The words that say a value: added from the selection, removed, jumped to, and how they claim it."""

from __future__ import annotations

import attrs

from annotate_kit.core import ABSENT, CLAIM_KINDS, Batch, Claim, Ids, SetEvidence, changes
from annotate_kit.keys.form_keys import at
from annotate_kit.keys.form_lines import FormLine, evidence_spans
from annotate_kit.keys.making import selected_span
from annotate_kit.keys.moving import select
from annotate_kit.keys.overlays import FormView
from annotate_kit.keys.showing import claim_words
from annotate_kit.keys.steps import act, closed, replaced, say
from annotate_kit.keys.view import Step, View
from annotate_kit.schema import label

__all__ = [
    "add_evidence",
    "claim_above",
    "claim_at",
    "claim_below",
    "drop_evidence",
    "jump_to_words",
    "next_claim",
]

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
    """The claim in hand (the last, or the one gone to) goes; the span stays where something else uses it."""
    shown, line, claims, n = claim_at(view)
    if line is None or not claims:
        return say(view, "No words say this value.")
    edit = SetEvidence(record=shown.record, pointer=line.pointer, before=claims, after=(*claims[:n], *claims[n + 1 :]))
    return act(view, Batch(label=f"evidence of {line.pointer}", edits=(edit,)), "evidence removed; u takes it back")


def next_claim(view: View, _key: str, _ids: Ids) -> Step:
    """How the words say it: stated, inferred, reported, planned, denied."""
    shown, line, claims, n = claim_at(view)
    if line is None or line.value is ABSENT:
        return say(view, "There is no value here that could be claimed.")
    if claims:
        # Without words a value is inferred or nothing.
        kinds = (*(_CLAIMS if claims[n].spans else _CLAIMS[:2]), _CLAIMS[0])
        now = kinds[kinds.index(claims[n].claim) + 1] if claims[n].claim in kinds else kinds[0]
        changed = attrs.evolve(claims[n], claim=now)
        after = (*claims[:n], *(() if changed == Claim() else (changed,)), *claims[n + 1 :])
    else:
        now = "inferred"
        after = (Claim(claim=now),)
    edit = SetEvidence(record=shown.record, pointer=line.pointer, before=claims, after=after)
    return act(view, edit, f"{_label(view, shown, line)}: {now}")


def claim_below(view: View, _key: str, _ids: Ids) -> Step:
    """The next claim for this value: what is said of it elsewhere."""
    return _to_claim(view, 1)


def claim_above(view: View, _key: str, _ids: Ids) -> Step:
    """The claim before."""
    return _to_claim(view, -1)


def _to_claim(view: View, by: int) -> Step:
    shown, line, claims, n = claim_at(view)
    if line is None or not claims:
        return say(view, "No words say this value.")
    # The first step shows the claim in hand, unless it was gone to already.
    is_there = shown.claim == (line.pointer, n)
    n = (n + by) % len(claims) if is_there else 0 if by > 0 else len(claims) - 1
    step = replaced(view, attrs.evolve(shown, claim=(line.pointer, n)))
    return say(step.view, f"{n + 1} of {len(claims)}: {claim_words(view, claims[n])}")


def claim_at(view: View) -> tuple[FormView, FormLine | None, tuple[Claim, ...], int]:
    """The form, its line under the cursor, that value's claims, and the position of the one in hand; -1 for none."""
    shown, _, line = at(view)
    claims = view.annotation.records[shown.record].evidence.get(line.pointer, ()) if line is not None else ()
    pointer, n = shown.claim or ("", -1)
    is_there = line is not None and pointer == line.pointer and n < len(claims)
    return shown, line, claims, n if is_there else len(claims) - 1


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
