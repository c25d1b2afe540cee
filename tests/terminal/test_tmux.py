"""A person's keys in tmux: what is seen, and what is on disk afterwards."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.terminal.consoles import StartTmux, until

ENGLISH = "business-council-2022"
KOREAN = "fki-new-name"


def records(project: Path, article: str, annotator: str = "tester") -> list[tuple[str, str]]:
    kept = json.loads((project / "annotations" / article / f"{annotator}.json").read_text("utf-8"))
    return [(record["type"], record["data"].get("name", "")) for record in kept["records"]]


def test_tagging_and_leaving_at_80x24_leaves_the_records_on_disk(tmux: StartTmux, project: Path) -> None:
    screen = tmux("annotate", ENGLISH, "--as", "tester")
    screen.wait_for('"Business" · 1 word')
    screen.press("Tab", "Tab", "o")
    screen.wait_for('"Japan" is a mention of')
    screen.press("Enter")
    screen.wait_for("⟦Japan⟧o")
    screen.wait_for("● saved")
    screen.press("*")
    screen.wait_for("[Japan]o")
    screen.press("q")
    screen.wait_for("▸ business-council-2022")
    screen.press("q")
    screen.wait_for("left with 0")
    assert records(project, ENGLISH) == [("organization", "Japan")]


def test_a_korean_article_with_a_korean_keyboard(tmux: StartTmux, project: Path) -> None:
    screen = tmux("annotate", KOREAN, "--as", "tester", size=(120, 40))
    screen.wait_for('"전경련" · 1 word')
    screen.press("ㅐ")
    shown = screen.wait_for("Hangul keys count as Latin ones")
    assert "⟦전경련⟧o" in shown
    assert "전경련" in shown.split("┌ records", 1)[1]
    screen.wait_for("● saved")
    screen.press("C-c")
    screen.wait_for("left with 130")
    assert records(project, KOREAN) == [("organization", "전경련")]


def test_punctuation_arrives_as_itself(tmux: StartTmux) -> None:
    screen = tmux("annotate", ENGLISH, "--as", "tester")
    screen.wait_for('"Business" · 1 word')
    screen.press("S-Right")
    screen.wait_for('"Business groups" · 2 words')
    screen.press(";", "S-Right")
    screen.wait_for('"groups" · 1 word')
    screen.press("!")
    screen.wait_for("No problems in this article.")
    screen.press("/")
    screen.type("Korea")
    screen.wait_for("hits")
    screen.press("Enter")
    screen.wait_for("⟦Korea⟧")
    screen.press('"')
    screen.wait_for("comment on")
    screen.press("BSpace", "?")
    screen.wait_for("Keys that work here")


@pytest.mark.parametrize("size", [(60, 15), (100, 30), (160, 50)])
def test_a_resize_at_any_moment_draws_everything_anew(tmux: StartTmux, size: tuple[int, int]) -> None:
    screen = tmux("annotate", ENGLISH, "--as", "tester")
    screen.wait_for('"Business" · 1 word')
    screen.resize(*size)
    until(lambda: len(screen.screen().rstrip("\n").split("\n")) == size[1], "as many lines as the terminal has")
    shown = screen.wait_for("? keys").rstrip("\n").split("\n")
    assert shown[1].startswith("┌ article")
    assert shown[-1].endswith("? keys")
    assert sum(line.startswith("└") for line in shown) == 1


def test_stopping_and_coming_back(tmux: StartTmux) -> None:
    screen = tmux("annotate", ENGLISH, "--as", "tester", is_shell=True)
    screen.wait_for('"Business" · 1 word')
    screen.press("C-z")
    screen.wait_for("Stopped")
    screen.type("fg")
    screen.press("Enter")
    screen.wait_for('"Business" · 1 word')
    screen.press("Tab")
    screen.wait_for('"South Korea" · 2 words')


def test_without_colour_nothing_is_lost(tmux: StartTmux) -> None:
    screen = tmux("annotate", "expo-2030-vote", "--as", "analyst", NO_COLOR="1")
    shown = screen.wait_for("● saved")
    assert "[Busan]b" in shown
    # The terminal's own colour is 39; 30 to 38 are colours.
    assert re.search(r"\x1b\[(?:\d+;)*3[0-8]", screen.screen_with_colours()) is None
