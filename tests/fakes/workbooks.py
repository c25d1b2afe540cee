"""A workbook as text that a person can read, and what tests ask of workbooks."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock

from annotate_kit.tables import Receipt, Source, build_model
from annotate_kit.workbook import write_workbook

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed here"
)


@cache
def python_with_uno() -> str | None:
    """A Python that can drive LibreOffice; None where there is none."""
    if shutil.which("soffice") is None:
        return None
    for found in filter(None, map(shutil.which, (sys.executable, "python3", "/usr/bin/python3"))):
        if subprocess.run([found, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return found
    return None


def by_libreoffice(jobs: Mapping[str, tuple[bytes, dict[str, Any]]], folder: Path) -> dict[str, bytes]:
    """What becomes of workbooks in LibreOffice; each has a name, its bytes, and what is done to it."""
    given = []
    for name, (raw, job) in jobs.items():
        (folder / f"{name}.xlsx").write_bytes(raw)
        given.append({"in": str(folder / f"{name}.xlsx"), "out": str(folder / f"{name}.out.xlsx"), **job})
    (folder / "jobs.json").write_text(json.dumps(given), "utf-8")
    hands = Path(__file__).with_name("libreoffice_hands.py")
    command = [str(python_with_uno()), str(hands), str(folder / "jobs.json")]
    subprocess.run(command, check=True, capture_output=True, timeout=3_000)
    return {name: (folder / f"{name}.out.xlsx").read_bytes() for name in jobs}


def write(source: Source, **options: Any) -> tuple[bytes, Receipt]:
    stream = io.BytesIO()
    receipt = write_workbook(build_model(source), stream, **options)
    return stream.getvalue(), receipt


def load(raw: bytes, **options: Any) -> Any:
    return load_workbook(io.BytesIO(raw), **options)


def decoded(words: object) -> object:
    """What Excel shows of a text: openpyxl leaves `_x0041_` as it is."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), words) if isinstance(words, str) else words


def values(sheet: Any) -> list[list[object]]:
    return [[decoded(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def through_libreoffice(raw: bytes, folder: Path, ending: str) -> Path:
    """The workbook as LibreOffice saves it again."""
    (folder / "in").mkdir(parents=True, exist_ok=True)
    book = folder / "in" / "book.xlsx"
    book.write_bytes(raw)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(folder), str(book)]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    return folder / f"book.{ending.partition(':')[0]}"


def dump(raw: bytes, *titles: str) -> str:
    """Every sheet, or those of these titles, with its set-up, every cell with its type, look and value."""
    book, calculated = load(raw, rich_text=True), load(raw, data_only=True)
    lines = [f"title: {book.properties.title}, creator: {book.properties.creator}, {book.properties.modified}"]
    lines += [f"property {one.name} = {one.value}" for one in book.custom_doc_props.props]
    lines += [f"name {name} = {one.attr_text}" for name, one in book.defined_names.items()]
    for sheet in (book[title] for title in titles or book.sheetnames):
        lines += ["", *_sheet_lines(sheet), *_cell_lines(sheet, calculated[sheet.title])]
    return "\n".join(lines) + "\n"


def _sheet_lines(sheet: Any) -> list[str]:
    lines = [f"=== {sheet.title} ({sheet.sheet_state})"]
    lines += [
        f"table {table.displayName} {table.ref}: {', '.join(table.column_names)}" for table in sheet.tables.values()
    ]
    lines.append(
        f"frozen at {sheet.freeze_panes}, tab {sheet.sheet_properties.tabColor and sheet.sheet_properties.tabColor.rgb}"
    )
    page = sheet.page_setup
    lines.append(
        f"page {page.orientation}, {page.fitToWidth} wide, repeat {sheet.print_title_rows} {sheet.print_title_cols}"
    )
    columns = sheet.column_dimensions
    widths = [
        f"{name} {one.width:g}{' hidden' if one.hidden else ''} {one.number_format}" for name, one in columns.items()
    ]
    lines.append(f"columns {' | '.join(widths)}")
    for rule in sheet.data_validations.dataValidation:
        said = " ".join(filter(None, (rule.type, rule.formula1, "refuses" if rule.showErrorMessage else "")))
        lines.append(f"rule {rule.sqref}: {said or 'prompt'} | {rule.prompt or rule.error}")
    lines += [
        f"format {ref.sqref}: {[rule.formula for rule in rules]}"
        for ref, rules in sheet.conditional_formatting._cf_rules.items()
    ]
    return lines + [f"chart {type(chart).__name__} at {chart.anchor._from.row + 1}" for chart in sheet._charts]


def _cell_lines(sheet: Any, calculated: Any) -> list[str]:
    lines = []
    for row in sheet.iter_rows():
        height = sheet.row_dimensions[row[0].row].height
        lines += [f"row {row[0].row} {height:g} points"] if height else []
        lines += [
            f"{cell.coordinate} {_look(cell)} {_value(cell, calculated)}" for cell in row if cell.value is not None
        ]
    return lines


def _look(cell: Any) -> str:
    marks = [cell.data_type, cell.number_format if cell.number_format != "General" else ""]
    marks += ["bold" if cell.font.b else "", "slanted" if cell.font.i else "", "quoted" if cell.quotePrefix else ""]
    marks += [cell.fill.fgColor.rgb[2:] if cell.fill.fill_type else "", "open" if not cell.protection.locked else ""]
    return "[" + " ".join(filter(None, marks)) + "]"


def _value(cell: Any, calculated: Any) -> str:
    if isinstance(cell.value, CellRichText):
        return "".join(
            f"*{part.text}*" if isinstance(part, TextBlock) and part.font.b else str(part) for part in cell.value
        )
    shown = repr(cell.value) if isinstance(cell.value, str) else str(cell.value)
    return f"{cell.value} → {calculated[cell.coordinate].value!r}" if cell.data_type == "f" else shown
