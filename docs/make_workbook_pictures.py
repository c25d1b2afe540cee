# ruff: noqa: INP001, S603, S607 - a script, no package, that starts the programs it names
"""Makes the pictures of the workbook in docs/workbook/: one of each sheet, as LibreOffice prints it.

    .venv/bin/python docs/make_workbook_pictures.py

Needs LibreOffice (soffice) and poppler-utils (pdftoppm, pdftotext). Exports the sample project at the top of the
repository; the workbook is the same on any day, and the pictures are, with the same LibreOffice and fonts.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from annotate_kit import open_project

ROOT = Path(__file__).parents[1]
PICTURES = Path(__file__).parent / "workbook"
RESOLUTION = "64"
"""Dots an inch: small files in which words can still be read."""


def pages(pdf: Path) -> dict[str, int]:
    """Name of each sheet, which its footer says, and its first page, from 1."""
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    first: dict[str, int] = {}
    for number, page in enumerate(text.split("\f"), 1):
        footer = re.search(r"^\s*(\S.*?)\s{2,}Page \d+ of \d+\s*$", page, re.MULTILINE)
        if footer:
            first.setdefault(footer[1], number)
    return first


def main() -> None:
    """Export, print, and keep the first page of each sheet."""
    for program in ("soffice", "pdftoppm", "pdftotext"):
        if shutil.which(program) is None:
            sys.exit(f"{program} is not installed; see the beginning of this file.")
    with tempfile.TemporaryDirectory() as place:
        book = Path(place) / "annotations.xlsx"
        stream = io.BytesIO()
        open_project(ROOT).export("xlsx", stream)
        book.write_bytes(stream.getvalue())
        profile = f"-env:UserInstallation=file://{place}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", place, str(book)]
        subprocess.run(command, check=True, capture_output=True)
        pdf = book.with_suffix(".pdf")
        shutil.rmtree(PICTURES, ignore_errors=True)
        PICTURES.mkdir()
        lines = [
            "# The workbook",
            "",
            "Each sheet of the sample project's workbook, as LibreOffice prints its first page.",
        ]
        for number, (sheet, page) in enumerate(pages(pdf).items(), 1):
            name = f"{number:02}-{'-'.join(re.findall('[a-z0-9]+', sheet.lower()))}"
            at = ["-f", str(page), "-l", str(page), "-singlefile"]
            subprocess.run(
                ["pdftoppm", "-png", "-r", RESOLUTION, *at, str(pdf), str(PICTURES / name)],
                check=True,
            )
            lines += ["", f"## {sheet}", "", f"![{sheet}]({name}.png)"]
        (PICTURES / "README.md").write_text("\n".join(lines) + "\n", "utf-8")
        sys.stdout.write(f"{number} pictures in {PICTURES.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
