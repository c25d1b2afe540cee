"""Real processes on a real disk: killed in the middle of their work, and two at once."""

from __future__ import annotations

import itertools
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.fakes.projects import ANNOTATOR, ARTICLE, TEXT, an_article, counted

from annotate_kit.store import DiskFs, Store
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.session import Session, open_session

WORKER = """
import sys
from annotate_kit.core import Record, changes, make_id, make_span
from annotate_kit.store import DiskFs
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.session import open_session

root, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
numbers = iter(range(first * 1000, 10**9))
project = open_project(DiskFs(), root)
ids = lambda prefix: make_id(prefix, next(numbers))
session = open_session(project, "expo-vote", "kim", clock=lambda: 0.0, ids=ids)
print("open", flush=True)
for number in range(first, last):
    span = make_span(id=make_id("s", number), text=session.text, fragments=[(number % 50, number % 50 + 5)])
    record = Record(id=make_id("city", number), type="city", data={"n": number})
    session.do(changes.new_record(session.annotation, record, span))
    print(number, flush=True)
    if number % 5 == 0:
        session.fold()
session.close()
"""


@pytest.fixture
def root(tmp_path: Path) -> str:
    store = Store(DiskFs(), str(tmp_path / "project"))
    store.add_article(an_article(), TEXT)
    return store.root


def worker(root: str, first: int, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WORKER, root, str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def numbers(session: Session) -> list[int]:
    found = (record.data["n"] for record in session.annotation.records.values())
    return sorted(number for number in found if isinstance(number, int))


def opened(root: str) -> Session:
    return open_session(open_project(DiskFs(), root), ARTICLE, ANNOTATOR, clock=lambda: 0.0, ids=counted(10**12))


def test_a_killed_process_loses_nothing_that_it_said_was_saved(root: str) -> None:
    said: list[int] = []
    for turn, pause in enumerate((1, 4, 9)):
        with worker(root, turn * 1_000 + 1, turn * 1_000 + 999) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
            said += [int(line) for line in itertools.islice(process.stdout, pause)]
            process.send_signal(signal.SIGKILL)
            said += [int(line) for line in process.stdout]
        found = numbers(opened(root))
        # One more may have reached the disk than was said.
        assert set(said) <= set(found)
        assert len(found) <= len(said) + turn + 1


def test_two_processes_on_one_file_lose_nothing_of_either(root: str) -> None:
    with worker(root, 1, 40) as one, worker(root, 1_001, 1_040) as two:
        for process in (one, two):
            process.communicate(timeout=60)
            assert process.returncode == 0
    session = opened(root)
    assert numbers(session) == [*range(1, 40), *range(1_001, 1_040)]
    assert session.conflicts == ()
