"""A project in memory, a workbench on it, and keys played through the real app."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.fakes.memory_fs import MemoryFs

from annotate_kit.core import make_id
from annotate_kit.keys import View
from annotate_kit.keys.tutor import Lessons
from annotate_kit.schema import Catalog
from annotate_kit.store import Store
from annotate_kit.tui import ReplayResult, replay
from annotate_kit.tui.desk import Desk
from annotate_kit.tui.grid import text_of
from annotate_kit.tui.workbench import Workbench
from annotate_kit.workflow.demo import parse_keys
from annotate_kit.workflow.project import Project, open_project
from annotate_kit.workflow.tutoring import make_tutor_project

REPOSITORY = Path(__file__).parents[2]
ROOT = "/work/news"
ENGLISH = "business-council-2022"
KOREAN = "fki-new-name"
JAPANESE = "partnership-fund"
DONE = "expo-2030-vote"
ANALYST = "analyst"
"""Who annotated the sample articles."""


@cache
def _shipped() -> tuple[tuple[str, bytes], ...]:
    found = [path for name in ("schemas", "annotations") for path in sorted((REPOSITORY / name).rglob("*.*"))]
    found = [path for path in found if "examples" not in path.parts]
    return tuple((f"{ROOT}/{path.relative_to(REPOSITORY).as_posix()}", path.read_bytes()) for path in found)


def a_disk(**more: bytes) -> MemoryFs:
    """The repository's schemas and articles; further files by path, `__` for a slash."""
    fs = MemoryFs()
    for path, content in _shipped():
        fs.put(path, content)
    for path, content in more.items():
        fs.put(f"{ROOT}/{path.replace('__', '/')}", content)
    return fs


@cache
def _catalog() -> Catalog:
    return open_project(a_disk(), ROOT).catalog


def a_project(fs: MemoryFs | None = None) -> Project:
    project = open_project(fs or a_disk(), ROOT)
    # Reading the schemas takes longer than everything else in a test, and every test has the same.
    vars(project)["catalog"] = _catalog()
    return project


_numbers = itertools.count(1)


def ids(prefix: str) -> str:
    """Never the same twice, as in life: two sessions with one id would be one."""
    return make_id(prefix, next(_numbers))


def clock() -> float:
    return 1_700_000_000.0


def play(
    keys: str = "",
    *,
    article: str | None = ENGLISH,
    annotator: str = "tester",
    size: tuple[int, int] = (80, 24),
    project: Project | None = None,
    card: bool = False,
    clock: Callable[[], float] = clock,
) -> ReplayResult:
    """Keys, as the demo's script spells them, through the app."""
    return replay(
        project or a_project(),
        article_id=article,
        annotator=annotator,
        keys=parse_keys(keys),
        clock=clock,
        ids=ids,
        size=size,
        card=card,
        keep_screens=True,
    )


def a_tutor() -> Project:
    """The tutor's project, on a disk of its own."""
    fs = MemoryFs()
    fs.put_folder("/tutor")
    shipped = {path.removeprefix(f"{ROOT}/"): content for path, content in _shipped()}
    project = make_tutor_project(Store(fs, "/tutor"), shipped)
    vars(project)["catalog"] = _catalog()
    return project


class Stage:
    """A workbench without an app: what the app does in its own time is done at once."""

    def __init__(
        self,
        article: str | None = ENGLISH,
        *,
        annotator: str = "tester",
        size: tuple[int, int] = (80, 24),
        fs: MemoryFs | None = None,
        card: bool = False,
        lessons: Lessons | None = None,
        clock: Callable[[], float] = clock,
    ) -> None:
        self.fs = fs or a_disk()
        self.bench = Workbench(
            a_project(self.fs),
            article_id=article,
            annotator=annotator,
            clock=clock,
            ids=ids,
            size=size,
            card=card,
            tutor=a_tutor,
            lessons=lessons,
        )
        # The writer's thread tells nobody: `settle` asks.
        self.bench.on_state = lambda _desk, _state: None
        self.open()

    def open(self) -> None:
        for _ in self.bench.loading():
            self.bench.lines()

    @property
    def desk(self) -> Desk:
        assert self.bench.desk is not None
        return self.bench.desk

    @property
    def view(self) -> View:
        return self.desk.view

    def settle(self) -> None:
        """Whatever is under way is over: saving, checking, opening."""
        if self.bench.is_opening:
            self.open()
        if self.bench.desk is not None:
            session = self.bench.desk.session
            session.wait_saved()
            self.bench.desk.saved(session.state)
        look = self.bench.check()
        if look is not None:
            look()()

    def play(self, keys: str) -> Stage:
        for key in parse_keys(keys):
            self.bench.press(key)
            self.settle()
        return self

    def screen(self) -> list[str]:
        return [text_of(line).rstrip(" ") for line in self.bench.lines()]

    def text(self) -> str:
        return "\n".join(self.screen()) + "\n"
