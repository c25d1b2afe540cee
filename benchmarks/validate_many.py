"""What checking costs as projects grow: 1, 100 and 5,000 files, first and again; and by the number of problems.

    .venv/bin/python benchmarks/validate_many.py [--quick]

Beside it, on the same files with one plain schema (structure and values alone): check-jsonschema, to 100 files, beyond
which its time is extrapolated and labelled so; and ajv-cli, which npm installs into a temporary folder for the
occasion. What cannot be had is left out, with the reason. Reading the bytes is an empty loop of open and read.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from timing import Run, asked, in_turn, made, milliseconds, output, peer, python, run, script, table

EMPTY = "python -c pass"
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


def tasks(root: Path, count: int, ajv_path: Path | None) -> dict[str, Callable[[], Run]]:
    """Each program on a whole project."""
    ours = [script("annotate-kit"), "validate"]
    found: dict[str, Callable[[], Run]] = {
        EMPTY: partial(run, python("-c", "pass")),
        "reading the bytes": partial(run, python("-c", READ, str(root))),
        "annotate-kit": partial(run, [*ours, "--no-cache"], root, codes=LOOK),
        "annotate-kit, nothing changed": partial(run, [*ours, "--cache"], root, codes=LOOK),
    }
    if count == 1:
        found["annotate-kit, that file alone"] = partial(run, [*ours, "--no-cache", *files_of(root)], root, codes=LOOK)
    if count <= 100 and (command := peer("check-jsonschema", "--schemafile", "plain.json", *files_of(root))):
        found["check-jsonschema"] = partial(run, command, root)
    if ajv_path:
        formats = str(ajv_path.parents[1] / "ajv-formats")
        command = [str(ajv_path), "validate", "--spec=draft2020", "--strict=false", "-c", formats, "-s", "plain.json"]
        found["ajv-cli"] = partial(run, [*command, "-d", "annotations/*/analyst.json"], root, codes=LOOK)
    return found


def show(what: str, medians: dict[str, Run], extra: Sequence[Sequence[str]] = ()) -> None:
    base = medians[EMPTY]
    rows = [
        (
            name,
            milliseconds(one.seconds),
            milliseconds(one.cpu),
            f"{one.memory:,.0f} MiB",
            f"{one.cpu / base.cpu:,.1f} x",
        )
        for name, one in medians.items()
    ]
    table(what, ("program", "wall", "cpu", "memory", "cpu, empty Python"), [*rows, *extra])


def project(place: Path, articles: int) -> Path:
    root = place / f"of-{articles}"
    run(made("corpus.py", str(root), "--articles", str(articles), "--records", str(RECORDS * articles)))
    (root / "plain.json").write_bytes(output(made("peers/plain_schema.py", str(root))))
    return root


def by_size(place: Path, sizes: Sequence[int], runs: int) -> None:
    ajv_path = ajv(place / "ajv")
    hundred: Run | None = None
    for count in sizes:
        medians = in_turn(tasks(project(place, count), count, ajv_path), runs if count <= 100 else 1)
        extra: list[tuple[str, ...]] = []
        if "check-jsonschema" in medians and count == 100:
            hundred = medians["check-jsonschema"]
        elif hundred is not None:
            times = count / 100
            wall, cpu = milliseconds(hundred.seconds * times), milliseconds(hundred.cpu * times)
            extra = [("check-jsonschema, extrapolated from 100", wall, cpu, "", "")]
        show(f"{count:,} files", medians, extra)


def by_problems(place: Path, numbers: Sequence[int]) -> None:
    """One file with more and more mistakes of one kind: the time grows with the file, and no faster."""
    found: dict[str, Callable[[], Run]] = {EMPTY: partial(run, python("-c", "pass"))}
    for number in numbers:
        root = project(place / f"broken-{number}", 1)
        file = root / files_of(root)[0]
        value = json.loads(file.read_text("utf-8"))
        record = {"evidence": {}, "mentions": [], "type": "organization"}
        value["records"] = [
            {**record, "id": f"organization-{n:010}", "data": {"name": f"Body {n}", "kind": "bodie"}}
            for n in range(number)
        ]
        file.write_text(json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
        command = [script("annotate-kit"), "validate", "--no-cache", files_of(root)[0]]
        found[f"{number:,} problems"] = partial(run, command, root, codes=LOOK)
    show("one file, by problems", in_turn(found, 1))


def main() -> None:
    is_quick = asked(__doc__).quick
    sizes, numbers, runs = ((1, 100), (100, 1_000), 3) if is_quick else ((1, 100, 5_000), (1_000, 10_000, 100_000), 5)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        by_size(place, sizes, runs)
        by_problems(place, numbers)


if __name__ == "__main__":
    main()
