"""The way back of a workbook: random edit scripts against a plain model, and what reading costs beside openpyxl.

    .venv/bin/python benchmarks/workbook_back.py                      # some hundred scripts, a minute
    .venv/bin/python benchmarks/workbook_back.py --scripts 10000 --seed 0 --libreoffice 300

Each script is a project of a few records, one to eight things that somebody does to its workbook (sort, filter, insert,
copy, move, delete, retype, move and rename columns, a title above), and up to three edits of the store meanwhile. With
`--libreoffice`, LibreOffice itself does them to the whole exported workbook, through its UNO interface. The
model (`tests/fakes/edit_scripts.py`) says what must come of it. Wrong: the store has another value afterwards. Lost: a
change neither arrived nor was reported. What goes wrong is printed with its seed.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from openpyxl import load_workbook
from tests.fakes.edit_scripts import Wrong, judge, make_script
from tests.fakes.handed_back import a_project, compared, disk_of, whole
from tests.fakes.sources import FORUM, an_article, annotated
from tests.fakes.workbooks import by_libreoffice, python_with_uno

from annotate_kit.core import Json, Record
from annotate_kit.workbook.reading import read_workbook

EVERY = 500
"""Scripts after which it is said how far it is."""
BATCH = 25
"""Workbooks that one start of LibreOffice works on."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--scripts", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--libreoffice", type=int, default=0, metavar="SCRIPTS", help="of them done by LibreOffice, too"
    )
    parser.add_argument("--records", type=int, default=2_000, help="of the workbook that is read for time")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    seeds = range(given.seed, given.seed + (50 if given.quick else given.scripts))
    started = time.perf_counter()
    found: list[Wrong] = []
    for count, seed in enumerate(seeds, 1):
        made = make_script(seed)
        one = judge(seed, made, made.bytes)
        found += [] if one is None else [one]
        if count % EVERY == 0:
            print(f"{count:,} of {len(seeds):,}: {len(found)} not right", file=sys.stderr, flush=True)
    report("scripts", len(seeds), given.seed, found, time.perf_counter() - started)
    if given.libreoffice:
        through_libreoffice(range(given.seed, given.seed + given.libreoffice))
    reading(300 if given.quick else given.records)


def report(name: str, count: int, seed: int, found: list[Wrong], seconds: float) -> None:
    wrong, lost = sum(bool(one.wrong) for one in found), sum(bool(one.lost) for one in found)
    print(f"{name}: {count:,} from seed {seed}: {wrong} wrong, {lost} lost ({seconds:.0f} s)")
    for one in found[:20]:
        print(f"  seed {one.seed} ({', '.join(one.steps)}): {'; '.join((*one.wrong, *one.lost))[:300]}")


def through_libreoffice(seeds: range) -> None:
    if python_with_uno() is None:
        print("LibreOffice (soffice) and a Python with its `uno` are not installed here")
        return
    found: list[Wrong] = []
    started = time.perf_counter()
    for begin in range(seeds.start, seeds.stop, BATCH):
        scripts = {seed: make_script(seed) for seed in range(begin, min(begin + BATCH, seeds.stop))}
        with tempfile.TemporaryDirectory() as folder:
            jobs = {str(seed): (made.exported, made.job) for seed, made in scripts.items()}
            back = by_libreoffice(jobs, Path(folder))
        judged = (judge(seed, made, back[str(seed)]) for seed, made in scripts.items())
        found += [one for one in judged if one is not None]
        print(f"LibreOffice, {begin + len(scripts):,}: {len(found)} not right", file=sys.stderr, flush=True)
    report("done by LibreOffice", len(seeds), seeds.start, found, time.perf_counter() - started)


def reading(count: int) -> None:
    data: dict[str, Json] = {
        "title": "A meeting",
        "kind": "other",
        "minutes": "What was said. " * 5,
        "when": "2023-05-17",
        "length": 2.5,
    }
    records = [Record(id=f"meeting-{n:010}", type="meeting", data=data) for n in range(count)]
    project = a_project(disk_of([annotated(an_article("forum", FORUM), FORUM, records)]))
    raw = whole(project)
    ours = theirs = float("inf")
    for _ in range(2):
        started = time.perf_counter()
        read_workbook(raw, file="book.xlsx")
        ours = min(ours, time.perf_counter() - started)
        started = time.perf_counter()
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        for sheet in book:
            for _row in sheet.iter_rows(values_only=True):
                pass
        theirs = min(theirs, time.perf_counter() - started)
    started = time.perf_counter()
    changes = compared(project, raw).changes
    whole_check = time.perf_counter() - started
    print(f"reading {count:,} records: {ours:.2f} s, openpyxl read-only {theirs:.2f} s ({ours / theirs:.2f} x)")
    print(f"check of {count:,} unchanged records: {whole_check:.2f} s, {len(changes)} changes")


if __name__ == "__main__":
    main()
