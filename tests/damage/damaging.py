"""Bytes flipped, cut, doubled and zeroed in every file of a project, and what must still be true then."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from functools import cache

import attrs
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import ARTICLE, PATH, ROOT, a_disk, a_session, a_tag, counted

from annotate_kit.errors import AnnotateKitError
from annotate_kit.store import Store
from annotate_kit.workflow import doctoring
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.session import open_session
from annotate_kit.workflow.validation import validate_project

KINDS = ("flip", "cut", "double", "zero", "swap")


@attrs.frozen
class Case:
    """One file of a project with damaged bytes."""

    fs: MemoryFs
    path: str
    kind: str
    start: int
    end: int
    """Half-open, in bytes of the sound file: outside of them nothing was changed."""


@cache
def sound() -> Mapping[str, bytes]:
    """The files of a project with an annotation file, a history, and a journal that a session that died has left."""
    fs = a_disk()
    session = a_session(fs, start=100)
    for number, words in enumerate(("Riyadh", "Busan", "Seoul", "Rome")):
        session.do(a_tag(session.annotation, words, number))
    session.close()
    session = a_session(fs, start=200)
    session.do(a_tag(session.annotation, "Paris", 9))
    return fs.after_kill().snapshot()


def a_case(luck: random.Random) -> Case:
    """One file of the project damaged at random."""
    files = sound()
    path = luck.choice(sorted(path for path, raw in files.items() if raw))
    raw = files[path]
    start = luck.randrange(len(raw))
    end = min(len(raw), start + luck.choice([1, 4, 64, 512]))
    kind = luck.choice(KINDS)
    piece = raw[start:end]
    made = {
        "flip": bytes(byte ^ (1 << luck.randrange(8)) for byte in piece),
        "cut": b"",
        "double": piece + piece,
        "zero": bytes(len(piece)),
        "swap": piece[::-1],
    }[kind]
    if kind == "cut" and luck.random() < 0.5:
        end = len(raw)
    fs = MemoryFs()
    for name, content in files.items():
        fs.put(name, content)
    fs.put(path, raw[:start] + made + raw[end:])
    return Case(fs, path, kind, start, end)


def wrong(case: Case) -> str:
    """What is wrong with how the kit takes the damage; empty where nothing is."""
    try:
        return _wrong(case)
    except AnnotateKitError as error:
        # A format of the future, an article that is none any more: refused in one clear line.
        if len(str(error).splitlines()) != 1:
            return f"no clear line: {error}"
        return "" if case.path != PATH or _is_format_hit(case) else f"the file is given up: {error}"


def _is_format_hit(case: Case) -> bool:
    raw = sound()[PATH]
    line = raw.index(b'"format"')
    return case.start < raw.index(b"\n", line) and case.end > line


def _is_kept_under_another_name(case: Case) -> bool:
    """Whether the records stand, whole, under a key that is none: a field that a newer version may have written."""
    loaded = Store(case.fs, ROOT).read_annotation(ARTICLE, "kim").annotation
    return loaded is not None and "city-0000000000" in str(loaded.extra)


def _damaged(case: Case) -> bytes:
    return case.fs.snapshot()[case.path]


def _wrong(case: Case) -> str:
    bad = _damaged(case)
    project = open_project(case.fs, ROOT)
    validate_project(project)
    list(doctoring.examine(Store(case.fs, ROOT)))
    if _damaged(case) != bad:
        return "looking wrote"
    session = open_session(project, ARTICLE, "kim", clock=lambda: 0.0, ids=counted(5_000))
    found = session.annotation
    missing = sorted(_untouched(case) - found.records.keys())
    session.do(a_tag(found, "Rome", 77))
    session.close()
    if missing and not _is_kept_under_another_name(case):
        return f"whole records are not loaded: {missing}"
    if case.path == PATH and not _is_kept(case, bad):
        return "the damaged bytes are not kept"
    return ""


def _is_kept(case: Case, bad: bytes) -> bool:
    """Whether nothing of the damaged bytes is gone: they are in quarantine, or the file still was sound."""
    files = case.fs.snapshot()
    if any("/quarantine/" in path and raw == bad for path, raw in files.items()):
        return True
    loaded = Store(_of(case, bad), ROOT).read_annotation(ARTICLE, "kim")
    return not loaded.is_damaged


def _of(case: Case, bad: bytes) -> MemoryFs:
    fs = MemoryFs()
    for name, content in sound().items():
        fs.put(name, bad if name == case.path else content)
    return fs


def _untouched(case: Case) -> set[str]:
    """The records that must be there: all, but those whose own bytes in the annotation file were touched."""
    if case.path != PATH:
        return set()
    raw = sound()[PATH]
    whole: set[str] = set()
    for record in _RECORD.finditer(raw):
        # The line end on both sides is part of what tells a whole record.
        if record.end() + 1 < case.start or record.start() - 1 > case.end:
            whole.add(record[1].decode())
    return whole


_RECORD = re.compile(rb'^    \{\n      "data": .*?"id": "([^"]*)".*?^    \}', re.MULTILINE | re.DOTALL)
