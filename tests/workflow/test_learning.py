"""What is learned from, and that learning aside gives what learning here gives."""

from __future__ import annotations

import io
import json
import subprocess

import pytest
from tests.fakes.samples import ROOT, samples

from annotate_kit.suggest import solve, solving
from annotate_kit.workflow import learning
from annotate_kit.workflow.learning import examples_of, learned_suggester, solve_aside
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.suggesting import question_of

EXPO = "expo-2030-vote"
LESSONS = [([["w=kim", "x"], ["w=said", "y"]], ["B-official", "O"]), ([["w=kim", "x"]], ["B-official"])]


def test_examples_are_the_other_articles_in_the_language_of_the_right_annotator() -> None:
    project, fs = samples()
    annotated = [id_ for id_ in project.article_ids if project.annotators(id_)]
    english = [id_ for id_ in annotated if project.article(id_).language == "en"]
    assert len(list(examples_of(project, "analyst", language="en-GB"))) == len(english) > 2
    assert len(list(examples_of(project, "nobody", EXPO, language="en"))) == len(english) - 1
    assert len(list(examples_of(project, "analyst", language="ko"))) == 1
    assert list(examples_of(project, "analyst", language=None)) == []
    stale = fs.snapshot()[f"{ROOT}/annotations/{EXPO}/analyst.json"].replace(b'"text_sha256": "', b'"text_sha256": "0')
    fs.put(f"{ROOT}/annotations/{EXPO}/final.json", stale)
    fs.put(f"{ROOT}/annotations/osaka-2025-vote/article.json", b"{}")
    again = open_project(fs, ROOT)
    assert len(list(examples_of(again, "analyst", language="en"))) == len(english) - 2, "another text, no metadata"


def test_what_was_accepted_is_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    project, _ = samples()
    made = learned_suggester(project, "analyst", EXPO, language="en")
    assert made is not None
    assert made.suggest(question_of(project, EXPO, "tester", ()))
    empty, fs = samples()
    for path in fs.snapshot():
        if path.endswith("analyst.json"):
            fs.remove(path)
    assert learned_suggester(empty, "analyst", language="en") is None
    monkeypatch.setattr(learning, "can_learn", lambda: False)
    assert learned_suggester(project, "analyst", language="en") is None


def test_learning_aside_gives_the_same_model_and_where_it_cannot_be_it_is_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = solve(LESSONS)
    assert solve_aside(LESSONS) == here
    monkeypatch.setattr(solving, "__file__", "/nowhere/solving.py")
    assert solve_aside(LESSONS) == here, "a process that fails"

    def never(*_arguments: object, **_options: object) -> None:
        raise PermissionError("no process")

    monkeypatch.setattr(subprocess, "run", never)
    assert solve_aside(LESSONS) == here, "no process at all"


def test_the_program_reads_a_sentence_a_line() -> None:
    raw, out = io.BytesIO(b"".join(json.dumps(lesson).encode() + b"\n" for lesson in LESSONS)), io.BytesIO()
    solving.main(raw, out)
    assert out.getvalue() == solve(LESSONS)
