"""What Textual sends reaches the workbench, and what the workbench asks for reaches the terminal."""

from __future__ import annotations

import asyncio
import re
import weakref
from collections.abc import Awaitable, Callable

import pytest
from tests.tui.stage import ENGLISH, KOREAN, a_disk, a_project, clock, ids
from textual import events
from textual.pilot import Pilot

from annotate_kit.keys.hits import Hits
from annotate_kit.suggest import EntryPoint, Suggestion
from annotate_kit.tui.advising import Packages
from annotate_kit.tui.app import AnnotateApp
from annotate_kit.tui.canvas import strip_of
from annotate_kit.tui.desk import Desk
from annotate_kit.tui.run import chosen_theme
from annotate_kit.tui.styles import PLAIN, THEMES
from annotate_kit.tui.workbench import Workbench

Act = Callable[[AnnotateApp, Pilot[object]], Awaitable[None]]


def run(act: Act, *, article: str | None = ENGLISH, size: tuple[int, int] = (80, 24)) -> AnnotateApp:
    bench = Workbench(a_project(), article_id=article, annotator="tester", clock=clock, ids=ids, size=size)
    app = AnnotateApp(bench, PLAIN)

    async def play(pilot: Pilot[object]) -> None:
        await app.settle()
        await act(app, pilot)
        app.exit()

    app.run(headless=True, size=size, auto_pilot=play)
    if app.crash is not None:
        raise app.crash
    return app


def words(app: AnnotateApp) -> str:
    assert app.bench.desk is not None
    return app.bench.desk.view.words


def test_clicks_drags_and_the_wheel_arrive() -> None:
    seen: list[object] = []

    async def act(app: AnnotateApp, pilot: Pilot[object]) -> None:
        await pilot.click(offset=(5, 5))
        seen.append(words(app))
        await pilot.click(offset=(20, 5), times=3)
        seen.append(words(app).startswith("SEOUL, July 4"))
        await pilot.mouse_down(offset=(3, 6))
        await pilot.hover(offset=(12, 6))
        app.canvas.post_message(move(app, 12, 6, button=1))
        await pilot.pause()
        seen.append(words(app))
        await pilot.mouse_up(offset=(12, 6))
        desk = app.bench.desk
        assert desk is not None
        app.canvas.post_message(wheel(events.MouseScrollDown, app))
        await pilot.pause()
        seen.append(desk.view.top)
        app.canvas.post_message(wheel(events.MouseScrollUp, app))
        await pilot.pause()
        seen.append(desk.view.top)

    run(act)
    assert seen == ["SEOUL", True, "Japan met in", 3, 0]


def move(app: AnnotateApp, x: int, y: int, *, button: int) -> events.MouseMove:
    return events.MouseMove(app.canvas, x, y, 0, 0, button, False, False, False, x, y)


def wheel(kind: type[events.MouseEvent], app: AnnotateApp) -> events.MouseEvent:
    return kind(app.canvas, 5, 5, 0, 0, 0, False, False, False, 5, 5)


def test_a_click_and_the_key_after_it_keep_their_order() -> None:
    seen: list[str] = []

    async def act(app: AnnotateApp, pilot: Pilot[object]) -> None:
        await pilot.click(offset=(5, 5))
        app.press("right")
        await pilot.pause()
        seen.append(words(app))
        app.press("tab")
        app.post_message(events.MouseDown(None, 5, 5, 0, 0, 1, False, False, False, 5, 5))
        app.press("right")
        await pilot.pause()
        seen.append(words(app))

    run(act)
    assert seen[0] == seen[1] != "SEOUL"


def test_a_key_with_nothing_before_it_does_not_go_by_the_canvas(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    async def act(app: AnnotateApp, _pilot: Pilot[object]) -> None:
        seen.append(words(app))
        monkeypatch.setattr(app.canvas, "on_key", seen.append)
        app.press("right")
        # Not the pilot's pause: it would itself send something to the canvas first.
        async with asyncio.timeout(10):
            while words(app) == seen[0]:  # noqa: ASYNC110  # there is nothing that says when
                await asyncio.sleep(0.001)
        seen.append(words(app))

    run(act)
    assert len(seen) == 2
    assert seen[0] != seen[1]


def test_a_key_is_taken_when_the_window_was_thought_to_be_behind_another() -> None:
    seen: list[str] = []

    async def act(app: AnnotateApp, pilot: Pilot[object]) -> None:
        seen.append(words(app))
        app.app_focus = False
        await pilot.pause()
        app.press("right")
        await pilot.pause()
        seen.append(words(app))
        app.press("left")
        await pilot.pause()
        seen.append(words(app))

    run(act)
    assert seen[0] == seen[2] != seen[1]


def test_pasted_text_arrives_as_text() -> None:
    async def act(app: AnnotateApp, pilot: Pilot[object]) -> None:
        app.press("/")
        await pilot.pause()
        app.canvas.post_message(events.Paste("Keidanren"))
        await pilot.pause()

    assert words(run(act)) == "Keidanren"


def test_a_resize_draws_the_screen_in_its_new_size() -> None:
    async def act(_app: AnnotateApp, pilot: Pilot[object]) -> None:
        await pilot.resize_terminal(120, 40)
        await pilot.pause()

    app = run(act)
    assert len(app.canvas.lines) == 40
    assert "┌ records" in app.screen_text


def test_what_an_article_took_is_given_back_when_another_is_opened() -> None:
    left: list[weakref.ref[Desk]] = []

    async def act(app: AnnotateApp, pilot: Pilot[object]) -> None:
        assert app.bench.desk is not None
        left.append(weakref.ref(app.bench.desk))
        app._on_idle_hands()
        app.bench.go(KOREAN)
        app.press("right")
        await pilot.pause()
        await app.settle()
        assert app.bench.desk.session.article.id == KOREAN
        assert left[0]() is None

    run(act)


def test_hits_are_counted_between_the_keys_and_the_number_shown_then(monkeypatch: pytest.MonkeyPatch) -> None:
    # A text of many blocks, as only very long ones have.
    monkeypatch.setitem(vars(Hits)["of"].__func__.__kwdefaults__, "size", 50)
    seen: list[str] = []

    async def act(app: AnnotateApp, pilot: Pilot[object]) -> None:
        for key in ("/", "o"):
            app.press(key)
            await pilot.pause(0)
            await pilot.pause(0)
        seen.append(app.screen_text.splitlines()[-1])
        assert not app.is_settled
        app.press("enter")
        await pilot.pause(0)
        await app.settle()
        seen.append(app.screen_text.splitlines()[-1])

    app = run(act)
    view = app.bench.desk.view if app.bench.desk is not None else None
    assert view is not None
    assert view.search is not None
    assert re.search(r" \d+\+ hits ", seen[0])
    assert f"hit 1 of {view.search.hits.known}" in seen[1]
    assert not app.bench.search_further()


def test_copying_is_bounded() -> None:
    async def act(app: AnnotateApp, pilot: Pilot[object]) -> None:
        for key in (":", *"copy", "enter"):
            app.press(key)
            await pilot.pause()
        assert app.bench.desk is not None
        assert app.bench.desk.view.message == "copied"
        app._copy("x" * 100_000)
        assert "too long" in app.bench.desk.view.message

    run(act)


def test_opening_the_source_asks_the_browser_for_http_alone() -> None:
    opened: list[str] = []

    class Quiet(AnnotateApp):
        def open_url(self, url: str, *, new_tab: bool = True) -> None:
            assert new_tab
            opened.append(url)

        def action_suspend_process(self) -> None:
            opened.append("stopped")

    fs = a_disk()
    raw = fs.read(f"/work/news/annotations/{ENGLISH}/article.json", 10_000)
    fs.put(
        f"/work/news/annotations/{ENGLISH}/article.json",
        raw.replace(b"{\n", b'{\n  "url": "https://example.org/a",\n', 1),
    )
    project = a_project(fs)
    bench = Workbench(project, article_id=ENGLISH, annotator="tester", clock=clock, ids=ids, size=(80, 24))
    app = Quiet(bench, PLAIN)

    async def play(pilot: Pilot[object]) -> None:
        await app.settle()
        for key in (":", *"source", "enter", "ctrl+z"):
            app.press(key)
            await pilot.pause()
        app.exit()

    app.run(headless=True, size=(80, 24), auto_pilot=play)
    assert app.crash is None
    assert opened == ["https://example.org/a", "stopped"]


def test_without_an_editor_json_is_edited_in_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)

    async def act(app: AnnotateApp, pilot: Pilot[object]) -> None:
        for key in ("tab", "tab", "o", "enter", "e", "o"):
            app.press(key)
            await pilot.pause()

    assert '["Japan"' in run(act).screen_text


def test_hands_at_rest_put_the_journal_into_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotate_kit.tui.app.REST", 0.3)

    async def act(app: AnnotateApp, pilot: Pilot[object]) -> None:
        for key in ("tab", "tab", "o", "enter"):
            app.press(key)
            await pilot.pause()
        await pilot.pause(1.0)
        assert app.bench.project.annotation(ENGLISH, "tester") is not None

    run(act)


def test_news_of_an_article_that_was_left_changes_nothing() -> None:
    async def act(app: AnnotateApp, pilot: Pilot[object]) -> None:
        left = app.bench.desk
        assert left is not None
        app.press("q")
        await pilot.pause()
        await app.settle()
        before = app.canvas.lines
        app._tell(left, left.session.state)
        await pilot.pause()
        assert app.canvas.lines is before
        app.late = left  # type: ignore[attr-defined]  # kept for after the app has ended

    app = run(act)
    left = app.late  # type: ignore[attr-defined]  # as above
    app._tell(left, left.session.state)


def test_the_theme_is_that_of_the_settings_and_plain_where_colour_is_not_wanted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert chosen_theme(a_project()) is THEMES["terminal"]
    chosen = a_project(a_disk(**{"annotate-kit.toml": b'[theme]\nname = "contrast"\n'}))
    assert chosen_theme(chosen) is THEMES["contrast"]
    unknown = a_project(a_disk(**{"annotate-kit.toml": b'[theme]\nname = "nonsense"\n'}))
    assert chosen_theme(unknown) is THEMES["terminal"]
    monkeypatch.setenv("NO_COLOR", "1")
    assert chosen_theme(chosen) is PLAIN


def test_styles_reach_the_terminal_as_attributes_and_colours() -> None:
    (segment,) = strip_of((("Kim", "tag selection cyan"),), THEMES["terminal"])
    assert segment.style is not None
    assert segment.style.underline
    assert segment.style.reverse
    assert segment.style.color is not None
    assert segment.style.color.name == "cyan"
    (plain,) = strip_of((("Kim", "tag cyan"),), PLAIN)
    assert plain.style is not None
    assert plain.style.color is None


def test_settling_ends_with_what_the_app_still_does() -> None:
    said: list[str] = []
    bench = Workbench(a_project(), article_id=ENGLISH, annotator="tester", clock=clock, ids=ids, size=(80, 24))
    app = AnnotateApp(bench, PLAIN)

    async def play(_pilot: Pilot[object]) -> None:
        try:
            await app.settle(patience=0)
        except TimeoutError as error:
            said.append(str(error))
        await app.settle()
        app.exit()

    app.run(headless=True, size=(80, 24), auto_pilot=play)
    assert said == ["after 0 s the app is still opening"]


def thinking(packages: Packages, act: Act) -> AnnotateApp:
    project = a_project(a_disk(**{"annotate-kit.toml": b'[suggest]\nsources = ["names", "patterns"]\n'}))
    bench = Workbench(
        project, article_id=ENGLISH, annotator="tester", clock=clock, ids=ids, size=(80, 24), suggesting=packages
    )
    app = AnnotateApp(bench, PLAIN)

    async def play(pilot: Pilot[object]) -> None:
        await app.settle()
        await act(app, pilot)
        app.exit()

    app.run(headless=True, size=(80, 24), auto_pilot=play)
    if app.crash is not None:
        raise app.crash
    return app


def test_suggestions_come_by_themselves_and_again_after_an_edit() -> None:
    found: list[tuple[Suggestion, ...]] = []

    async def act(app: AnnotateApp, pilot: Pilot[object]) -> None:
        desk = app.bench.desk
        assert desk is not None
        found.append(desk.view.advice.standing)
        app.press("y")
        app.press("y")
        await pilot.pause(0)
        await app.settle()
        found.append(desk.view.advice.standing)

    thinking(lambda: (), act)
    assert found[0]
    assert found[1]
    assert found[1] != found[0]


def test_a_long_thought_waits_for_as_long_a_rest() -> None:
    async def act(app: AnnotateApp, pilot: Pilot[object]) -> None:
        app._thought_for = 3600.0
        app.press("y")
        app.press("y")
        await pilot.pause(0.6)
        assert app.bench.think() is not None, "nobody has thought about it yet"
        assert not app._is_thinking
        app._thought_for = 0.0
        await app.settle()
        assert app.bench.think() is None

    thinking(lambda: (), act)


def test_suggesters_that_cannot_even_be_looked_for_are_told_of_once() -> None:
    asked: list[None] = []

    def broken() -> tuple[EntryPoint, ...]:
        asked.append(None)
        raise RuntimeError("no such thing")

    async def act(app: AnnotateApp, pilot: Pilot[object]) -> None:
        await pilot.pause(0.6)
        desk = app.bench.desk
        assert desk is not None
        assert desk.view.message == "suggestions failed: RuntimeError: no such thing"

    thinking(broken, act)
    assert len(asked) == 1


def test_a_thought_that_ends_after_the_app_is_told_to_nobody() -> None:
    seen: list[AnnotateApp] = []

    async def act(app: AnnotateApp, _pilot: Pilot[object]) -> None:
        seen.append(app)

    thinking(lambda: (), act)
    told: list[None] = []
    seen[0]._have_thought(lambda: lambda: told.append(None))
    assert told == []
