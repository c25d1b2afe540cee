"""From a key to the last byte on the terminal: a pseudo-terminal of 120x40, 100,000 words, 5,000 spans.

    .venv/bin/python benchmarks/keys_to_screen.py [--quick]

Beside it Textual's own TextArea, which holds the same text and has nothing to mark in it; both are open all the time
and get a key in turn; the long article comes after them, alone. `painted` is the end of the first frame; `saved`, for
edits, is when the disk has answered too.
`processor` is what the thread that answers keys took of the processor, whatever else the machine does meanwhile;
ratios are of the medians, painted and of the processor.
The same keys go to an article of 1,000,000 words with as many spans (aim: at most 1.5 times as much).
Aims: painted within 6 ms (p50) and 15 ms (p99) for moving, tagging, undoing, a step of the search, the next candidate.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pseudo_terminal import KEYS, Answer, Terminal
from timing import asked, made, milliseconds, ninety_ninth, python, run, table

WORDS, RECORDS = 100_000, 953

ROUND = (
    ("next word", "right", "right"),
    ("line below", "down", "down"),
    ("page below", "pagedown", "pagedown"),
    ("next candidate", "tab", ""),
    ("next hit of a search", "n", ""),
    ("next word", "right", "right"),
)
"""What is done, our key, and the TextArea's."""

REST = 2.0
"""Seconds in which everything is done that is left for when nobody types."""

Answers = dict[str, tuple[list[Answer], list[Answer]]]
"""What was done → the app's answers and the TextArea's."""


def play(app: Terminal, other: Terminal | None, found: Answers) -> None:
    """A round of moving, a tag and its undoing."""

    def note(name: str, ours: Answer, theirs: Answer | None = None) -> None:
        mine, its = found.setdefault(name, ([], []))
        mine.append(ours)
        its += [theirs] if theirs else []

    def beside(key: str) -> Answer | None:
        return other.press(KEYS.get(key, key)) if other is not None and key else None

    for name, ours, theirs in ROUND:
        note(name, app.press(KEYS.get(ours, ours)), beside(theirs))
    answer = app.press("o")
    if is_asking(answer):
        note("tag, the picker opens", answer)
        note("tag, the first row is taken", app.press(KEYS["enter"]))
    elif is_tag(answer):
        note("tag, or type a letter", answer, beside("x"))
    else:
        return
    note("undo", app.press("u"), beside("ctrl+z"))


def is_asking(answer: Answer) -> bool:
    """Whether something with a similar name is there already: the picker asks."""
    return b"is a mention of" in answer.output


def is_tag(answer: Answer) -> bool:
    """Whether the words became a mention, and were none before."""
    return b"a new organization" in answer.output or b"joins" in answer.output


def typed_search(app: Terminal, words: str) -> list[Answer]:
    """A search as it is typed: each letter looks through the whole text."""
    answers = [app.press(key) for key in ("/", *words)]
    app.press(KEYS["enter"])
    return answers[1:]


def while_checking(app: Terminal, count: int) -> list[Answer]:
    """Moving while problems are looked for after an edit: the first key after a moment's rest."""
    answers: list[Answer] = []
    while len(answers) < count:
        app.press(KEYS["right"])
        answer = app.press("o")
        if is_asking(answer):
            app.press(KEYS["enter"])
        elif not is_tag(answer):
            continue
        app.rest(0.27)
        answers.append(app.press(KEYS["right"]))
        app.press("u")
        app.rest(REST)
    return answers


def row(
    name: str, ours: Sequence[Answer], theirs: Sequence[Answer] = (), longer: Sequence[Answer] = ()
) -> tuple[str, ...]:
    def both(values: Sequence[float]) -> str:
        return f"{milliseconds(statistics.median(values))} / {milliseconds(ninety_ninth(values))}"

    def painted(those: Sequence[Answer]) -> str:
        return both([one.painted for one in those]) if those else ""

    def processor(those: Sequence[Answer]) -> str:
        return both([one.processor for one in those]) if those else ""

    def ratio(those: Sequence[Answer], to: Sequence[Answer]) -> str:
        if not those or not to:
            return ""
        halves = [[statistics.median(one.painted for one in some) for some in (those, to)]]
        halves += [[statistics.median(one.processor for one in some) for some in (those, to)]]
        return ", ".join(f"{half / other:.2f}" for half, other in halves if other) + " x"

    return (
        name,
        painted(ours),
        processor(ours),
        milliseconds(statistics.median(one.ended for one in ours)),
        f"{statistics.median(one.size for one in ours):,.0f}",
        f"{statistics.median(one.rows for one in ours):.0f}",
        painted(theirs),
        processor(theirs),
        f"{statistics.median(one.size for one in theirs):,.0f}" if theirs else "",
        ratio(ours, theirs),
        painted(longer),
        processor(longer),
        ratio(longer, ours),
    )


def main() -> None:
    count = 15 if asked(__doc__).quick else 120
    found: Answers = {}
    further: Answers = {}
    with tempfile.TemporaryDirectory() as place:
        root, far = Path(place) / "news", Path(place) / "far"
        for folder, words in ((root, WORDS), (far, 10 * WORDS)):
            size = ["--articles", "1", "--words", str(words), "--records", str(RECORDS)]
            run(made("corpus.py", str(folder), *size))
        ours = python("-m", "annotate_kit", "annotate", "article-00001", "--as", "analyst")
        theirs = made("peers/text_area.py", "annotations/article-00001/text.txt")
        with Terminal(ours, root) as app, Terminal(theirs, root) as other:
            app.wait_checked()
            for one in (app, other):
                one.rest(REST)
                one.wait_idle()
            search = typed_search(app, "cooperation")
            for _ in range(count):
                play(app, other, found)
            app.rest(REST)
            checking = while_checking(app, max(count // 8, 3))
            held = [app.memory(), other.memory()]
        # Alone: with what it does between the keys it would be in the way of the others.
        with Terminal(ours, far) as long:
            long.wait_checked()
            long.rest(REST)
            long.wait_idle()
            searched = typed_search(long, "cooperation")
            for _ in range(count):
                play(long, None, further)
            held.append(long.memory())
    rows = [row(name, *those, further.get(name, ([], []))[0]) for name, those in found.items()]
    rows += [row("a letter of a search", search, (), searched), row("next word, problems being looked for", checking)]
    headers = (
        *("key", "painted p50 / p99", "processor p50 / p99", "saved", "bytes", "rows"),
        *("TextArea painted", "processor", "bytes", "ratio", "1,000,000 words painted", "processor", "ratio"),
    )
    table(f"key to last byte, {count} rounds", headers, rows)
    print(f"  memory: {held[0]:.0f} MiB, TextArea {held[1]:.0f} MiB; with 1,000,000 words {held[2]:.0f} MiB")


if __name__ == "__main__":
    main()
