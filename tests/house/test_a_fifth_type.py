"""Proof that record types are not built in: a schema nobody foresaw gets tagging, a form, checks, JSON and a sheet."""

import itertools
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from annotate_kit import open_project
from annotate_kit.api import OpenProject
from annotate_kit.schema import form
from annotate_kit.store import DiskFs, Store
from annotate_kit.tui import replay
from annotate_kit.workflow.starting import start_project

MEETING = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Meeting",
    "description": "People came together.",
    "type": "object",
    "required": ["name", "day"],
    "additionalProperties": False,
    "x-annotate": {"plural": "Meetings", "caption": ["name"]},
    "properties": {
        "name": {"title": "Name", "type": "string", "x-annotate": {"prefill": "mention"}},
        "day": {"title": "Day", "type": "string", "format": "edtf"},
        "crowd": {"title": "Crowd", "type": "integer", "minimum": 1},
        "mood": {"title": "Mood", "enum": ["calm", "stormy"]},
        "topics": {"title": "Topics", "type": "array", "items": {"type": "string"}},
    },
}
ARTICLE = (
    "Harbour Forum opens\n\nThe Harbour Forum met on May 17, 2023 with 240 guests in a calm hall to discuss tides.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> OpenProject:
    """A project whose only type is the one nobody foresaw, and one article."""
    schema = json.dumps(MEETING).encode()
    start_project(Store(DiskFs(), str(tmp_path)), {"schemas/meeting.schema.json": schema})
    open_project(tmp_path).import_article(ARTICLE.encode(), published="2023-05-18", language="en")
    return open_project(tmp_path)


def play(project: OpenProject, *keys: str) -> dict[str, Any]:
    numbers = itertools.count()
    result = replay(
        project.project,
        article_id="harbour-forum-opens",
        annotator="kim",
        keys=keys,
        clock=lambda: 0.0,
        ids=lambda prefix: f"{prefix}-{next(numbers):010d}",
    )
    assert result.return_code == 0
    (record,) = open_project(project.root).records("meeting")
    return dict(record.data)


def search(words: str) -> tuple[str, ...]:
    return ("slash", *words, "enter")


def test_a_schema_nobody_foresaw_works_from_the_key_to_the_workbook(project: OpenProject) -> None:
    data = play(
        project,
        *search("Harbour Forum"),
        "m",
        *(*search("May 17, 2023"), "enter", "d"),
        *(*search("240"), "enter", "c"),
        *(*search("calm"), "enter", "m"),
        *(*search("tides"), "enter", "t"),
    )
    assert data == {
        "name": "Harbour Forum",
        "day": "2023-05-17",
        "crowd": 240,
        "mood": "calm",
        "topics": ["tides"],
    }
    project = open_project(project.root)
    assert project.problems() == ()
    (record,) = project.records("meeting")
    assert {pointer: claims[0].quotes[0].text for pointer, claims in record.evidence.items()} == {
        "/name": "Harbour Forum",
        "/day": "May 17, 2023",
        "/crowd": "240",
        "/mood": "calm",
        "/topics/0": "tides",
    }
    exported = json.loads((project.root / project.export("json").path).read_bytes())
    assert "Harbour Forum" in json.dumps(exported)
    book = openpyxl.load_workbook(project.root / project.export("xlsx").path)
    cells = [str(cell.value) for row in book["Meetings"].iter_rows() for cell in row if cell.value is not None]
    assert {"Name", "Day", "Crowd", "Mood"} <= set(cells)
    assert "calm" in cells


def test_its_form_shows_every_field_and_its_problems_stand_beside_them(project: OpenProject) -> None:
    kind = project.types["meeting"]
    rows = form(project.project.catalog, kind, {"name": "x"})
    assert [row.label for row in rows if row.depth == 0][:4] == ["Name", "Day", "Crowd", "Mood"]
    play(project, *search("Harbour Forum"), "m", *search("tides"), "enter", "d", "enter", "q")
    problems = open_project(project.root).problems()
    assert [(problem.code, problem.data_pointer) for problem in problems] == [("AK106", "/day")]
