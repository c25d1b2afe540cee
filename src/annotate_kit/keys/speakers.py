"""Who says so: the person or paper by whom words report a value, asked for in a line of text."""

from __future__ import annotations

import attrs

from annotate_kit.core import Batch, Ids, SetEvidence
from annotate_kit.keys.buffer import Buffer
from annotate_kit.keys.form_evidence import claim_at
from annotate_kit.keys.overlays import Prompt
from annotate_kit.keys.showing import claim_words
from annotate_kit.keys.steps import act, opened, say
from annotate_kit.keys.view import Step, View

__all__ = ["begin_speaker", "take_speaker"]


def begin_speaker(view: View, _key: str, _ids: Ids) -> Step:
    """By whom the words of the claim in hand are said: a line of text; without words, by nobody named."""
    shown, line, claims, n = claim_at(view)
    if line is None or not claims:
        return say(view, "No words say this value: + adds the selected ones.")
    title = f"{claim_words(view, attrs.evolve(claims[n], by=None))} by"
    buffer = Buffer(claims[n].by or "")
    return opened(view, Prompt(title=title, buffer=buffer, record=shown.record, pointer=line.pointer, claim=n))


def take_speaker(view: View, prompt: Prompt, words: str) -> Step:
    """The claim is by those whom the words name; what was stated is reported then."""
    assert prompt.record is not None
    assert prompt.pointer is not None
    assert prompt.claim is not None
    record, n = view.annotation.records.get(prompt.record), prompt.claim
    claims = record.evidence.get(prompt.pointer, ()) if record is not None else ()
    if n >= len(claims):
        return say(view, "The claim is gone.")
    kind = "reported" if words and claims[n].claim == "stated" else claims[n].claim
    changed = attrs.evolve(claims[n], by=words or None, claim=kind)
    if changed == claims[n]:
        return say(view, "Who says so stays as it was.")
    after = (*claims[:n], changed, *claims[n + 1 :])
    edit = SetEvidence(record=prompt.record, pointer=prompt.pointer, before=claims, after=after)
    label = f"who says {prompt.pointer}"
    return act(view, Batch(label=label, edits=(edit,)), f"{claim_words(view, changed)}; u takes it back")
