"""`annotate-kit entities`: real things over all articles, where articles differ about them, and what is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from annotate_kit.cli import console
from annotate_kit.cli.acting import take_back
from annotate_kit.cli.formats import Format

if TYPE_CHECKING:
    from annotate_kit.core import Json
    from annotate_kit.workflow.entities import Entity, Pair
    from annotate_kit.workflow.project import Project
    from annotate_kit.workflow.register import Register

__all__ = ["register"]

EPILOG = """
Examples:

    annotate-kit entities

    annotate-kit entities --type official --differ

    annotate-kit entities pairs

    annotate-kit entities join official-7k3mq0x2pd official-4w9t1c8v6n

    annotate-kit entities decide expo-bid-0c5n8t2v4w /year 2030 --because "the article of the vote"

    annotate-kit entities undo

Decisions stand in annotations/_register/; no annotation file changes.
"""

As = Annotated[str | None, typer.Option("--as", metavar="NAME", help="Who decides.")]


def register(app: typer.Typer) -> None:
    """Add the command and its subcommands."""
    group = typer.Typer(
        name="entities",
        help="List real things over all articles, and decide about them.",
        epilog=EPILOG,
        rich_markup_mode=None,
    )
    group.callback(invoke_without_command=True)(entities)
    group.command("pairs")(pairs)
    group.command("join")(join)
    group.command("apart")(apart)
    group.command("decide")(decide)
    group.command("identify")(identify)
    group.command("undo")(undo)
    app.add_typer(group)


def entities(
    ctx: typer.Context,
    type_: Annotated[str | None, typer.Option("--type", help="Only this record type.")] = None,
    differ: Annotated[bool, typer.Option("--differ", help="Only where articles differ.")] = False,  # noqa: FBT002 - a switch
    format_: Annotated[Format, typer.Option("--format", help="A table, or one JSON array.")] = Format.TEXT,
) -> None:
    """List entities with their articles and where their values differ."""
    if ctx.invoked_subcommand is not None:
        return
    from annotate_kit.workflow.entities import differences

    work = console.project()
    found, decided = _gather(work, type_)
    told = [(one, differences(one, decided)) for one in found]
    chosen = [(one, rivals) for one, rivals in told if rivals or not differ]
    if format_ is Format.JSON:
        from annotate_kit.codec import encode

        console.raw(encode([_as_json(one, decided) for one, _ in chosen]))
    else:
        console.data(_as_text([one for one, _ in chosen], decided))


def _gather(work: Project, type_: str | None) -> tuple[list[Entity], Register]:
    from annotate_kit.errors import NotFoundError
    from annotate_kit.workflow.entities import gather_entities
    from annotate_kit.workflow.register import read_register

    if type_ is not None and type_ not in work.catalog.types:
        raise NotFoundError("record type", type_, tuple(work.catalog.types))
    decided = read_register(work)
    for path in decided.damaged:
        console.talk(f"annotate-kit: {path} holds no decisions. Put it right, or take it away.")
    with console.progress(len(work.article_ids), "reading") as step:
        found = gather_entities(work, decided, progress=step)
    return [one for one in found if type_ is None or one.type == type_], decided


def _as_json(one: Entity, decided: Register) -> dict[str, Json]:
    from annotate_kit.workflow.entities import differences

    rivals: list[Json] = [
        {
            "pointer": rival.pointer,
            "values": [{"articles": list(articles), "value": value} for value, articles in rival.values],
            **({"taken": rival.ruling.value, "because": rival.ruling.because} if rival.ruling else {}),
        }
        for rival in differences(one, decided)
    ]
    named = [decided.decisions[id_].identifiers for id_ in one.ids if id_ in decided.decisions]
    return {
        "articles": list(one.articles),
        "caption": one.caption,
        "differences": rivals,
        "entity": one.entity,
        "identifiers": {name: value for held in named for name, value in held.items()},
        "ids": list(one.ids),
        "names": list(one.names),
        "records": len(one.members),
        "type": one.type,
    }


def _as_text(found: list[Entity], decided: Register) -> str:
    from annotate_kit.keys.showing import as_json
    from annotate_kit.report import text_table
    from annotate_kit.text import safe_line
    from annotate_kit.workflow.entities import differences

    if not found:
        return "No entity.\n"
    rows = [
        (safe_line(one.caption, 40), one.type, len(one.articles), len(differences(one, decided)), one.entity)
        for one in found
    ]
    text = text_table(("entity", "type", "articles", "differences", "id"), rows)
    for one in found:
        for rival in differences(one, decided):
            said = "; ".join(f"{as_json(value)} ({', '.join(articles)})" for value, articles in rival.values)
            taken = "" if rival.ruling is None else f"; taken: {as_json(rival.ruling.value)}"
            text += f"\n{safe_line(f'{one.caption} {rival.pointer}: {said}{taken}', 200)}"
    return text + ("" if text.endswith("\n") else "\n")


def pairs(
    type_: Annotated[str | None, typer.Option("--type", help="Only this record type.")] = None,
) -> None:
    """Propose entities that may be one, each with the reason and both with their words."""
    from annotate_kit.workflow.entities import propose_pairs

    work = console.project()
    found, decided = _gather(work, type_)
    for pair in propose_pairs(found, decided):
        console.data(_shown_pair(work, pair))


def _shown_pair(work: Project, pair: Pair) -> str:
    from annotate_kit.text import safe_line
    from annotate_kit.workflow.entities import sentences_of

    lines = [("", f"{pair.score:.0f} {pair.one.type}: {pair.reason}")]
    for one in (pair.one, pair.other):
        named = ", ".join(one.names[:4])
        lines.append(("    ", f"{one.entity}: {named} ({', '.join(one.articles[:3])})"))
        lines += [("        ", f"{said.article}: {said.sentence}") for said in sentences_of(work, one, 2)]
    return "".join(f"{indent}{safe_line(line, 200)}\n" for indent, line in lines)


def join(one: str, other: str, as_: As = None) -> None:
    """Decide that two entities are one."""
    from annotate_kit.workflow import register as decisions

    work, name = _who(as_)
    _check(work, one, other)
    decisions.join(work, one, other, by=name, clock=console.clock, ids=console.ids)


def apart(one: str, other: str, as_: As = None) -> None:
    """Decide that two entities are not one, so that nobody is asked again."""
    from annotate_kit.workflow import register as decisions

    work, name = _who(as_)
    _check(work, one, other)
    decisions.keep_apart(work, one, other, by=name, clock=console.clock, ids=console.ids)


def decide(
    entity: str,
    pointer: Annotated[str, typer.Argument(help="The field, such as /year.")],
    value: Annotated[str, typer.Argument(help="The value that is taken: JSON, else a text.")],
    because: Annotated[str, typer.Option(help="Why.")] = "",
    as_: As = None,
) -> None:
    """Decide which of the values that articles give is taken."""
    from annotate_kit.codec import parse_json
    from annotate_kit.core import ABSENT
    from annotate_kit.workflow import register as decisions

    work, name = _who(as_)
    _check(work, entity)
    parsed = parse_json(value.encode("utf-8", "surrogateescape"), file="")
    taken = value if parsed.value is ABSENT or parsed.problems else parsed.value
    chosen = _as_given(work, entity, pointer, taken, value)
    decisions.decide_value(
        work, entity, pointer, chosen, because=because, by=name, clock=console.clock, ids=console.ids
    )


def _as_given(work: Project, entity: str, pointer: str, taken: Json, typed: str) -> Json:
    """The value as the articles give it: 2030 is typed for a year that is a text."""
    from annotate_kit.core import same
    from annotate_kit.errors import UsageError
    from annotate_kit.workflow.entities import gather_entities
    from annotate_kit.workflow.register import read_register

    found = next(one for one in gather_entities(work, read_register(work)) if entity in one.ids)
    given = [member.values[pointer] for member in found.members if pointer in member.values]
    for value in given:
        if same(value, taken) or value == typed:
            return value
    if not given:
        pointers = sorted({place for member in found.members for place in member.values})
        raise UsageError(f"no article says anything about {pointer!a}", f"Known are {', '.join(pointers)}.")
    return taken


def identify(
    entity: str,
    name: Annotated[str, typer.Argument(help="Whose identifier: wikidata, lei, …")],
    value: Annotated[str, typer.Argument(help="The identifier.")],
    as_: As = None,
) -> None:
    """Note what another collection calls an entity."""
    from annotate_kit.workflow import register as decisions

    work, who = _who(as_)
    _check(work, entity)
    decisions.set_identifier(work, entity, name, value, by=who, clock=console.clock, ids=console.ids)


def undo(as_: As = None) -> None:
    """Take back the last decision, or the last act over several articles."""
    work, name = _who(as_)
    take_back(work, name)


def _who(as_: str | None) -> tuple[Project, str]:
    work = console.project()
    return work, console.annotator(as_, work)


def _check(work: Project, *named: str) -> None:
    """Refuse ids that no record carries.

    Raises:
        NotFoundError: for the first such.
    """
    from annotate_kit.errors import NotFoundError
    from annotate_kit.workflow.entities import gather_entities
    from annotate_kit.workflow.register import read_register

    known = {id_ for one in gather_entities(work, read_register(work)) for id_ in one.ids}
    for id_ in named:
        if id_ not in known:
            raise NotFoundError("entity", id_)
