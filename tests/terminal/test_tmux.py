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
    screen.wait_for("Hangul keys count as Latin ones")
    screen.wait_for("⟦전경련⟧o")
    until(lambda: "전경련" in screen.screen().split("┌ records", 1)[1], "the record in its pane", shown=screen.screen)
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

    def is_drawn_anew() -> bool:
        # tmux shows what it has while the app still paints: only the whole of it counts.
        shown = screen.screen().rstrip("\n").split("\n")
        is_whole = len(shown) == size[1] and shown[1].startswith("┌ article") and shown[-1].endswith("? keys")
        return is_whole and sum(line.startswith("└") for line in shown) == 1

    until(is_drawn_anew, "a screen of the new size, which shows:", shown=screen.screen)


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
    screen.wait_for("● saved")
    screen.wait_for("[Busan]b")
    # The terminal's own colour is 39; 30 to 38 are colours.
    assert re.search(r"\x1b\[(?:\d+;)*3[0-8]", screen.screen_with_colours()) is None


def test_line_by_line_for_a_screen_reader(tmux: StartTmux, project: Path) -> None:
    (project / "annotate-kit.toml").write_text("[suggest]\nsources = []\n")
    screen = tmux("annotate", ENGLISH, "--as", "tester", "--linear")
    screen.wait_for('"Business".')
    screen.press("Tab")
    screen.wait_for('"South Korea".')
    screen.press("Right", "o")
    screen.wait_for('"and" is a mention of')
    assert "┌" not in screen.screen()
    screen.press("Enter")
    screen.wait_for("Back in the article.")
    screen.press("q")
    screen.wait_for("Queue: 9 articles")
    screen.press("q")
    screen.wait_for("left with 0")
    assert len(records(project, ENGLISH)) == 1


def test_the_tutor_and_back(tmux: StartTmux) -> None:
    screen = tmux("annotate", ENGLISH, "--as", "tester")
    screen.wait_for('"Business" · 1 word')
    screen.press("?")
    screen.wait_for("Keys that work here")
    screen.press("?")
    screen.wait_for("tutor 1 of")
    screen.press("Right")
    screen.wait_for("tutor 2 of")
    screen.press("q")
    screen.wait_for('"Business" · 1 word')


def test_what_is_copied_reaches_the_terminal(tmux: StartTmux) -> None:
    screen = tmux("annotate", ENGLISH, "--as", "tester")
    screen.wait_for('"Business" · 1 word')
    screen.take_clipboard()
    screen.press(":")
    screen.type("copy")
    screen.press("Enter")
    screen.wait_for("copied")
    until(lambda: screen.clipboard() == "Business", "the words on the clipboard")


def test_what_is_pasted_is_text_and_never_keys(tmux: StartTmux, project: Path) -> None:
    screen = tmux("annotate", ENGLISH, "--as", "tester")
    screen.wait_for('"Business" · 1 word')
    screen.paste("opab")
    screen.wait_for("Nothing is open that takes pasted text.")
    screen.press("/")
    screen.paste("Keidanren")
    screen.wait_for("⟦Keidanren⟧")
    screen.press("Enter")
    assert not (project / "annotations" / ENGLISH / "tester.json").exists()
