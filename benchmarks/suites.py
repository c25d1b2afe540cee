"""How many tests of the official suites each engine and the strict reader pass, with every exception and its reason.

    .venv/bin/python benchmarks/suites.py [--data ../shared/data]

`data` is a folder with the JSON Schema Test Suite in `json-schema-test-suite` and the JSON parsing suite in
`json-test-suite`. What differs is held by tests: `tests/validate/test_engines.py` and `tests/codec/test_scanner.py`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from timing import REPOSITORY, asked, table

from annotate_kit.codec import parse_json
from annotate_kit.core import ABSENT
from annotate_kit.validate.fast import find_fast_engine
from annotate_kit.validate.portable import find_portable_engine

sys.path.insert(0, str(REPOSITORY))

from tests.validate.suite_exceptions import DIALECTS, exceptions_of, remotes_in

URI = "https://test.invalid/thing.json"
MAKERS = {"jsonschema-rs": find_fast_engine, "jsonschema": find_portable_engine}


def answers(folder: Path, remotes: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """File, engine, and whether its answer is the suite's, for every test."""
    for path in sorted(folder.rglob("*.json")):
        name = path.relative_to(folder).as_posix()
        for group in json.loads(path.read_text("utf-8")):
            schema = group["schema"]
            if folder.name == "draft7" and isinstance(schema, dict):
                schema.setdefault("$schema", "http://json-schema.org/draft-07/schema#")
            named = schema.get("$id", "") if isinstance(schema, dict) else ""
            uri = named if "://" in named else URI
            for engine, make in MAKERS.items():
                made = make(uri, {**remotes, uri: schema})
                for test in group["tests"]:
                    yield name, engine, made is not None and made.is_valid(test["data"]) is test["valid"]


def schemas(suite: Path) -> None:
    remotes = remotes_in(suite)
    rows: list[tuple[str, ...]] = []
    notes: list[tuple[str, ...]] = []
    for dialect in DIALECTS:
        if not (suite / "tests" / dialect).exists():
            print(f"the tests of {dialect} are left out: they are not in {suite.name}")
            continue
        right: Counter[str] = Counter()
        wrong: dict[tuple[str, str], int] = {}
        for name, engine, is_right in answers(suite / "tests" / dialect, remotes):
            right[engine] += is_right
            if not is_right:
                wrong[name, engine] = wrong.get((name, engine), 0) + 1
        for engine in MAKERS:
            lost = sum(count for (_, which), count in wrong.items() if which == engine)
            rows.append((f"{dialect}, {engine}", f"{right[engine] + lost:,}", f"{right[engine]:,}", f"{lost:,}"))
        notes += [
            (f"{dialect}/{name}", engine, f"{count:,}", exceptions_of(dialect, engine).get(name, "not explained"))
            for (name, engine), count in wrong.items()
        ]
    table("JSON Schema Test Suite", ("suite and engine", "tests", "as the suite says", "otherwise"), rows)
    table("Exceptions", ("file", "engine", "tests", "why"), notes)


def parsing(suite: Path) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    strict: list[tuple[str, ...]] = []
    for path in sorted(suite.glob("*.json")):
        found = parse_json(path.read_bytes(), file=path.name)
        is_placed = all(problem.place for problem in found.problems)
        said = "read" if not found.problems else "refused with a place" if is_placed else "refused without a place"
        if path.name[0] == "y" and found.problems:
            strict.append((path.stem, found.problems[0].code, found.problems[0].message))
        counts[path.name[0], said if found.value is not ABSENT or found.problems else "lost"] += 1
    meant = {"y": "y_ (to be read)", "n": "n_ (to be refused)", "i": "i_ (either)"}
    rows = [(meant[kind], said, f"{count:,}") for (kind, said), count in sorted(counts.items())]
    table("JSON parsing suite", ("files", "what the strict reader does", "how many"), rows)
    table("Refused although JSON allows it", ("file", "code", "why"), strict)


def main() -> None:
    data = Path(
        asked(__doc__, data="folder of the suites; else ../shared/data").data or REPOSITORY.parent / "shared/data"
    )
    if not data.exists():
        print(f"suites are left out: there is no {data.name} folder beside the project")
        return
    parsing(data / "json-test-suite/test_parsing")
    schemas(data / "json-schema-test-suite")


if __name__ == "__main__":
    main()
