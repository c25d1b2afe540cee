# ruff: noqa: INP001 - a script, no package
"""Writes docs/mistakes.md: seventy-five mistakes, and what three validators say of each.

    .venv/bin/python docs/make_mistakes.py            # our messages anew, those of the others as recorded
    .venv/bin/python docs/make_mistakes.py --peers    # those of the others anew: needs check-jsonschema and ajv-cli

The mistakes are files of `schemas/examples`, each the data of one record.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import attrs

from annotate_kit.codec import encode, locate, parse_json
from annotate_kit.core import Problem, Record
from annotate_kit.report.markdown import escaped
from annotate_kit.schema import Catalog, load_catalog
from annotate_kit.validate import check_record

TOP = Path(__file__).parents[1]
PAGE = TOP / "docs/mistakes.md"
RECORDED = TOP / "docs/mistakes-peers.json"
LONGEST = 240
"""Characters of a message of the others; of a longer one it is said how long it is."""
PEERS = ("check-jsonschema", "ajv-cli")

CASES = """
organization: kind-misspelt kind-by-its-title kind-missing name-missing name-empty name-a-number
  name-with-space-at-the-end name-on-two-lines country-by-name country-in-lower-case founded-in-words
  founded-with-a-thirteenth-month aliases-not-a-list alias-twice identifier-without-value website-without-scheme
  unknown-property headquarters-as-object identifiers-in-words-only parent-in-a-list two-kinds founded-with-dots
  founded-unknown type-for-kind
official: role-in-words-only role-without-title second-role-without-title roles-empty roles-not-a-list
  position-by-its-title status-unknown nationality-in-words organization-as-object other-name-in-words-only
  validity-reversed validity-on-a-day-that-is-none born-with-a-time name-null
  roles-in-words-only title-outside-of-a-role role-beside-roles org-for-organization validity-as-object
  validity-with-a-hyphen other-name-under-name
agreement: party-in-words-only party-both-organization-and-country one-party signed-by-one-party date-with-slashes
  currency-by-its-sign amount-a-number amount-without-currency attendance-value-as-text commitment-by-nobody
  parties-as-codes amount-in-words amount-under-value signed-outside-of-dates status-with-words-behind
  occasion-in-words-only
expo-bid: stage-misspelt stage-in-capitals candidature-without-city year-a-number votes-for-as-text votes-for-negative
  vote-without-votes-for proposed-dates-reversed who-both-country-and-person year-with-words votes-for-in-words
  votes-for-under-votes votes-for-outside-of-a-vote proposed-dates-in-a-list
"""


def cases() -> Iterator[tuple[str, str]]:
    """Record type and name of each mistake."""
    for name in re.sub(r"\n +", " ", CASES).split("\n"):
        type_name, _, listed = name.partition(": ")
        for case in listed.split():
            yield type_name, case


def path_of(type_name: str, case: str) -> Path:
    """The file of a mistake, whose name ends with the code that it is."""
    (path,) = (TOP / f"schemas/examples/{type_name}/invalid").glob(f"{case}.*.json")
    return path


@cache
def catalog() -> Catalog:
    """The four types."""
    files = sorted((TOP / "schemas").glob("*.schema.json"))
    return load_catalog({file.name: parse_json(file.read_bytes(), file=file.name).value for file in files})


def problems_of(type_name: str, case: str) -> tuple[Problem, ...]:
    """What we say of a mistake, with lines and columns in its file."""
    raw = path_of(type_name, case).read_bytes()
    data = parse_json(raw, file="").value
    record = Record(id=f"{type_name}-1", type=type_name, data=data)  # type: ignore[arg-type]  # all are JSON
    found = check_record(catalog(), record)
    return locate((_in_data(problem) for problem in found), raw)


def _in_data(problem: Problem) -> Problem:
    return attrs.evolve(problem, pointer=problem.pointer.removeprefix("/data"))


def said(problem: Problem) -> str:
    """A problem as a line of the table."""
    place = f"{problem.place.line}:{problem.place.column}: " if problem.place else ""
    end = "" if problem.message.endswith("?") or not problem.hint else "."
    return f"{place}{problem.code} {problem.message}{end} {problem.hint}".rstrip()


def render(recorded: Mapping[str, Mapping[str, str]]) -> str:
    """The page."""
    versions = recorded["versions"]
    lines = [
        "# Seventy-five mistakes",
        "",
        "Mistakes that people make when they write records of the four types, and what is said of each. Ours come with",
        "the line and column in the file; a message is good if its reader knows what to type next.",
        "",
        f"The others: check-jsonschema {versions['check-jsonschema']} and ajv-cli {versions['ajv-cli']}, each with the",
        "same schema. A dash: nothing is said.",
        "Written by `docs/make_mistakes.py` from the files in `schemas/examples`.",
        "",
        "| mistake | annotate-kit | check-jsonschema | ajv |",
        "|---|---|---|---|",
    ]
    for type_name, case in cases():
        ours = "<br>".join(escaped(said(problem)) for problem in problems_of(type_name, case))
        others = [escaped(recorded[f"{type_name}/{case}"][peer]) or "—" for peer in PEERS]
        lines.append(f"| {type_name}: {case.replace('-', ' ')} | {ours} | {' | '.join(others)} |")
    return "\n".join(lines) + "\n"


def record_peers() -> dict[str, dict[str, str]]:
    """What the others say, and their versions."""
    check, ajv = shutil.which("check-jsonschema"), shutil.which("ajv")
    if check is None or ajv is None:
        raise SystemExit("check-jsonschema and ajv (npm install ajv-cli ajv-formats) have to be on the PATH")
    package = json.loads((Path(ajv).resolve().parent.parent / "package.json").read_text("utf-8"))
    versions = {"check-jsonschema": output(check, "--version").split()[-1], "ajv-cli": package["version"]}
    recorded = {"versions": versions}
    with tempfile.TemporaryDirectory() as folder:
        for type_name, case in cases():
            schema, file = Path(folder) / f"{type_name}.schema.json", path_of(type_name, case)
            schema.write_bytes(encode(catalog().bundle(type_name)))
            options = ["--spec=draft2020", "--strict=false", "--all-errors", "--errors=text", "-c", "ajv-formats"]
            recorded[f"{type_name}/{case}"] = {
                "check-jsonschema": shortened(output(check, "--schemafile", str(schema), str(file)), file),
                "ajv-cli": shortened(output(ajv, "validate", *options, "-s", str(schema), "-d", str(file)), file),
            }
    return recorded


def output(*command: str) -> str:
    """What a program prints, however it ends."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - the two programs above
    return done.stdout or done.stderr


def shortened(text: str, file: Path) -> str:
    """The messages without the file's path and the words around them, cut where nobody would read on."""
    kept = [line.replace(f"{file}::", "").strip() for line in text.splitlines()]
    noise = ("Schema validation errors", "ok --", "unknown format", "strict mode", str(file))
    told = " ".join(line for line in kept if line and not line.startswith(noise))
    return told if len(told) <= LONGEST else f"{told[:LONGEST]}… ({len(told):,} characters)"


def main() -> None:
    """Write the page."""
    if "--peers" in sys.argv[1:]:
        RECORDED.write_text(json.dumps(record_peers(), indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    PAGE.write_text(render(json.loads(RECORDED.read_text("utf-8"))), "utf-8")


if __name__ == "__main__":
    main()
