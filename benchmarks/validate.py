"""What checking costs: one file, many files, first and again, each family of rules, and files full of problems.

    .venv/bin/python benchmarks/validate.py [--quick]

Files of some 18 kB, the same for all programs of a run. Beside annotate-kit, with one plain schema (structure and
values alone): check-jsonschema, to 100 files, beyond which its time is extrapolated and labelled so; and ajv-cli, which
npm installs into a temporary folder for the occasion. What cannot be had is left out, with the reason. Reading the
bytes is a loop of open and read. The schema checks alone are `--select AK1`; each further family is added to those
before it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import attrs
from timing import Run, asked, in_turn, made, milliseconds, output, peer, python, run, script, table

Tasks = dict[str, Callable[[], Run]]
EMPTY, OURS, AGAIN = "python -c pass", "annotate-kit", "annotate-kit, nothing changed"
READ = """
import os, sys
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if ".annotate-kit" not in folder:
            with open(os.path.join(folder, name), "rb") as file:
                file.read()
"""
RECORDS = 7
"""In a file, which makes it some 18 kB."""
LOOK = (0, 1)
"""Exit codes of a program that found, or did not find, problems."""
FAMILIES = (
    ("AK1", "the schema checks alone"),
    ("AK0", "and the files' form"),
    ("AK2", "and spans on their text"),
    ("AK3", "and references"),
    ("AK4", "and meaning"),
    ("AK5", "and duplicates"),
)
MOST = 100
"""Files that check-jsonschema is run on; of more its time is extrapolated."""


def ajv(folder: Path) -> Path | None:
    """The path of ajv-cli, newly installed; None, with the reason printed, where that cannot be."""
    npm = shutil.which("npm")
    if npm is None:
        print("ajv-cli is left out: npm is not installed")
        return None
    done = subprocess.run([npm, "install", "--silent", "--prefix", str(folder), "ajv-cli", "ajv-formats"], check=False)
    if done.returncode:
        print("ajv-cli is left out: npm could not install it")
        return None
    return folder / "node_modules/.bin/ajv"


def files_of(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.glob("annotations/*/analyst.json"))


def tasks(root: Path, ajv_path: Path | None) -> Tasks:
    """Each program on all files of a project."""
    files = files_of(root)
    ours = [script("annotate-kit"), "validate"]
    named = files if len(files) == 1 else []
    found: Tasks = {
        EMPTY: partial(run, python("-c", "pass")),
        "reading the bytes": partial(run, python("-c", READ, str(root))),
        OURS: partial(run, [*ours, "--no-cache", *named], root, codes=LOOK),
        AGAIN: partial(run, [*ours, "--cache", *named], root, codes=LOOK),
    }
    for number, (_, what) in enumerate(FAMILIES, 1):
        select = ",".join(code for code, _ in FAMILIES[:number])
        command = [*ours, "--no-cache", "--select", select, *(named or ["annotations"])]
        found[what] = partial(run, command, root, codes=LOOK)
    if len(files) <= MOST and (command := peer("check-jsonschema", "--schemafile", "plain.json", *files) or []):
        found["check-jsonschema"] = partial(run, command, root)
    if ajv_path:
        formats = str(ajv_path.parents[1] / "ajv-formats")
        command = [str(ajv_path), "validate", "--spec=draft2020", "--strict=false", "-c", formats, "-s", "plain.json"]
        found["ajv-cli"] = partial(run, [*command, "-d", "annotations/*/analyst.json"], root, codes=LOOK)
    return found


def show(what: str, medians: dict[str, Run]) -> None:
    base, ours = medians[EMPTY], medians.get(OURS)
    rows = [
        (
            name,
            milliseconds(one.seconds),
            milliseconds(one.cpu),
            f"{one.memory:,.0f} MiB" if one.memory else "",
            f"{one.cpu / base.cpu:,.1f} x",
            f"{one.cpu / ours.cpu:,.2f} x" if ours else "",
        )
        for name, one in medians.items()
    ]
    table(what, ("program", "wall", "cpu", "memory", "cpu, empty Python", "cpu, annotate-kit"), rows)


def project(place: Path, articles: int) -> Path:
    root = place / f"of-{articles}"
    run(made("corpus.py", str(root), "--articles", str(articles), "--records", str(RECORDS * articles)))
    (root / "plain.json").write_bytes(output(made("peers/plain_schema.py", str(root))))
    return root


def by_size(place: Path, sizes: Sequence[int], runs: int) -> None:
    ajv_path = ajv(place / "ajv")
    hundred: Run | None = None
    for count in sizes:
        medians = in_turn(tasks(project(place, count), ajv_path), runs if count <= MOST else 1)
        if count == MOST:
            hundred = medians.get("check-jsonschema")
        elif count > MOST and hundred is not None:
            times = count / MOST
            more = attrs.evolve(hundred, seconds=hundred.seconds * times, cpu=hundred.cpu * times, memory=0)
            medians[f"check-jsonschema, extrapolated from {MOST}"] = more
        show(f"validate {count:,} file{'s' * (count > 1)}", medians)


def by_problems(place: Path, numbers: Sequence[int]) -> None:
    """One file with more and more mistakes: nobody looks for more than a thousand, and all can be waived."""
    found: Tasks = {EMPTY: partial(run, python("-c", "pass"))}
    for number, is_waived in ((number, is_waived) for number in numbers for is_waived in (False, True)):
        root = project(place / f"broken-{number}-{is_waived}", 1)
        file = root / files_of(root)[0]
        value = json.loads(file.read_text("utf-8"))
        record = {"evidence": {}, "mentions": [], "type": "organization"}
        value["records"] = [
            {**record, "id": f"organization-{n:010}", "data": {"name": f"Body {n}", "kind": "bodie"}}
            for n in range(number)
        ]
        if is_waived:
            why = {"by": "a person", "pointer": "", "reason": "all of them"}
            value["waivers"] = [{"code": code, **why} for code in ("AK104", "AK306", "AK307", "AK404")]
        file.write_text(json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
        command = [script("annotate-kit"), "validate", "--no-cache", files_of(root)[0]]
        size = file.stat().st_size / 1e6
        words = ", all waived" * is_waived
        found[f"{number:,} mistakes{words}, {size:.1f} MB"] = partial(run, command, root, codes=LOOK)
    show("validate one file, by mistakes", in_turn(found, 1))


def main() -> None:
    is_quick = asked(__doc__).quick
    sizes, numbers, runs = (
        ((1, 100), (1_000, 10_000), 3) if is_quick else ((1, 100, 5_000), (1_000, 10_000, 100_000), 9)
    )
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        by_size(place, sizes, runs)
        by_problems(place, numbers)


if __name__ == "__main__":
    main()
