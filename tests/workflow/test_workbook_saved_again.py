"""A workbook that another program saved again changes nothing: over three hundred awkward values."""

import io
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.fakes.awkward import DATES, NUMBERS, TEXTS
from tests.fakes.handed_back import a_project, compared, disk_of, whole
from tests.fakes.sources import FORUM, an_article, annotated
from tests.fakes.workbooks import needs_libreoffice, through_libreoffice

from annotate_kit.core import Json, Record
from annotate_kit.workflow.project import Project

needs_gnumeric = pytest.mark.skipif(shutil.which("ssconvert") is None, reason="Gnumeric (ssconvert) is not installed")


HOST = "organization-0000000001"


def awkward() -> Project:
    values: list[dict[str, Json]] = [{"title": text, "minutes": text, "phone": text} for text in TEXTS]
    values += [{"title": "number", "budget": number, "length": number, "place": [number, 1]} for number in NUMBERS]
    values += [{"title": "date", "when": date, "people": [{"name": date, "came": date}]} for date in DATES]
    values += [{"title": "yes", "public": True, "room": 2, "kind": "summit", "languages": ["ko", "en"]}]
    values += [
        {"title": "no", "public": False, "room": "Hall", "labels": {"a": "=1"}, "host": "organization-0000000001"}
    ]
    values += [
        {"title": "exact", "cost": {"cost": cost, "currency": "EUR"}} for cost in ("1250.50", "0", "7800000000.00")
    ]
    values += [{"title": "list", "topics": [*TEXTS]}, {"title": "other", "kind": "unknown", "room": 9, "public": "yes"}]
    values += [{"title": "empty", "minutes": "", "phone": None, "topics": [""]}]
    records = [Record(id=f"meeting-{n:010}", type="meeting", data=data) for n, data in enumerate(values)]
    host = Record(id=HOST, type="organization", data={"name": "=Kim & Co"})
    return a_project(disk_of([annotated(an_article("forum", FORUM), FORUM, [host, *records])]))


@cache
def book() -> tuple[Project, bytes]:
    project = awkward()
    return project, whole(project)


def false_differences(raw: bytes) -> list[tuple[str, ...]]:
    project, _ = book()
    found = compared(project, raw)
    assert found.notes == ()
    return [
        (change.sheet, change.cell, change.field, repr(change.base), repr(change.theirs)) for change in found.changes
    ]


def test_there_are_three_hundred_values() -> None:
    assert len({*TEXTS}) + len(NUMBERS) + len(DATES) >= 300


def test_nobody_saved_it_again() -> None:
    assert false_differences(book()[1]) == []


@pytest.mark.parametrize("rich_text", [True, False])
def test_openpyxl_saved_it_again(rich_text: bool) -> None:
    again: Any = load_workbook(io.BytesIO(book()[1]), rich_text=rich_text)
    stream = io.BytesIO()
    again.save(stream)
    assert false_differences(stream.getvalue()) == []


@needs_libreoffice
def test_libreoffice_saved_it_again(tmp_path: Path) -> None:
    assert false_differences(through_libreoffice(book()[1], tmp_path, "xlsx").read_bytes()) == []


@needs_gnumeric
def test_gnumeric_saved_it_again(tmp_path: Path) -> None:
    before, after = tmp_path / "before.xlsx", tmp_path / "after.xlsx"
    before.write_bytes(book()[1])
    command = ["ssconvert", "--export-type=Gnumeric_Excel:xlsx2", str(before), str(after)]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    assert false_differences(after.read_bytes()) == []
