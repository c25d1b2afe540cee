"""What a screen reader is told, key by key."""

from __future__ import annotations

import re

import pytest
from tests.tui.stage import ANALYST, DONE, ENGLISH, KOREAN, Stage, a_disk, a_project, clock, ids

from annotate_kit.keys.hits import Hits
from annotate_kit.tui.linear import Reader
from annotate_kit.tui.workbench import Workbench
from annotate_kit.workflow.demo import parse_keys

TITLE = "Business groups of South Korea and Japan call for a summit, adopt joint statement"


class Listening:
    """A stage whose changes are heard."""

    def __init__(self, article: str | None = ENGLISH, annotator: str = "tester") -> None:
        self.stage = Stage(article, annotator=annotator)
        self.reader = Reader(self.stage.bench)
        self.heard = [*self.reader.open()]

    def play(self, keys: str) -> list[str]:
        """What is said after the last of the keys."""
        for key in parse_keys(keys):
            self.reader.press(key)
            self.stage.settle()
            self.heard = [*self.reader.open()]
        return self.heard


def test_an_article_says_what_it_is_and_what_is_selected() -> None:
    assert Listening().heard == [
        f"Article business-council-2022, 2 of 9. {TITLE}.",
        "384 words, 0 spans, 0 records, in work. ? tells the keys.",
        "Line 1: Business groups of South Korea and Japan call for a summit, adopt",
        '"Business".',
    ]


def test_a_move_says_the_words_and_the_line_where_it_is_another() -> None:
    listening = Listening()
    assert listening.play("tab") == ['"South Korea".']
    assert listening.play("down")[0] == "Line 2: joint statement"


def test_a_tag_says_what_it_made_and_where_else_the_words_stand() -> None:
    listening = Listening()
    title, typed, first = listening.play("tab tab o")
    assert title.startswith('"Japan" is a mention of. ')
    assert typed == ">"
    assert first
    assert listening.play('"new"')[0] == "> new"
    assert listening.play("enter")[:2] == ["a new organization", "Back in the article."]
    said = listening.play("shift+tab tab")[-1]
    assert said.startswith('"Japan". Organization Japan. 4 more places: * tags them. Fills: 1 Country')
    listening.play('quotation_mark "doubtful" enter tab')
    assert "Comment: doubtful. Fills: 1 Country" in listening.play("shift+tab")[-1]


def test_lists_and_the_form_are_read_row_by_row() -> None:
    listening = Listening(DONE, ANALYST)
    opened = listening.play('r "Yoon" enter e')
    assert any(line.startswith("Official · Yoon Suk Yeol. ") for line in opened)
    assert "Name" in opened[-1]
    below = listening.play("down")
    assert len(below) == 1
    assert below != opened[-1:]
    assert "[Yoon Suk Yeol" in listening.play("up enter")[-1]
    assert "[Yoon Suk Yeolx" in listening.play("x")[0]
    assert "Back in the article." in listening.play("escape q")


def test_help_and_cards_are_read_as_a_whole() -> None:
    lines = Listening().play("?")
    assert any("undo" in line.casefold() or "taken back" in line for line in lines)
    assert not any(set(line) & set("┌┐└┘│") for line in lines)


def test_a_search_says_how_much_it_finds() -> None:
    listening = Listening()
    assert listening.play("/ K")[0].startswith("Search: K. ")
    assert listening.play("o r e a")[0].startswith("Search: Korea. ")
    assert listening.play("escape / / (")[0].startswith("Search: /(. ")


def test_hits_are_counted_before_their_number_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Listening().play("/ o")[0]
    # A text of many blocks, as only very long ones have.
    monkeypatch.setitem(vars(Hits)["of"].__func__.__kwdefaults__, "size", 50)
    assert Listening().play("/ o")[0] == whole
    assert re.fullmatch(r"Search: o\. \d\d+ hits\.", whole)


def test_the_queue_says_its_articles() -> None:
    listening = Listening(None, ANALYST)
    assert listening.heard[0] == "Queue: 9 articles, 6 done."
    assert "1 of 9" in listening.heard[1]
    assert "2 of 9" in listening.play("down")[0]
    assert "Filter: e. " in listening.play("/ e")[0]
    assert listening.play("escape o")[0] == "by status"
    assert any("The article below." in line for line in listening.play("?"))
    assert listening.play("escape g")[0].startswith("This project has no guidelines.md")
    listening.stage.bench.hall.show_card(["# Tag", "names"])  # type: ignore[union-attr]  # the queue is open
    assert [*listening.reader.changes()] == ["# Tag", "names"]
    assert listening.play("escape / z z z")[-1] == "Filter: zzz. 0 articles."
    opened = listening.play("escape home enter")
    assert opened[0].startswith("Article ")


def test_nothing_is_said_twice() -> None:
    listening = Listening(KOREAN)
    assert [*listening.reader.changes()] == []
    listening.play("e")
    assert [*listening.reader.changes()] == []


@pytest.mark.parametrize("keys", ["tab tab o", "g", "!", ":", "_", "|", "f", "@", "n", "u"])
def test_every_key_is_answered(keys: str) -> None:
    listening = Listening(DONE, ANALYST)
    listening.play(keys)
    assert listening.heard or listening.stage.view.overlay is not None


def test_what_is_to_be_opened_is_opened_and_looked_through() -> None:
    listening = Listening(None, ANALYST)
    listening.reader.press("enter")
    assert next(listening.reader.open()).startswith("Article ")
    listening.play("tab o")
    listening.reader.rest()
    assert listening.stage.bench.check() is None


def test_before_anything_is_open_there_is_nothing_to_say() -> None:
    reader = Reader(Stage().bench)
    reader.bench.close()
    assert [*reader.changes()] == []


def test_suggestions_are_made_at_rest_and_read_out() -> None:
    project = a_project(a_disk(**{"annotate-kit.toml": b'[suggest]\nsources = ["names", "patterns"]\n'}))
    bench = Workbench(
        project,
        article_id=ENGLISH,
        annotator="tester",
        clock=clock,
        ids=ids,
        size=(80, 24),
        suggesting=lambda: (),
    )
    reader = Reader(bench)
    list(reader.open())
    assert bench.desk is not None
    assert bench.desk.view.advice.standing
    reader.press("y")
    assert any("%, patterns: " in line or "%, names: " in line for line in reader.changes())
    bench.close()
