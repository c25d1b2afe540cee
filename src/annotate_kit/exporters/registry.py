"""The exporters that there are: our own, and those that other packages bring along."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import BinaryIO

from annotate_kit.errors import NotFoundError, UsageError
from annotate_kit.exporters.csv import CSV
from annotate_kit.exporters.exporter import Exporter, Options
from annotate_kit.exporters.json import JSON, JSONL
from annotate_kit.exporters.parquet import PARQUET
from annotate_kit.exporters.sqlite import SQLITE
from annotate_kit.exporters.xlsx import XLSX
from annotate_kit.tables import Receipt, Source

__all__ = ["EXPORTERS", "GROUP", "export_to", "find_exporter", "get_exporter"]

GROUP = "annotate_kit.exporters"
"""Entry points of this group are exporters, under their own names."""

EXPORTERS: Mapping[str, Exporter] = {one.name: one for one in (CSV, JSON, JSONL, PARQUET, SQLITE, XLSX)}
"""Our own, by name."""


def find_exporter(name: str) -> Exporter | None:
    """Our own exporter of a name, else one that another package offers; None where there is none.

    Raises:
        UsageError: where what a package offers cannot be used.
    """
    if name in EXPORTERS:
        return EXPORTERS[name]
    # Looking through all installed packages costs four times an empty Python, so only now.
    from importlib.metadata import entry_points  # noqa: PLC0415

    for point in entry_points(group=GROUP, name=name):
        try:
            exporter = point.load()
        except Exception as error:  # a plug-in may do anything; ours goes on
            raise UsageError(f"the exporter {name!a} of {point.value} does not load: {error}", "Update it.") from error
        if not isinstance(exporter, Exporter):
            raise UsageError(f"{point.value} is no exporter", "It must be an annotate_kit.exporters.Exporter.")
        return exporter
    return None


def get_exporter(name: str) -> Exporter:
    """The exporter of a name.

    Raises:
        NotFoundError: where there is none.
        UsageError: where what a package offers cannot be used.
    """
    found = find_exporter(name)
    if found is None:
        raise NotFoundError("exporter", name, tuple(EXPORTERS))
    return found


def export_to(name: str, source: Source, stream: BinaryIO, options: Options | None = None) -> Receipt:
    """Write a source as one file to a stream.

    Raises:
        UsageError: where the format needs a folder.
    """
    exporter = get_exporter(name)
    if exporter.is_folder:
        raise UsageError(f"{name} writes a file for each table", "Name a folder.")

    def output(_name: str) -> AbstractContextManager[BinaryIO]:
        return nullcontext(stream)

    return exporter.write(source, output, options or Options())
