"""What exporting 1,000, 10,000 and 100,000 records of the four types with evidence costs as a workbook.

    .venv/bin/python benchmarks/export.py [--quick] [--sizes 1000,10000,100000] [--runs 1]

Time and peak memory, beside pandas with openpyxl, pandas with XlsxWriter, and polars, in turn. They read the same
visible cells ready from a file, and write them and nothing else: no reading of annotation files, no check, no evidence
looked up, no table, no drop-down, no link, no hidden manifest. `loaded` is what annotate-kit holds when all records are
read and checked, before it writes; what writing adds is the difference of the peaks.
"""

from __future__ import annotations

import json
import tempfile
from functools import partial
from pathlib import Path

from timing import Run, asked, in_turn, made, milliseconds, output, peer, run, script, table

SIZES = (1_000, 10_000, 100_000)
PER_ARTICLE = 20
FIRST, AGAIN = "annotate-kit export xlsx", "the same, nothing changed"
PEERS = (
    ("pandas with openpyxl", "pandas_workbook", "openpyxl", "pandas, openpyxl"),
    ("pandas with XlsxWriter", "pandas_workbook", "xlsxwriter", "pandas, xlsxwriter"),
    ("polars (XlsxWriter)", "polars_workbook", "", "polars, xlsxwriter"),
)


def measure(records: int, runs: int) -> dict[str, Run]:
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "news"
        run(made("corpus.py", str(root), "--articles", str(records // PER_ARTICLE), "--records", str(records)))
        ours = [script("annotate-kit"), "export", "xlsx"]
        run(ours, root)
        cells = root / "cells.json"
        cells.write_bytes(output(made("peers/cells.py", str(root / "exports/annotations.xlsx"))))
        # Where CI is set, nothing is remembered of the last time, and everything is checked.
        tasks = {FIRST: partial(run, ["env", "CI=1", *ours], root), AGAIN: partial(run, ours, root)}
        for name, own, engine, needs in PEERS:
            if command := peer(own, str(cells), str(root / "peer.xlsx"), *filter(None, [engine]), needs=needs):
                tasks[name] = partial(run, command, root)
        # What runs for minutes needs nothing warmed up for it.
        found = in_turn(tasks, runs, before=1 if records <= SIZES[0] else 0)
        show(records, runs, found, steps=json.loads(output(made("export_steps.py", str(root), "xlsx"))))
        return found


def show(records: int, runs: int, found: dict[str, Run], steps: list[tuple[str, float, float]]) -> None:
    ours = found[FIRST]
    rows = [
        (
            name,
            milliseconds(one.seconds),
            milliseconds(one.cpu),
            f"{ours.seconds / one.seconds:.2f} x",
            f"{ours.cpu / one.cpu:.2f} x",
            f"{one.memory:,.0f} MiB",
        )
        for name, one in found.items()
    ]
    title = f"workbook of {records:,} records, medians of {runs}"
    table(title, ("program", "wall", "processor", "annotate-kit takes", "of the processor", "memory"), rows)
    loaded, written = steps[-2][2], steps[-1][2]
    print(f"  loaded {loaded:,.0f} MiB, writing adds {written - loaded:,.0f} MiB")


def main() -> None:
    options = asked(__doc__, sizes="records, with commas between", runs="how often each is run")
    sizes = SIZES[:1] if options.quick else SIZES
    if options.sizes:
        sizes = tuple(int(size) for size in options.sizes.split(","))
    for size in sizes:
        measure(size, int(options.runs or (1 if size > SIZES[1] else 3)))


if __name__ == "__main__":
    main()
