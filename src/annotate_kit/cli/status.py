"""`annotate-kit status`: how far the work is."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Annotated

import typer

from annotate_kit.cli import console

if TYPE_CHECKING:
    from annotate_kit.core import Json
    from annotate_kit.schema import Catalog
    from annotate_kit.workflow.status import ProjectStatus

__all__ = ["register"]

EPILOG = """
Examples:

    annotate-kit status

    annotate-kit status --format json | jq '.articles[] | select(.status == "new") | .article'
"""


class Format(enum.StrEnum):
    """How the status is printed."""

    TEXT = "text"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("status", epilog=EPILOG)(status)


def status(
    format_: Annotated[Format, typer.Option("--format", help="A table, or one JSON object.")] = Format.TEXT,
) -> None:
    """Show articles, words, spans, records, problems, who works on what, and progress."""
    from annotate_kit.workflow.status import project_status

    work = console.project()
    with console.progress(len(work.article_ids), "reading") as step:
        found = project_status(work, progress=step)
    if format_ is Format.JSON:
        from annotate_kit.codec import encode

        console.raw(encode(_as_json(found)))
    else:
        console.data(_as_text(found, work.catalog))


def _as_json(found: ProjectStatus) -> dict[str, Json]:
    import attrs

    return {
        "articles": [attrs.asdict(line) for line in found.lines],
        "done": found.done,
        "records": dict(found.records),
        "spans": dict(found.spans),
        "total": found.articles,
    }


def _as_text(found: ProjectStatus, catalog: Catalog) -> str:
    from annotate_kit.report.tables import text_table

    rows = [
        (line.article, line.words, line.spans, line.records, line.problems, line.annotator or "—", line.status)
        for line in found.lines
    ]
    text = text_table(("article", "words", "spans", "records", "problems", "annotator", "status"), rows) if rows else ""
    types = [
        (kind.plural, found.records.get(name, 0), found.spans.get(name, 0)) for name, kind in catalog.types.items()
    ]
    text += "\n" + text_table(("record type", "records", "spans"), types) if types else ""
    share = 0 if not found.articles else 24 * found.done // found.articles
    bar = "█" * share + "░" * (24 - share)
    return f"{text}\n{bar}  {found.done} of {found.articles} articles done, {found.problems} problems\n"
