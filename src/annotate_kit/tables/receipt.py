"""Receipts: what an export wrote, what it left out on purpose, and every value that it had to change."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from annotate_kit.core.counting import counted
from annotate_kit.core.values import Json

__all__ = ["Alteration", "Receipt", "receipt_json", "receipt_lines"]

_LISTED = 5
"""Alterations that are written out for a person; the file lists all."""


@attrs.frozen(kw_only=True)
class Alteration:
    """One value that a format could not carry as it is."""

    table: str
    """The title of the table or sheet, empty where the format has none."""
    cell: str = ""
    """Such as `D17`, empty where the format has no cells."""
    record: str = ""
    """The id of the record, empty where there is none."""
    field: str
    """The title of the column."""
    what: str
    """What was done, one clause without a full stop."""

    def __str__(self) -> str:
        place = f"{self.table}!{self.cell}" if self.cell else self.table
        about = ", ".join(part for part in (self.field, self.record) if part)
        return f"{place} ({about}): {self.what}" if place else f"{about}: {self.what}"


@attrs.frozen(kw_only=True)
class Receipt:
    """What became of an export."""

    format: str
    """The name of the exporter: `json`, `jsonl`, `xlsx`."""
    articles: int = 0
    records: int = 0
    tables: Mapping[str, int] = attrs.field(factory=dict)
    """Title of each table → rows written, without headers."""
    left_out: tuple[str, ...] = ()
    """What was left out on purpose, one sentence each."""
    unreadable: tuple[str, ...] = ()
    """What was left out because it could not be read, one sentence each."""
    problems: int = 0
    """Errors in the records that were exported in spite of them."""
    alterations: tuple[Alteration, ...] = ()
    export_id: str = ""
    """A hash of the content, where the format carries one."""


def receipt_json(receipt: Receipt) -> Json:
    """A receipt as a JSON value."""
    return {
        "alterations": [attrs.asdict(alteration) for alteration in receipt.alterations],
        "articles": receipt.articles,
        "export_id": receipt.export_id,
        "format": receipt.format,
        "left_out": list(receipt.left_out),
        "problems": receipt.problems,
        "records": receipt.records,
        "tables": dict(receipt.tables),
        "unreadable": list(receipt.unreadable),
    }


def receipt_lines(receipt: Receipt) -> tuple[str, ...]:
    """A receipt for a person: a line of counts, then what was left out or changed."""
    lines = [f"{counted(receipt.records, 'record')} of {counted(receipt.articles, 'article')}"]
    lines += (*receipt.unreadable, *receipt.left_out)
    if receipt.problems:
        lines.append(f"Exported in spite of {counted(receipt.problems, 'error')}; the file says so.")
    if receipt.alterations:
        lines.append(f"{counted(len(receipt.alterations), 'value')} had to be changed:")
        lines += [f"  {alteration}" for alteration in receipt.alterations[:_LISTED]]
    if len(receipt.alterations) > _LISTED:
        lines.append(f"  and {len(receipt.alterations) - _LISTED:,} more; --receipt FILE lists all")
    return tuple(lines)
