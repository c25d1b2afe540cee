"""One edit leads from any annotation to any other, and back."""

from __future__ import annotations

from hypothesis import given
from tests.core.test_merging import ANNOTATIONS

from annotate_kit.core import Annotation, Batch, apply, invert, same
from annotate_kit.core.differences import edit_between


def is_equal(one: Annotation, other: Annotation) -> bool:
    # Equality alone would take true for 1.
    return one == other and all(same(record.data, other.records[id_].data) for id_, record in one.records.items())


@given(ANNOTATIONS, ANNOTATIONS)
def test_the_edit_leads_there_and_its_inverse_back(before: Annotation, after: Annotation) -> None:
    edit = edit_between(before, after, "go back")
    assert is_equal(apply(edit, before), after)
    assert is_equal(apply(invert(edit), after), before)


@given(ANNOTATIONS)
def test_where_nothing_differs_there_is_nothing_to_do(annotation: Annotation) -> None:
    assert edit_between(annotation, annotation, "go back") == Batch(label="go back", edits=())
