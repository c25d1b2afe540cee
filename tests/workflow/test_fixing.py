"""Fixes: a difference to look at first, then one act a file that can be undone."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import ANNOTATOR, ARTICLE, PATH, ROOT, TEXT, a_disk, a_session, a_tag, blank, counted

from annotate_kit.codec import encode_annotation
from annotate_kit.core import Annotation, Fragment, Span, apply
from annotate_kit.errors import ChangedOnDiskError
from annotate_kit.workflow.fixing import Fixes, apply_fixes, difference, plan_fixes
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.validation import validate_project

FILE = f"annotations/{ARTICLE}/{ANNOTATOR}.json"


def tagged() -> Annotation:
    return apply(a_tag(blank(), "Busan", 1), blank())


def wide() -> Annotation:
    """Busan with the space before it."""
    made = tagged()
    (span,) = made.spans.values()
    edges = Fragment(span.start - 1, span.end)
    loose: Span = attrs.evolve(span, fragments=(edges,), quotes=(f" {span.quote}",))
    return attrs.evolve(made, spans={span.id: loose})


def planned(fs: MemoryFs, *paths: str, **options: Any) -> Fixes:
    project = open_project(fs, ROOT)
    return plan_fixes(project, validate_project(project, paths).problems, **options)


def done(fs: MemoryFs, fixes: Fixes) -> None:
    apply_fixes(open_project(fs, ROOT), fixes, clock=lambda: 0.0, ids=counted(500))


def test_a_fix_is_planned_without_touching_anything_and_shown_as_a_difference() -> None:
    fs = a_disk(annotation=wide())
    fixes = planned(fs)
    assert fs.operations == []
    assert (fixes.count, fixes.left) == (1, ())
    shown = difference(fixes)
    assert shown.startswith(f"--- a/{FILE}\n+++ b/{FILE}\n@@ ")
    assert '\n-        " Busan"\n+        "Busan"\n' in shown


def test_a_fix_is_written_and_can_be_undone() -> None:
    fs = a_disk(annotation=wide())
    fixes = planned(fs)
    done(fs, fixes)
    assert fs.read(PATH, 10**6) == fixes.files[0].after == encode_annotation(tagged())
    assert planned(fs).files == ()
    session = a_session(fs)
    assert session.steps()[-1].label == "fix 1 problem"
    session.undo()
    session.close()
    assert fs.read(PATH, 10**6) == encode_annotation(wide())


def test_a_file_in_another_form_is_written_anew_and_says_the_same() -> None:
    fs = a_disk()
    fs.put(PATH, json.dumps(json.loads(encode_annotation(tagged()))).encode())
    fixes = planned(fs)
    assert [problem.code for problem in fixes.files[0].fixed] == ["AK006"]
    assert fixes.files[0].edit is None
    done(fs, fixes)
    assert fs.read(PATH, 10**6) == encode_annotation(tagged())


def test_guesses_are_planned_only_on_request() -> None:
    made = tagged()
    unused = attrs.evolve(made, records={})
    fs = a_disk(annotation=unused)
    assert planned(fs).files == ()
    assert [problem.code for problem in planned(fs, is_unsafe_too=True).files[0].fixed] == ["AK307"]


def test_what_cannot_be_put_right_and_what_is_no_annotation_is_passed_over() -> None:
    fs = a_disk(annotation=tagged())
    fs.put(f"{ROOT}/annotations/{ARTICLE}/text.txt", TEXT.replace("Busan", "Seoul").encode())
    fs.put(f"{ROOT}/schemas/x.schema.json", b"[]")
    fs.put(f"{ROOT}/annotations/{ARTICLE}/Not A Name.json", b"{}")
    assert planned(fs) == Fixes()


def test_a_damaged_file_one_without_its_text_and_one_with_edits_in_a_journal_are_left_alone() -> None:
    fs = a_disk()
    fs.put(PATH, b'{"format": "annotate-kit/1",')
    assert planned(fs).left == (f"{FILE} is damaged",)
    fs = a_disk(annotation=wide())
    fs.remove(f"{ROOT}/annotations/{ARTICLE}/text.txt")
    assert planned(fs, FILE).left == (f"{FILE} has no text that can be read",)
    fs = a_disk(annotation=wide())
    a_session(fs).do(a_tag(wide(), "Rome", 2))
    assert planned(fs).left == (f"{FILE} lacks edits that are still in a journal; open the article",)


def test_a_file_that_changed_since_is_left_alone() -> None:
    fs = a_disk(annotation=wide())
    fixes = planned(fs)
    fs.put(PATH, encode_annotation(tagged()))
    with pytest.raises(ChangedOnDiskError):
        done(fs, fixes)
    assert fs.read(PATH, 10**6) == encode_annotation(tagged())
