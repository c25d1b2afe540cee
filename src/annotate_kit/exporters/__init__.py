"""Exporters: each takes a source and a binary stream, and returns a receipt of what it wrote and had to change."""

from collections.abc import Callable, Mapping
from typing import BinaryIO

from annotate_kit.exporters.json import EXPORT_FORMAT, export_json, export_jsonl
from annotate_kit.exporters.xlsx import export_xlsx
from annotate_kit.tables import Receipt, Source

__all__ = ["EXPORTERS", "EXPORT_FORMAT", "Exporter", "export_json", "export_jsonl", "export_xlsx"]

Exporter = Callable[[Source, BinaryIO], Receipt]

EXPORTERS: Mapping[str, Exporter] = {"json": export_json, "jsonl": export_jsonl, "xlsx": export_xlsx}
"""By name, which is also the ending of the file."""
