"""What exporting 10,000 records of the four types costs, as JSON and as a workbook: time and memory.

    .venv/bin/python benchmarks/export_records.py [--quick]

Beside the workbook: pandas with openpyxl, and with XlsxWriter, that read the same cells ready from a file, and write
them and nothing else: no check, no evidence looked up, no table, no drop-down. Beside JSON: json.load and json.dump on
the annotation files.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from timing import Run, asked, in_turn, made, milliseconds, output, peer, run, script, table

Tasks = dict[str, Callable[[], Run]]


def export(root: Path, *arguments: str) -> Callable[[], Run]:
    return partial(run, [script("annotate-kit"), "export", *arguments], root)


def workbook_tasks(root: Path) -> Tasks:
    run([script("annotate-kit"), "export", "xlsx"], root)
    (root / "cells.json").write_bytes(output(made("peers/cells.py", str(root / "exports/annotations.xlsx"))))
    tasks: Tasks = {"annotate-kit export xlsx": export(root, "xlsx")}
    for engine in ("openpyxl", "xlsxwriter"):
        if command := peer(
            "pandas_workbook", str(root / "cells.json"), str(root / "peer.xlsx"), engine, needs=f"pandas, {engine}"
        ):
            tasks[f"pandas with {engine}"] = partial(run, command, root)
    return tasks


def json_tasks(root: Path) -> Tasks:
    beside = made("peers/json_dump.py", str(root), str(root / "peer.json"))
    return {
        "annotate-kit export json": export(root, "json"),
        "annotate-kit export json --flat": export(root, "json", "--flat"),
        "json.load and json.dump": partial(run, beside, root),
    }


def show(title: str, medians: dict[str, Run]) -> None:
    ours = next(iter(medians.values()))
    rows = [
        (name, milliseconds(one.seconds), f"{ours.seconds / one.seconds:.2f} x", f"{one.memory:,.0f} MiB")
        for name, one in medians.items()
    ]
    table(title, ("program", "wall", "annotate-kit takes", "memory"), rows)


def show_steps(root: Path) -> None:
    for name in ("json", "xlsx"):
        steps = json.loads(output(made("export_steps.py", str(root), name)))
        rows = [(step, milliseconds(seconds), f"{memory:,.0f} MiB") for step, seconds, memory in steps]
        table(f"{name}, step by step in one process", ("step", "wall", "memory so far"), rows)


def main() -> None:
    is_quick = asked(__doc__).quick
    records, runs = (1_000, 1) if is_quick else (10_000, 3)
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "news"
        run(made("corpus.py", str(root), "--articles", str(records // 20), "--records", str(records)))
        show(f"workbook of {records:,} records, medians of {runs}", in_turn(workbook_tasks(root), runs))
        show(f"JSON of {records:,} records, medians of {runs}", in_turn(json_tasks(root), runs))
        show_steps(root)


if __name__ == "__main__":
    main()
