"""How soon an article is on the screen, and how soon keys are answered, on a pseudo-terminal of 120x40.

    .venv/bin/python benchmarks/open_article.py [--quick]

Articles of 600 and of 100,000 words, with 6 and 953 records. Beside it Textual's own TextArea with the same text, which
knows nothing of records.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

import attrs
from pseudo_terminal import Terminal
from timing import asked, made, milliseconds, python, run, table

ARTICLES = {600: 6, 100_000: 953}
"""Words, about: records."""


@attrs.frozen(kw_only=True)
class Opening:
    """Seconds since the start."""

    seen: float
    """At which the first line of the article was on the screen."""
    answered: float
    """At which a key pressed then was answered."""
    ready: float
    """At which everything was loaded and checked."""
    memory: float
    """At that time, MiB."""


def open_ours(root: Path, title: str) -> Opening:
    command = python("-m", "annotate_kit", "annotate", "article-00001", "--as", "analyst")
    with Terminal(command, root) as app:
        seen = app.wait_for(title)
        app.send("?")
        answered = app.wait_for("next candidate")
        ready = app.wait_checked()
        return Opening(seen=seen, answered=answered, ready=ready, memory=app.memory())


def open_peer(root: Path, title: str) -> Opening:
    with Terminal(made("peers/text_area.py", "annotations/article-00001/text.txt"), root) as app:
        seen = app.wait_for(title)
        app.send("§")
        answered = app.wait_for("§")
        return Opening(seen=seen, answered=answered, ready=answered, memory=app.memory())


def rows_for(place: Path, words: int, records: int, runs: int) -> list[tuple[str, ...]]:
    root = place / str(words)
    size = ["--articles", "1", "--words", str(words), "--records", str(records)]
    run(made("corpus.py", str(root), *size))
    title = (root / "annotations/article-00001/text.txt").read_text("utf-8").partition("\n")[0][10:24]
    found: dict[str, list[Opening]] = {"annotate-kit": [], "TextArea": []}
    for number in range(runs + 1):
        for name, opening in (("annotate-kit", open_ours(root, title)), ("TextArea", open_peer(root, title))):
            if number:
                found[name].append(opening)
    base = {part.name: statistics.median(getattr(one, part.name) for one in found["TextArea"]) for part in _PARTS}
    rows = []
    for name, those in found.items():
        medians = {part.name: statistics.median(getattr(one, part.name) for one in those) for part in _PARTS}
        cells = [
            f"{milliseconds(medians[part])} ({medians[part] / base[part]:.2f} x)"
            for part in ("seen", "answered", "ready")
        ]
        rows.append((f"{name}, {words:,} words", *cells, f"{medians['memory']:,.0f} MiB"))
    return rows


_PARTS = attrs.fields(Opening)


def main() -> None:
    runs = 3 if asked(__doc__).quick else 11
    with tempfile.TemporaryDirectory() as place:
        rows = [row for words, records in ARTICLES.items() for row in rows_for(Path(place), words, records, runs)]
    headers = ("article", "on the screen", "a key answered", "all loaded and checked", "memory")
    table(f"opening an article, medians of {runs} (x: as a multiple of TextArea)", headers, rows)


if __name__ == "__main__":
    main()
