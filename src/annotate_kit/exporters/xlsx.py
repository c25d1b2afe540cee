"""The workbook."""

from __future__ import annotations

from annotate_kit.exporters.exporter import Exporter, Options, Output
from annotate_kit.tables import Receipt, Source, build_model

__all__ = ["XLSX"]


def _write(source: Source, output: Output, options: Options) -> Receipt:
    # openpyxl costs 27 times an empty Python, and only this exporter needs it.
    from annotate_kit.workbook import write_workbook  # noqa: PLC0415

    with output("") as stream:
        return write_workbook(
            build_model(source),
            stream,
            date=options.date,
            revision=options.revision,
            on_row=options.on_row,
            template=options.template,
            limits=options.limits,
        )


XLSX = Exporter(
    name="xlsx",
    ending="xlsx",
    description="a workbook to read, correct and hand back",
    names_revision=True,
    is_text=False,
    write=_write,
)
