"""The workbook."""

from __future__ import annotations

from typing import BinaryIO

from annotate_kit.tables import Receipt, Source, build_model

__all__ = ["export_xlsx"]


def export_xlsx(source: Source, stream: BinaryIO) -> Receipt:
    """Write a workbook: sheets of record types and their lists, of evidence and articles, and of what explains them."""
    # openpyxl costs 27 times an empty Python, and only this exporter needs it.
    from annotate_kit.workbook import write_workbook  # noqa: PLC0415

    return write_workbook(build_model(source), stream)
