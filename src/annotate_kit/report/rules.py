"""Pages about rules: what one finds, why, and an example of each kind."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from annotate_kit.codec import encode
from annotate_kit.core import RULES
from annotate_kit.core.own_rules import OwnRule
from annotate_kit.errors import UsageError
from annotate_kit.validate.rules import CITY, PAGES, TEXT, Part, RulePage

__all__ = ["find_code", "own_rule_page", "rule_page", "rules_index"]

_FAMILIES = {
    "AK0": "Files",
    "AK1": "Structure, by the schema",
    "AK2": "Text and spans",
    "AK3": "References and evidence",
    "AK4": "Meaning",
    "AK5": "Across the project",
    "AK6": "Schemas and names",
}
_TITLES: dict[Part, str] = {
    "data": "The data of a record",
    "annotation": "In an annotation file, the rest of it left out",
    "file": "An annotation file",
    "article": "In `article.json`, the rest of it left out",
    "schema": "A schema",
    "path": "The path of an annotation file",
    "project": "Files of a project, the rest of each left out",
}
_HEADER = ("| code | name | severity | put right by | what it finds |", "|---|---|---|---|---|")
_MENDING = (
    "`annotate-kit validate --fix` puts right what says the same afterwards as before; `--unsafe-fix` also what was",
    "probably meant, which somebody should look at. With `--diff` either is only shown. Evidence follows its value,",
    "nothing is done that leaves something wrong at its place, and each file is one step that undo takes back. Of most",
    "codes only some problems can be put right so; the page of a code says which.",
)
_WITH_TEXT = frozenset({"annotation", "project"})


def find_code(name: str) -> str:
    """The code that is meant by a code or the name of a rule.

    Raises:
        UsageError: where there is no such rule.
    """
    found = next((code for code, rule in RULES.items() if name.upper() == code or name.lower() == rule.name), None)
    if found is None:
        near = get_close_matches(name.upper(), RULES, n=1)
        near = near or get_close_matches(name.lower(), [rule.name for rule in RULES.values()], n=1)
        hint = f"Did you mean {near[0]}?" if near else "`annotate-kit rule` lists them all."
        raise UsageError(f"there is no rule {name!a}", hint)
    return found


def rule_page(code: str) -> str:
    """The page of a code, as Markdown."""
    page, rule = PAGES[code], RULES[code]
    severity = "An error" if rule.severity.value == "error" else "A warning"
    parts = [f"# {code} {rule.name}", f"{page.what} {severity}.", "## Why", page.why, "## Example"]
    if page.part in ("data", "annotation", "project") and (page.schema or page.part == "data"):
        parts += ["`schemas/city.schema.json`:", _block(page.schema or CITY, "json")]
    if page.part in _WITH_TEXT and "text.txt" not in page.bad:
        parts += ["`text.txt`:", _block(TEXT.rstrip("\n"), "text")]
    language = "text" if page.part == "path" else "json"
    parts += [f"{_TITLES[page.part]}, wrong:", _block(page.bad, language), "Right:", _block(page.good, language)]
    parts += ["## What to do", page.fix, *_by_machine(page)]
    return "\n\n".join([*parts, _selection(page)]) + "\n"


def _by_machine(page: RulePage) -> list[str]:
    """What the options that put problems right do about this one."""
    said = [f"`annotate-kit validate {option}` {what}." for option, what in _fixes(page).items() if what]
    return [" ".join(said)] if said else []


def _fixes(page: RulePage) -> dict[str, str]:
    return {"--fix": page.safe, "--unsafe-fix": page.unsafe}


def own_rule_page(own: OwnRule) -> str:
    """The page of a project's own rule, as Markdown."""
    severity = "An error" if own.rule.severity.value == "error" else "A warning"
    said = {name: value for name, value in (("type", own.type), ("when", own.when), ("must", own.must)) if value}
    parts = [f"# {own.rule.code} {own.rule.name}", f"{own.message}. {severity}, of {own.file}."]
    parts.append(_block(encode(said).decode(), "json"))
    return "\n\n".join(parts + [f"## What to do\n\n{own.hint}"] * bool(own.hint)) + "\n"


def _block(text: str, language: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"


def _selection(page: RulePage) -> str:
    return (
        f"To leave it out: `annotate-kit validate --ignore {page.code}`, or in `annotate-kit.toml` "
        f'`ignore = ["{page.code}"]` under `[validate]`.'
    )


def rules_index(codes: Iterable[str] = RULES) -> str:
    """The list of all rules with links to their pages, as Markdown."""
    lines = ["# Rules", "", "What `annotate-kit validate` and `annotate-kit schema lint` look for.", "", *_MENDING]
    family = ""
    for code in codes:
        if code[:3] != family:
            family = code[:3]
            lines += ["", f"## {_FAMILIES[family]}", "", *_HEADER]
        rule, page = RULES[code], PAGES[code]
        options = ", ".join(f"`{option}`" for option, what in _fixes(page).items() if what)
        lines.append(f"| [{code}]({code}.md) | {rule.name} | {rule.severity.value} | {options} | {page.what} |")
    return "\n".join(lines) + "\n"
