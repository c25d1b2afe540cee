from __future__ import annotations

from tests.tui.stage import Stage, a_disk

from annotate_kit.tui.grid import text_of, width_of

SHARED = b"""
[assignment]
annotators = ["kim", "lee", "park"]
each = 2
"""


def status_of(article: str, width: int) -> str:
    stage = Stage(None, annotator="kim", size=(width, 24), fs=a_disk(**{"annotate-kit.toml": SHARED}))
    stage.settle()
    lines = stage.bench.lines()
    assert {width_of(line) for line in lines} == {width}
    return next(text for text in map(text_of, lines) if article in text)


def test_what_names_leave_free_shows_who_is_to_annotate() -> None:
    assert "new (kim, park)" in status_of("business-council-2022", 80)
    assert "new (kim, p…" in status_of("business-council-2022", 76), "names come first"


def test_help_of_the_queue_is_read_to_its_ends() -> None:
    text = "\n".join(Stage(None).play("?").screen())
    assert "words," in text
    assert "problems." in text
    assert "…" not in text.split("Keys of the queue")[1].split("any key closes")[0]
