"""What an exporter is: a name, the ending of its files, and a function that writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import BinaryIO

import attrs

from annotate_kit.core.limits import LIMITS, Limits
from annotate_kit.tables import Receipt, Source

__all__ = ["Exporter", "Options", "Output"]

Output = Callable[[str], AbstractContextManager[BinaryIO]]
"""Opens a file for writing, which need not be seekable: the one of this name in a folder, else the only one."""


@attrs.frozen(kw_only=True)
class Options:
    """How to write, where a format leaves a choice; each exporter takes what it knows."""

    date: dt.date | None = None
    """The day of the export, where the file shall say one."""
    revision: str = ""
    """The revision of the project, where the file shall say one."""
    is_formula_safe: bool = False
    """Write texts that a spreadsheet program would take for formulas with an apostrophe before them."""
    template: bytes | None = attrs.field(default=None, repr=False)
    """A workbook with the fonts, colours and cover sheet of a house, …"""
    limits: Limits = LIMITS
    """… which is unpacked within these."""
    on_row: Callable[[], None] = lambda: None
    """Called after each row or record."""


@attrs.frozen(kw_only=True)
class Exporter:
    """One format. A package adds one as an entry point of the group `annotate_kit.exporters`."""

    name: str
    """What a person types: `xlsx`."""
    ending: str
    """Of its file, or of each file of its folder, without a point."""
    description: str
    """A few words, without a full stop."""
    is_folder: bool = False
    """Whether it writes a file for each table."""
    names_revision: bool = False
    """Whether its file says which revision of the project it was made from."""
    is_text: bool = True
    """Whether a terminal can show it."""
    write: Callable[[Source, Output, Options], Receipt]
    """Writes a source, and tells what became of it."""
