"""Work that several processes share: the same as one alone does, whatever becomes of the others."""

from __future__ import annotations

import io
import json
import os
import signal
from typing import Any

import pytest
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import ROOT, a_disk, a_tag, blank

from annotate_kit.codec import encode
from annotate_kit.core import apply
from annotate_kit.errors import UnreadableError
from annotate_kit.workflow import validation
from annotate_kit.workflow.checked_cache import FILE, CheckedCache
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.sharing import serve, shared_out
from annotate_kit.workflow.validation import Report, validate_project

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
HERE = os.getpid()


def test_what_is_made_comes_in_order_from_as_many_processes_as_were_asked_for() -> None:
    made = list(shared_out(lambda number: b"%d %d" % (number, os.getpid()), 7, 3))
    numbers, pids = zip(*(map(int, line.split()) for line in made), strict=True)
    assert numbers == tuple(range(7))
    assert len(set(pids)) == 3
    assert HERE not in pids
    assert not children()


def children() -> bool:
    """Whether this process has any that nobody waited for."""
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True


def test_what_a_process_cannot_do_or_does_not_live_to_do_is_done_here() -> None:
    def work(number: int) -> bytes:
        if os.getpid() != HERE and number == 2:
            raise ValueError(number)
        if os.getpid() != HERE and number == 5:
            os.kill(os.getpid(), signal.SIGKILL)
        return b"%d %d" % (number, os.getpid() == HERE)

    made = list(shared_out(work, 9, 3))
    assert made == [b"0 0", b"1 0", b"2 1", b"3 0", b"4 0", b"5 1", b"6 0", b"7 0", b"8 1"]


def test_an_error_is_raised_here_where_it_can_be_told_and_nobody_is_left_over() -> None:
    def work(number: int) -> bytes:
        if number == 1:
            raise UnreadableError("a file", "it is not there")
        return b"x" * 1_000_000  # more than a pipe takes: somebody is still writing

    shared = shared_out(work, 100, 2)
    assert len(next(shared)) == 1_000_000
    with pytest.raises(UnreadableError):
        next(shared)
    assert not children()


def test_a_run_that_is_interrupted_leaves_nobody_over() -> None:
    shared = shared_out(lambda _number: b"x" * 1_000_000, 100, 2)
    next(shared)
    shared.close()
    assert not children()


def test_a_share_is_a_line_for_each_number_until_one_fails() -> None:
    stream = io.BytesIO()
    serve(lambda number: b"%d" % (10 // (3 - number)), range(5), stream)
    assert stream.getvalue() == b"3\n5\n10\n"
    serve(lambda number: b"%d" % number, [7, 8], stream)
    assert stream.getvalue().endswith(b"10\n7\n8\n")


# Validation.


def a_disk_of(articles: int) -> MemoryFs:
    """Articles of which every third has a problem."""
    fs = a_disk(annotation=apply(a_tag(blank(), "Busan", 1), blank()))
    files = [path for path in sorted(fs.snapshot()) if path.startswith(f"{ROOT}/annotations/")]
    for number in range(articles):
        for path in files:
            folder, _, name = path.rpartition("/")
            raw = fs.read(path, 10**6)
            if name.endswith(".json"):
                value: Any = json.loads(raw)
                article = f"{folder.rpartition('/')[2]}-{number}"
                value |= {"id": article} if name == "article.json" else {"article": article}
                if number % 3 == 0 and "records" in value:
                    value["records"][0]["mentions"].append("s-gone")
                raw = encode(value)
            fs.put(f"{folder}-{number}/{name}", raw)
    return fs


def validated(fs: MemoryFs, processes: int, *, has_cache: bool = False) -> Report:
    project = open_project(fs, ROOT)
    cache = CheckedCache(project.store) if has_cache else None
    return validate_project(project, cache=cache, processes=processes)


@pytest.fixture(autouse=True)
def _little_is_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "MUCH", 5)


def test_several_processes_find_what_one_finds_and_remember_the_same() -> None:
    alone, together = a_disk_of(7), a_disk_of(7)
    expected = validated(alone, 1, has_cache=True)
    assert len(expected.problems) == 3
    assert validated(together, 3, has_cache=True) == expected == validated(together, 2)
    kept = f"{ROOT}/{FILE}"
    assert alone.read(kept, 10**6) == together.read(kept, 10**6)
    assert validated(together, 3, has_cache=True) == expected  # all of it is known


def test_files_that_only_this_process_can_read_are_checked_here() -> None:
    class Shy(MemoryFs):
        def read(self, path: str, limit: int) -> bytes:
            if os.getpid() != HERE:
                raise OSError(path)
            return super().read(path, limit)

    fs, shy = a_disk_of(4), Shy()
    for path in sorted(fs.snapshot()):
        shy.put(path, fs.read(path, 10**6))
    assert validated(shy, 2) == validated(fs, 1)


def test_little_work_is_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "MUCH", 500)
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("nothing may be forked"))
    assert len(validated(a_disk_of(1), 2).problems) == 1
