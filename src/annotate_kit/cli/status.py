"""`annotate-kit status`: how far the work is."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from annotate_kit.cli import console
from annotate_kit.cli.formats import Format

if TYPE_CHECKING:
    from annotate_kit.core import Json
    from annotate_kit.schema import Catalog
    from annotate_kit.workflow.project import Project
    from annotate_kit.workflow.status import ArticleStatus, ProjectStatus
    from annotate_kit.workflow.timing import TimeSpent

__all__ = ["register"]

EPILOG = """
Examples:

    annotate-kit status

    annotate-kit status --format json | jq '.articles[] | select(.status == "new") | .article'
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("status", epilog=EPILOG)(status)


def status(
    format_: Annotated[Format, typer.Option("--format", help="A table, or one JSON object.")] = Format.TEXT,
    time: Annotated[  # noqa: FBT002  # an option of the command line
        bool, typer.Option("--time", help="What the timer counted instead: keys and seconds by act, type, article.")
    ] = False,
) -> None:
    """Show articles, words, spans, records, problems, who works on what, and progress."""
    from annotate_kit.cli.own_settings import as_seen
    from annotate_kit.workflow.status import project_status

    work = console.project()
    if time:
        _time(work, format_)
        return
    work = as_seen(work)
    with console.progress(len(work.article_ids), "reading") as step:
        found = project_status(work, progress=step, cache=console.checked_cache(work))
    if format_ is Format.JSON:
        from annotate_kit.codec import encode

        console.raw(encode(_as_json(found)))
    else:
        console.data(_as_text(found, work.catalog))


def _time(work: Project, format_: Format) -> None:
    from annotate_kit.workflow.timing import time_spent

    found = time_spent(work)
    if format_ is Format.JSON:
        import attrs

        from annotate_kit.codec import encode

        # Milliseconds as whole numbers: the same everywhere.
        groups = {"act": found.by_act, "article": found.by_article, "type": found.by_type}
        rows: dict[str, Json] = {
            by: {name: {**attrs.asdict(spent), "seconds": round(spent.seconds, 3)} for name, spent in group.items()}
            for by, group in groups.items()
        }
        console.raw(encode(json.loads(json.dumps(rows), parse_float=Decimal)))
    elif not found.by_act:
        console.talk("The timer has counted nothing: it is off unless the settings say [timer] on = true.")
    else:
        console.data(_time_tables(found))


def _time_tables(found: TimeSpent) -> str:
    from annotate_kit.report.tables import text_table

    tables = []
    for title, group in (("act", found.by_act), ("record type", found.by_type), ("article", found.by_article)):
        rows = [
            (
                name or "—",
                spent.acts,
                spent.keys,
                f"{spent.keys / spent.acts:.1f}",
                f"{spent.seconds / spent.acts:.1f}",
                f"{spent.seconds / 60:.1f}",
            )
            for name, spent in group.items()
        ]
        tables.append(text_table((title, "acts", "keys", "keys an act", "seconds an act", "minutes"), rows))
    return "\n".join(tables)


def _as_json(found: ProjectStatus) -> dict[str, Json]:
    import attrs

    return {
        "articles": [attrs.asdict(line) for line in found.lines],
        "done": found.done,
        "records": dict(found.records),
        "spans": dict(found.spans),
        "suggestions": [attrs.asdict(one) for one in found.suggestions],
        "total": found.articles,
    }


def _named(line: ArticleStatus) -> str:
    """The article's id, and its title where the id tells little of it."""
    from annotate_kit.text import shown_name

    name = shown_name(line.article, line.title)
    return line.article if name == line.article else f"{name} ({line.article})"


def _as_text(found: ProjectStatus, catalog: Catalog) -> str:
    from annotate_kit.core.counting import counted
    from annotate_kit.report.tables import text_table

    articles = counted(found.articles, "article")
    rows = [
        (_named(line), line.words, line.spans, line.records, line.problems, line.annotator or "—", line.status)
        for line in found.lines
    ]
    text = text_table(("article", "words", "spans", "records", "problems", "annotator", "status"), rows) if rows else ""
    types = [
        (kind.plural, found.records.get(name, 0), found.spans.get(name, 0)) for name, kind in catalog.types.items()
    ]
    text += "\n" + text_table(("record type", "records", "spans"), types) if types else ""
    text += _acceptance(found, catalog)
    share = 0 if not found.articles else 24 * found.done // found.articles
    bar = "█" * share + "░" * (24 - share)
    return f"{text}\n{bar}  {found.done} of {articles} done, {counted(found.problems, 'problem')}\n"


def _acceptance(found: ProjectStatus, catalog: Catalog) -> str:
    """What became of suggestions, if there were any: by suggester, type and field."""
    from annotate_kit.report.tables import text_table

    if not found.suggestions:
        return ""
    rows: list[tuple[str | int, ...]] = []
    for one in found.suggestions:
        kind = catalog.types.get(one.type)
        title = kind.title if kind else one.type
        share = f"{100 * one.accepted // (one.accepted + one.rejected)} %"
        rows.append((one.origin, title, one.pointer or "its mentions", one.accepted, one.rejected, share))
    return "\n" + text_table(("suggester", "record type", "field", "accepted", "refused", "taken"), rows)
