"""What a key costs, counted in rows, bytes, layouts and calls: the same on every machine, however busy it is."""

from __future__ import annotations

import importlib.util
import itertools
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from types import FrameType, ModuleType
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from annotate_kit.core import make_id
from annotate_kit.store import DiskFs
from annotate_kit.tui import replay
from annotate_kit.tui.app import AnnotateApp
from annotate_kit.tui.styles import PLAIN
from annotate_kit.tui.workbench import Workbench
from annotate_kit.workflow.project import open_project

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
ARTICLE = "article-00001"
SIZES = {"short": (4_000, 38), "long": (20_000, 190)}
"""Words, and records with about five and a half spans each: a record in as many words, so both begin alike;
the records of both fill the pane beside the article."""
SENTENCES = (
    "The two sides want to resume exchanges between regions and sister cities",
    "About thirty leaders took part at a hotel in the port city of Busan",
    "It was the first such meeting of both chambers in six years",
    "They expressed the hope that promise understanding would grow deeper",
)

MOVES = ("right", "right", "down", "L", "H", "left", "up")
"""Keys that move over plain words of a page: no span is met, whose record would be shown beside."""
PAGES = ("pagedown", "pagedown", "pagedown")
WHOLE = 40
"""Rows of the terminal."""


def script(name: str) -> Any:
    """A module of the benchmarks, which are scripts and no package."""
    spec = importlib.util.spec_from_file_location(f"benchmarks_{name}", BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A project of one made-up article in each size, whose files no test changes."""
    place, corpus = tmp_path_factory.mktemp("made"), script("corpus")
    # Not the sample articles' words: then every new sample would change what is counted here.
    follows: dict[str, list[str]] = {}
    for sentence in SENTENCES:
        for word, after in itertools.pairwise([*sentence.split(), ""]):
            follows.setdefault(word, []).append(after)
    words_of = corpus.Vocabulary(
        follows=follows,
        first=[sentence.split()[0] for sentence in SENTENCES],
        given=["Yoon", "Akira", "Maria", "Tae-won", "Ngozi"],
        family=["Kim", "Sasaki", "Rossi", "Chey", "Okonjo"],
    )
    return {
        name: corpus.make_project(place / name, articles=1, words=words, records=records, vocabulary=words_of)
        for name, (words, records) in SIZES.items()
    }


@pytest.fixture
def copied(made: dict[str, Path], tmp_path: Path) -> Callable[[str], Path]:
    """A copy of a project that a test may change, by its size."""
    return lambda size: shutil.copytree(made[size], tmp_path / size)


def bench_on(root: Path) -> Workbench:
    numbers = itertools.count(1)
    return Workbench(
        open_project(DiskFs(), str(root)),
        article_id=ARTICLE,
        annotator="analyst",
        clock=lambda: 0.0,
        ids=lambda prefix: make_id(prefix, next(numbers)),
        size=(120, 40),
    )


@pytest.fixture
def opened(copied: Callable[[str], Path]) -> Iterator[Callable[[str], Workbench]]:
    """The workbench on an article of a size, all loaded, on its second page."""
    benches: list[Workbench] = []

    def open_one(size: str) -> Workbench:
        bench = bench_on(copied(size))
        benches.append(bench)
        for ahead in bench.loading():
            if ahead is not None:
                ahead()
            bench.lines()
        bench.press("pagedown")
        bench.lines()
        return bench

    yield open_one
    for bench in benches:
        bench.close()


def calls(bench: Workbench, key: str) -> int:
    """How many functions are called between a key and the lines that answer it."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        bench.press(key)
        bench.lines()
    finally:
        sys.setprofile(before)
    return count


def plain_word(bench: Workbench) -> None:
    """Select a word that no record has in its name, so that a tag asks nothing."""
    for key in ("/", *"promise", "enter"):
        bench.press(key)
    assert bench.desk is not None
    assert bench.desk.view.words == "promise"


def rows(root: Path, keys: Sequence[str]) -> tuple[int, ...]:
    numbers = itertools.count(1)
    result = replay(
        open_project(DiskFs(), str(root)),
        article_id=ARTICLE,
        annotator="analyst",
        keys=keys,
        clock=lambda: 0.0,
        ids=lambda prefix: make_id(prefix, next(numbers)),
    )
    return result.rows_repainted


def test_a_move_repaints_a_handful_of_rows(copied: Callable[[str], Path]) -> None:
    repainted = rows(copied("long"), (*PAGES, *MOVES))[len(PAGES) :]
    assert max(repainted) <= 5


def test_no_key_repaints_more_than_the_screen(copied: Callable[[str], Path]) -> None:
    keys = (*PAGES, "/", *"promise", "enter", "o", "u", "n", "N", "f", "escape", "g", "down", "escape", "?", "escape")
    # "Saved" may be painted along with a key that comes after.
    assert max(rows(copied("long"), keys)) <= WHOLE + 1


def test_a_move_costs_no_more_in_a_longer_article(opened: Callable[[str], Workbench]) -> None:
    short, long = (opened(size) for size in SIZES)
    for key in (*MOVES, "tab", "tab", "tab"):
        before, after = calls(short, key), calls(long, key)
        assert after < 1.25 * before
        assert after < 10_000


def test_a_move_within_a_page_costs_little(opened: Callable[[str], Workbench]) -> None:
    bench = opened("long")
    bench.press("home")
    bench.lines()
    # What stands on the page, and the pane beside it, are drawn already: some 600 calls.
    assert median(calls(bench, key) for key in ("right", "right", "left", "right", "left")) < 1_500


def test_a_step_of_a_search_costs_no_more_in_a_longer_article(opened: Callable[[str], Workbench]) -> None:
    short, long = (opened(size) for size in SIZES)
    for bench in (short, long):
        plain_word(bench)
    # Some pages hold more marks than others.
    counted = [[calls(bench, "n") for _ in range(6)] for bench in (short, long)]
    assert median(counted[1]) < 1.4 * median(counted[0])


def test_a_tag_and_its_undo_cost_little_for_each_record_there_is(opened: Callable[[str], Workbench]) -> None:
    short, long = (opened(size) for size in SIZES)
    more = SIZES["long"][1] - SIZES["short"][1]
    for bench in (short, long):
        plain_word(bench)
        # What a process does once only, such as imports, belongs to no key.
        for key in ("o", "u"):
            calls(bench, key)
        plain_word(bench)
    # The names are compared, the mappings copied and the places looked through outside Python.
    for key, most in (("o", 20), ("u", 5)):
        assert (calls(long, key) - calls(short, key)) / more < most
    assert long.desk is not None
    assert long.desk.view.message.startswith("Undone")


class Counted(AnnotateApp):
    """The app, with its layouts counted."""

    layouts = 0

    def get_default_screen(self) -> Screen[None]:
        app = self

        class Counting(type(super().get_default_screen())):  # type: ignore[misc]  # whatever the app has for a screen
            def _refresh_layout(self, *arguments: Any, **options: Any) -> None:
                app.layouts += 1
                super()._refresh_layout(*arguments, **options)

        return Counting()


def test_no_key_lays_anything_out(copied: Callable[[str], Path]) -> None:
    bench = bench_on(copied("short"))
    app = Counted(bench, PLAIN)
    before: list[int] = []

    async def play(pilot: Pilot[object]) -> None:
        await app.settle()
        before.append(app.layouts)
        for key in (*PAGES, *MOVES, "/", *"promise", "enter", "o", "u", "g", "escape"):
            app.press(key)
            await pilot.pause(0)
            await pilot.pause(0)
        await app.settle()
        before.append(app.layouts)
        bench.close()
        app.exit()

    app.run(headless=True, size=(120, 40), auto_pilot=play)
    assert app.crash is None
    assert before[0] > 0
    assert before[1] == before[0]


def test_a_key_sends_few_bytes(copied: Callable[[str], Path]) -> None:
    terminal = script("pseudo_terminal")
    command = [sys.executable, "-m", "annotate_kit", "annotate", ARTICLE, "--as", "analyst"]
    with terminal.Terminal(command, copied("long")) as app:
        app.wait_checked()
        app.rest(0.5)
        for key in PAGES:
            app.press(terminal.KEYS[key])
        moves = [app.press(terminal.KEYS.get(key, key)).size for key in MOVES]
        for key in ("/", *"promise", terminal.KEYS["enter"]):
            app.press(key)
        edits = [app.press(key).size for key in "ou"]
    assert median(moves) <= 400
    assert max(moves) <= 1_500
    # A whole screen has 4,800 cells.
    assert max(edits) <= 6_000
