"""How far a project is, and what became of suggestions."""

from __future__ import annotations

import json

import attrs
from tests.fakes.projects import ARTICLE, PATH, TEXT, a_disk, blank, counted

from annotate_kit.cli.status import _as_json, _as_text
from annotate_kit.codec import encode, encode_annotation
from annotate_kit.core import apply
from annotate_kit.suggest import New, Source, Suggestion, Tally, accept, reject
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.status import project_status

SOURCE = Source(name="names", version="1")


def proposed(words: str) -> Suggestion:
    start = TEXT.index(words)
    return Suggestion(
        start=start,
        end=start + len(words),
        type="city",
        target=New(),
        score=0.9,
        reason="a test",
        source=SOURCE,
    )


def test_what_became_of_suggestions_is_told_by_suggester_type_and_field() -> None:
    fs = a_disk()
    project = open_project(fs, "/work/corpus")
    assert project_status(project).suggestions == ()
    assert "suggester" not in _as_text(project_status(project), project.catalog)
    annotation, ids = blank(), counted()
    for words in ("Riyadh", "Busan", "Rome"):
        annotation = apply(accept(proposed(words), annotation, TEXT, ids, catalog=project.catalog), annotation)
    annotation = apply(reject(proposed("Paris"), annotation, TEXT), annotation)
    fs.put(PATH, encode_annotation(annotation))
    found = project_status(open_project(fs, "/work/corpus"))
    assert found.suggestions == (Tally(origin="names/1", type="city", pointer="", accepted=3, rejected=1),)
    text = _as_text(found, project.catalog)
    assert "suggester  record type  field         accepted  refused  taken\n" in text
    assert "names/1    City         its mentions         3        1  75 %\n" in text
    plain = json.loads(encode(_as_json(found)))
    assert plain["suggestions"] == [
        {"accepted": 3, "origin": "names/1", "pointer": "", "rejected": 1, "type": "city"},
    ]


def test_suggestions_of_a_type_that_is_gone_are_told_by_its_name() -> None:
    fs = a_disk()
    project = open_project(fs, "/work/corpus")
    refused = {"origin": "model/1", "quote": "Paris", "type": "ship", "pointer": "/name"}
    fs.put(PATH, encode_annotation(attrs.evolve(blank(), rejected=(refused,))))
    text = _as_text(project_status(open_project(fs, "/work/corpus")), project.catalog)
    assert "model/1    ship         /name         0        1  0 %\n" in text
    assert ARTICLE in text
