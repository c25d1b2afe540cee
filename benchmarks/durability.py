"""An edit to the disk beside a bare write and fsync of as many bytes; recovering edits; opening one of many articles.

    .venv/bin/python benchmarks/durability.py [--quick] [--folder FOLDER]

FOLDER is on the disk that is to be measured; else it is the folder for temporary files, which is in memory on some
machines: there fsync costs nothing, and the ratios say little.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from corpus import ANNOTATOR, make_project
from pseudo_terminal import Terminal
from timing import asked, milliseconds, ninety_ninth, python, table

from annotate_kit.core import Claim, Edit, Record, changes, make_id, make_span
from annotate_kit.store import DiskFs
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.session import Saved, SaveState, Session, open_session

ARTICLE = "article-00001"


class _Hasty(DiskFs):
    """Never waits for the disk: only for making what is to be recovered."""

    def fsync(self, handle: io.RawIOBase) -> None:
        pass


def ids_from(first: int) -> Iterator[int]:
    number = first
    while True:
        yield (number := number + 1)


NUMBERS = ids_from(1 << 40)


def new_id(prefix: str) -> str:
    return make_id(prefix, next(NUMBERS))


def started(root: Path, *, fs: DiskFs | None = None, tell: threading.Event | None = None) -> Session:
    def on_state(state: SaveState) -> None:
        if tell is not None and isinstance(state, Saved):
            tell.set()

    project = open_project(fs or DiskFs(), str(root))
    threaded = tell is not None
    return open_session(project, ARTICLE, ANNOTATOR, clock=time.time, ids=new_id, on_state=on_state, threaded=threaded)


def edits(session: Session) -> Iterator[Edit]:
    """What a person does: tags words, says two values, takes every second record away; each edit after the last."""
    words = len(session.text) // 7
    for turn in range(1 << 30):
        at = 7 * (turn % words)
        span = make_span(id=new_id("s"), text=session.text, fragments=[(at, at + 5)])
        span = changes.find_span(session.annotation, [(at, at + 5)]) or span
        record = Record(id=new_id("organization"), type="organization", data={"name": span.quote})
        yield changes.new_record(session.annotation, record, span)
        claims = {"/kind": (Claim(spans=(span.id,)),)}
        yield changes.set_value(session.annotation, record.id, "/kind", "company", claims)
        yield changes.set_value(session.annotation, record.id, "/name", f"{span.quote} {turn}")
        if turn % 2:
            yield changes.remove_record(session.annotation, record.id)
        else:
            yield changes.set_value(session.annotation, record.id, "/headquarters", "Seoul")


def edit_rows(root: Path, place: Path, count: int, size: str) -> list[tuple[str, ...]]:
    """Edits through a session that waits, through one that does not, and bare lines, in turn."""
    tell = threading.Event()
    waiting, threaded = started(root), started(shutil.copytree(root, place / f"{root.name}-too"), tell=tell)
    steps = zip(edits(waiting), edits(threaded), strict=False)
    line = b"x" * 400 + b"\n"
    found: dict[str, list[float]] = {}
    with (place / "bare").open("ab", buffering=0) as bare:
        for _ in range(count):
            one, other = next(steps)
            start = time.perf_counter()
            bare.write(line)
            os.fsync(bare.fileno())
            found.setdefault("write and fsync of 401 bytes", []).append(time.perf_counter() - start)
            start = time.perf_counter()
            waiting.do(one)
            found.setdefault(f"edit to disk, {size}", []).append(time.perf_counter() - start)
            tell.clear()
            start = time.perf_counter()
            threaded.do(other)
            found.setdefault("  until the person goes on", []).append(time.perf_counter() - start)
            tell.wait()
            found.setdefault("  until it says saved", []).append(time.perf_counter() - start)
    waiting.close()
    threaded.close()
    base = statistics.median(next(iter(found.values())))
    return [
        (
            name,
            milliseconds(statistics.median(values)),
            milliseconds(ninety_ninth(values)),
            f"{statistics.median(values) / base:.2f} x",
        )
        for name, values in found.items()
    ]


def leave_behind(root: Path, count: int) -> None:
    """Make edits in a process that is gone before it closes anything."""
    child = os.fork()
    if child == 0:
        session = started(root, fs=_Hasty())
        for edit, _ in zip(edits(session), range(count), strict=False):
            session.do(edit)
        os._exit(0)
    os.waitpid(child, 0)


def recovery_rows(root: Path, place: Path, count: int, runs: int) -> list[tuple[str, ...]]:
    leave_behind(root, count)
    found: dict[str, list[tuple[float, float]]] = {}

    def timed(name: str, act: Callable[[], Session | None]) -> None:
        wall, cpu = time.perf_counter(), time.process_time()
        session = act()
        found.setdefault(name, []).append((time.perf_counter() - wall, time.process_time() - cpu))
        if session is not None:
            session.close()

    for number in range(runs):
        copy = shutil.copytree(root, place / f"recover-{number}")
        (journal,) = (copy / ".annotate-kit" / "journal").rglob("*.jsonl")
        lines = journal.read_bytes().splitlines()
        timed(f"json.loads on its {journal.stat().st_size / 2**20:.1f} MiB", partial(_read, lines))
        for name in (f"open after {count:,} edits that nobody folded", "  open once more, with their history"):
            timed(name, partial(started, copy))
    base = statistics.median(cpu for _, cpu in next(iter(found.values())))
    rows = []
    for name, values in found.items():
        wall, cpu = (statistics.median(kind) for kind in zip(*values, strict=True))
        rows.append((name, milliseconds(wall), milliseconds(cpu), f"{cpu / base:.2f} x"))
    return rows


def _read(lines: list[bytes]) -> None:
    for line in lines:
        json.loads(line[9:])


def project_rows(place: Path, count: int, runs: int) -> list[tuple[str, ...]]:
    """The middle article of a project of one, and of many, until its words are on the screen; and the queue."""
    rows = []
    for articles in (1, count):
        root = make_project(place / f"of-{articles}", articles=articles, words=300, records=2)
        id_ = f"article-{articles // 2 + 1:05d}"
        title = (root / "annotations" / id_ / "text.txt").read_text("utf-8").partition("\n")[0][10:24]
        for what, article, words in (("an article", [id_], title), ("the queue", [], "Enter opens")):
            found = [_opened(root, article, words) for _ in range(runs)]
            wall, cpu, memory = (statistics.median(kind) for kind in zip(*found, strict=True))
            cells = (milliseconds(wall), milliseconds(cpu), f"{memory:,.0f} MiB")
            rows.append((f"{what} of {articles:,} on the screen", *cells))
    return rows


def _opened(root: Path, article: list[str], words: str) -> tuple[float, float, float]:
    """Seconds of the wall clock and of the processor until these words are seen, and MiB then."""
    with Terminal(python("-m", "annotate_kit", "annotate", *article, "--as", "analyst"), root) as app:
        wall = app.wait_for(words)
        fields = Path(f"/proc/{app.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        cpu = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        return wall, cpu, app.memory()


def main() -> None:
    options = asked(__doc__, folder="on the disk that is to be measured")
    count, many, runs = (60, 1_000, 3) if options.quick else (1_000, 10_000, 5)
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        place = Path(name)
        small = make_project(place / "small", articles=1, records=6)
        large = make_project(place / "large", articles=1, records=953, words=100_000)
        rows = edit_rows(small, place, count, "6 records")
        rows += edit_rows(large, place, count, "953 records")
        table(f"edits, {count:,} of each in turn", ("what", "p50", "p99", "bare fsync"), rows)
        left = make_project(place / "left", articles=1, records=6)
        rows3 = recovery_rows(left, place, many, runs)
        table(f"recovery, medians of {runs}", ("what", "wall", "processor", "json.loads"), rows3)
        rows4 = project_rows(place, many, runs)
        table(f"opening, medians of {runs}", ("what", "wall", "processor", "memory"), rows4)


if __name__ == "__main__":
    main()
