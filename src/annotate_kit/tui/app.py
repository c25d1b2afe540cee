"""The Textual app: it brings keys in and lines out, keeps time, and leaves cleanly whatever happens."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import events
from textual.app import App
from textual.screen import Screen

from annotate_kit.keys import key_of
from annotate_kit.tui.canvas import Canvas
from annotate_kit.tui.desk import Check, Desk
from annotate_kit.tui.effects import Browse, Copy, Edit, Effect, Leave, Suspend
from annotate_kit.tui.grid import text_of
from annotate_kit.tui.outside import clipboard_sequence, edited, editor_of, is_gone
from annotate_kit.tui.styles import Theme
from annotate_kit.tui.terminal import Terminal
from annotate_kit.tui.workbench import Workbench
from annotate_kit.workflow.session import SaveState

__all__ = ["AnnotateApp"]

IDLE = 0.25
"""Seconds without a key after which problems are looked for."""

LULL = 0.08
"""Seconds without a key after which the hits of a search are counted."""

BREATH = 0.005
"""Seconds between two looks at a long text while hits are counted, in which a key is answered."""

REST = 5.0
"""Seconds without a key after which the journal is put into the annotation file."""

MOST_REST = 3.0
"""Seconds without a key after which any thought may begin, however long the last one took."""

PATIENCE = 120.0
"""Seconds that a replay waits for the app to be done."""

_FRAME, _END_OF_FRAME = "\x1b[?2026h", "\x1b[?2026l"

PULSE = 1.0
"""Seconds between two looks at whether the terminal is still there."""


class _Whole(Screen[None], inherit_bindings=False):
    """A screen of one canvas and no bindings of its own."""


class AnnotateApp(App[None], inherit_bindings=False):
    """A workbench on a terminal."""

    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False

    def __init__(
        self, bench: Workbench, theme: Theme, *, modes: list[Any] | None = None, heard: Sequence[int] = ()
    ) -> None:
        """`modes` are the terminal's from before the program; `heard` are signals to end that came while it loaded."""
        super().__init__(driver_class=Terminal, ansi_color=True)
        self.theme = "ansi-dark"
        self.bench = bench
        self.canvas = Canvas(theme)
        self._steps: Iterator[Callable[[], object] | None] = iter(())
        self._is_checking = False
        self._is_thinking = False
        self._is_counting = False
        self._typed_at = 0.0
        self._is_loaded = False
        self._idle_for = 0.0
        self._has_frames = False
        self._thought_for = 0.0
        """Seconds that the last suggestions took to work out."""
        self.crash: Exception | None = None
        """What went wrong inside the app; whoever ran it raises it again, the terminal being whole then."""
        self._modes_before = modes
        self._heard = heard
        bench.on_state = self._tell

    def get_default_screen(self) -> Screen[None]:
        """The only screen."""
        return _Whole()

    def on_mount(self) -> None:
        """Listen to signals, then open the article once its words are on the screen."""
        self.screen.mount(self.canvas)
        self.screen.set_focus(self.canvas)
        self._idle = self.set_interval(IDLE, self._on_idle_hands, pause=True)
        if not self.is_headless:  # pragma: no cover  # needs a terminal: tests/terminal
            self._watch_terminal()
        if self._heard:  # pragma: no cover  # the same: tests/hangups
            self._leave(128 + self._heard[0])
            return
        self.show()
        self._begin()

    def _watch_terminal(self) -> None:  # pragma: no cover  # needs a terminal: tests/terminal
        """Leave cleanly when it goes: without handlers, the process would die with nothing run."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGHUP, signal.SIGTERM):
            loop.add_signal_handler(number, self._leave, 128 + number)
        if isinstance(self._driver, Terminal) and self._modes_before is not None:
            # When it stops, or gives way to an editor, the shell gets its terminal back and not the quiet one.
            self._driver.attrs_before = self._modes_before
        self.set_interval(PULSE, self._feel_pulse)
        self.app_resume_signal.subscribe(self, lambda _app: self.canvas.refresh())

    # Loading, with a paint between two steps.

    def _begin(self) -> None:
        if self._is_loaded:
            # What was open is rubbish by now.
            gc.unfreeze()
        self._is_loaded = False
        self._steps = self.bench.loading()
        self.call_after_refresh(self._step)

    def _step(self) -> None:
        steps = self._steps
        try:
            ahead = next(steps)
        except StopIteration:
            self._is_loaded = True
            self._check()
            self._think()
            _keep_all()
            return
        self._do(self.bench.late_effects())
        if ahead is None:
            self.call_after_refresh(self._step)
        else:
            self._work(self._prepare, steps, ahead)

    def _work(self, work: Callable[..., Coroutine[Any, Any, None]], *arguments: object) -> None:
        """Work beside the keys. The coroutine is made only when it runs: the app may end before that."""
        self.run_worker(partial(work, *arguments))  # type: ignore[arg-type]  # Textual allows too much to choose from

    async def _prepare(self, steps: Iterator[Callable[[], object] | None], ahead: Callable[[], object]) -> None:
        """What would hold keys up is done in another thread before the next step."""
        await asyncio.to_thread(ahead)
        if steps is self._steps:
            self._step()

    # In.

    async def on_event(self, event: events.Event) -> None:
        """Whatever comes from the terminal; a key that nothing waits before needs no way round by the canvas."""
        if isinstance(event, events.Key) and self.app_focus and not self.canvas.message_queue_size:
            self.take_key(event.key, event.character)
        else:
            await super().on_event(event)

    def take_key(self, name: str, character: str | None) -> None:
        """A key from the terminal."""
        self._do(self.bench.press(key_of(name, character)))

    def take_paste(self, text: str) -> None:
        """Text from the terminal's clipboard."""
        self._do(self.bench.paste(text))

    def take_size(self, width: int, height: int) -> None:
        """The terminal has this size now, in cells."""
        self.bench.resize(width, height)
        self.show()

    def take_click(self, x: int, y: int, count: int) -> None:
        """A click on a cell, 0-based; the first, second, third at the same place."""
        self._do(self.bench.click(x, y, count))

    def take_drag(self, x: int, y: int) -> None:
        """The pointer moved to a cell with its button down."""
        self.bench.drag(x, y)
        self.show()

    def take_wheel(self, rows: int) -> None:
        """The wheel, in rows."""
        self._do(self.bench.scroll(rows))

    # By hand, for replays.

    def press(self, key: str) -> None:
        """A key as if the terminal had sent it: a name, or the character itself."""
        self.post_message(events.Key(key, " " if key == "space" else key if len(key) == 1 else None))

    async def settle(self, patience: float = PATIENCE) -> None:
        """Wait until nothing is being opened, checked, suggested or saved.

        Raises:
            TimeoutError: where that takes longer than so many seconds.
        """
        try:
            async with asyncio.timeout(patience):
                while not (self.is_settled or self.is_leaving):  # noqa: ASYNC110  # three threads would have to set one event
                    await asyncio.sleep(0.001)
        except TimeoutError:
            doing = {
                "opening": not self._is_loaded or self.bench.is_opening,
                "looking for problems": self._is_checking,
                "suggesting": self._is_thinking,
                "counting hits": self._is_counting,
            }
            still = [name for name, is_so in doing.items() if is_so] or ["saving"]
            raise TimeoutError(f"after {patience:g} s the app is still {' and '.join(still)}") from None

    @property
    def is_leaving(self) -> bool:
        """Whether the app ends."""
        return self._exit

    @property
    def screen_text(self) -> str:
        """What is shown, as plain text."""
        return "\n".join(text_of(line).rstrip(" ") for line in self.canvas.lines) + "\n"

    # Out.

    def show(self) -> None:
        """Paint what has changed."""
        if not self.is_leaving:
            self.canvas.show(self.bench.lines())

    def paint(self, sequences: str) -> None:
        """Write a frame to the terminal: in one piece, and shown in one piece where the terminal can."""
        assert self._driver is not None  # nothing is painted before there is something to paint on
        x, y = self.cursor_position
        frame = f"{sequences}\x1b[0m\x1b[{y + 1};{x + 1}H"
        self._driver.write(f"{_FRAME}{frame}{_END_OF_FRAME}" if self._has_frames else frame)

    def on_terminal_supports_synchronized_output(self) -> None:  # pragma: no cover  # needs a terminal: tests/terminal
        """The terminal has said that it shows a frame when it has all of it."""
        self._has_frames = True

    def _do(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            self._one(effect)
        if self.bench.is_opening:
            self._begin()
        self.show()
        if self.bench.is_searching and not self._is_counting:
            self._is_counting = True
            self._work(self._count_hits)
        self._typed_at = time.monotonic()
        self._idle_for = 0.0
        self._idle.reset()
        self._idle.resume()

    async def _count_hits(self) -> None:
        """Count what a search finds in a long text, between the keys."""
        while self.bench.is_searching:
            is_typing = time.monotonic() - self._typed_at < LULL
            if not is_typing:
                self.bench.search_further()
            await asyncio.sleep(LULL if is_typing else BREATH)
        self._is_counting = False
        self.show()

    def _on_idle_hands(self) -> None:
        """Nobody has typed for a moment: do what would be in the way of a key."""
        self._idle_for += IDLE
        self._check()
        self._think()
        if self._idle_for >= REST:
            self._idle.pause()
            self.bench.fold()
            _keep_all()

    def _one(self, effect: Effect) -> None:
        match effect:
            case Leave():
                self._leave(effect.code)
            case Suspend():
                self.action_suspend_process()
            case Copy():
                self._copy(effect.text)
            case Browse():
                self.open_url(effect.url)
            case _:
                self._edit(effect)

    def _copy(self, text: str) -> None:
        sequence = clipboard_sequence(text)
        if sequence is None or self._driver is None:
            self.bench.say("That is too long for the terminal's clipboard.")
        else:
            self._driver.write(sequence)

    def _edit(self, effect: Edit) -> None:
        command = editor_of(os.environ)
        if command is None or not sys.stdin.isatty():
            self.bench.open_json(effect)
            self.show()
            return
        with self.suspend():  # pragma: no cover  # needs a terminal: tests/terminal
            text = edited(command, effect.text)
        self.bench.json_edited(effect, text)  # pragma: no cover  # the same

    def _leave(self, code: int) -> None:
        """End, with everything in its file; a signal comes here too."""
        self.bench.close()
        self.exit(return_code=code)

    def _handle_exception(self, error: Exception) -> None:
        """Keep the crash instead of drawing it: Textual prints the locals of every frame, articles and all."""
        self.crash = self.crash or error
        super()._handle_exception(error)
        self._exit_renderables.clear()

    @property
    def is_settled(self) -> bool:
        """Whether nothing is being opened, checked, counted or saved."""
        is_busy = self._is_checking or self._is_thinking or self._is_counting
        return self._is_loaded and not is_busy and self.bench.is_settled

    # What comes back from other threads.

    def _tell(self, desk: Desk, state: SaveState) -> None:
        """The session's writer thread has news; it must not wait for the screen."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._saved, desk, state)

    def _saved(self, desk: Desk, state: SaveState) -> None:
        desk.saved(state)
        if self.bench.desk is desk:
            self.show()

    def _check(self) -> None:
        """Look for problems in another thread, one look at a time."""
        check = self.bench.check()
        if check is None or self._is_checking:
            return
        self._is_checking = True
        self._work(self._look, check)

    async def _look(self, check: Check) -> None:
        try:
            tell = await asyncio.to_thread(check)
        finally:
            self._is_checking = False
        tell()
        self.show()
        self._check()

    def _think(self) -> None:
        """Work out suggestions in another thread, one thought at a time.

        A thought takes half of the processor from the keys, so a long one begins after as long a rest.
        """
        is_resting = self._idle_for >= min(self._thought_for, MOST_REST)
        think = self.bench.think() if self._is_loaded and is_resting else None
        if think is None or self._is_thinking:
            return
        self._is_thinking = True
        # A suggester may never end; a daemon does not keep the program from ending.
        threading.Thread(target=self._have_thought, args=(think,), name="suggesting", daemon=True).start()

    def _have_thought(self, think: Check) -> None:
        begun = time.perf_counter()
        tell = think()
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._thought, tell, time.perf_counter() - begun)

    def _thought(self, tell: Callable[[], None], took: float) -> None:
        self._is_thinking, self._thought_for = False, took
        tell()
        # Thousands of suggestions, and no rubbish: looking through them would cost a key 35 ms.
        gc.freeze()
        self.show()
        self._think()

    def _feel_pulse(self) -> None:  # pragma: no cover  # needs a terminal: tests/terminal
        """Leave where the terminal has gone: Textual would read its end for ever."""
        if is_gone(sys.stdin.fileno()):
            self._leave(128 + signal.SIGHUP)


def _keep_all() -> None:
    """Throw the rubbish away; what lives now is not looked through again, which costs a key 20 to 40 ms."""
    gc.collect()
    gc.freeze()
