"""Problems as a person at a terminal sees them."""

from __future__ import annotations

import re

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.conftest import QUOTE, STAGE

from annotate_kit.core import Place, Problem
from annotate_kit.report import PLAIN, Findings, Style, find_style, made
from annotate_kit.report.excerpts import marked
from annotate_kit.report.statistics import statistics_text
from annotate_kit.text import cell_width

COLORED = Style(has_color=True, has_links=True, width=80, root="/home/kim/my news")


def full(findings: Findings, style: Style = PLAIN) -> str:
    return made("full", findings, style).decode()


def test_the_line_is_shown_with_a_caret_under_the_value(findings: Findings) -> None:
    only = attrs.evolve(findings, problems=(STAGE,))
    assert full(only) == (
        'annotations/expo-2030-vote/final.json:41:16: AK104 stage "candidature-submited" is not in the list; '
        'did you mean "candidature-submitted"?  [expo-bid "Busan 2030"]\n'
        ' 41 |       "stage": "candidature-submited",\n'
        "    |                ^^^^^^^^^^^^^^^^^^^^^^\n"
    )


def test_a_span_is_shown_in_its_sentence_with_carets_as_wide_as_its_words(findings: Findings) -> None:
    only = attrs.evolve(findings, problems=(QUOTE,))
    assert full(only) == (
        'annotations/expo-2030-vote/kim.json:7:18: AK203 the quote is "부산", but the text has "산은"\n'
        ' 7 |       "quotes": ["부산"],\n'
        "   |                  ^^^^^^\n"
        "   > annotations/expo-2030-vote/text.txt\n"
        " 3 | Busan (부산은) came second.\n"
        "   |          ^^^^\n"
        "   = Write [37, 39].\n"
    )


def test_a_value_of_several_lines_is_marked_at_its_opening(findings: Findings) -> None:
    shown = full(findings)
    assert " 9 |     {\n   |     ^\n" in shown
    assert "AK307 warning: the span belongs to no record\n" in shown


def test_there_is_an_empty_line_between_two_problems(findings: Findings) -> None:
    assert full(findings).count("\n\n") == len(findings.problems) - 1


def test_a_problem_without_place_or_file_is_one_line() -> None:
    assert full(Findings(problems=(Problem(code="AK001", message="broken"),))) == "AK001 broken\n"
    gone = Problem(code="AK104", message="x", file="a.json", place=Place(line=3, column=1, end_line=3, end_column=2))
    assert full(Findings(problems=(gone,))) == "a.json:3:1: AK104 x\n"


def test_colours_and_links_are_added_and_nothing_else_changes(findings: Findings) -> None:
    plain = full(findings, attrs.evolve(PLAIN, width=80))
    colored = full(findings, COLORED)
    assert "\x1b[1;31mAK104\x1b[0m" in colored
    assert "\x1b[1;33mAK307 warning:\x1b[0m" in colored
    assert "\x1b]8;;file:///home/kim/my%20news/annotations/expo-2030-vote/text.txt\x1b\\" in colored
    assert re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\", "", colored) == plain


def test_a_link_cannot_be_ended_by_a_name() -> None:
    assert COLORED.link("x", "a\x1b\\\x07b\udcff.json") == (
        "\x1b]8;;file:///home/kim/my%20news/a%1B%5C%07b%FF.json\x1b\\x\x1b]8;;\x1b\\"
    )
    assert attrs.evolve(COLORED, root="").link("x", "a") == "x"


# The window on a long line.

LINE = st.text(st.sampled_from("ab 부\t\u0301\U0001f1f0\U0001f1f7\u202e\x1b"), max_size=300)


@given(LINE, st.integers(0, 300), st.integers(0, 40), st.integers(20, 60))
def test_a_window_fits_and_holds_the_mark(line: str, start: int, length: int, cells: int) -> None:
    start = min(start, len(line))
    shown, left, width = marked(line, start, min(start + length, len(line)), cells)
    assert cell_width(shown) <= cells
    assert left + width <= cells + 1
    assert width >= 1
    assert "\x1b" not in shown


def test_a_short_line_is_shown_whole() -> None:
    assert marked('{"a": 1}', 6, 7, 40) == ('{"a": 1}', 6, 1)


def test_of_a_long_line_the_part_around_the_mark_is_shown() -> None:
    line = "x" * 1000 + "HERE" + "y" * 1000
    shown, left, width = marked(line, 1000, 1004, 30)
    assert shown[left : left + width] == "HERE"
    assert (shown[0], shown[-1], len(shown)) == ("…", "…", 30)
    assert marked("HERE" + "y" * 1000, 0, 4, 30)[:2] == ("HERE" + "y" * 25 + "…", 0)


def test_a_line_as_long_as_a_file_costs_no_more_than_what_is_seen() -> None:
    line = "부" * 30_000_000
    assert marked(line, 20_000_000, 20_000_005, 40)[2] == 10


# Which style a stream gets.


@pytest.mark.parametrize(
    ("environment", "is_terminal", "color", "links"),
    [
        ({"TERM": "xterm-256color"}, True, True, False),
        ({"TERM": "xterm-256color"}, False, False, False),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, True, False, False),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, True, True, False),
        ({"TERM": "dumb", "WT_SESSION": "1"}, True, False, False),
        ({"TERM": "xterm-kitty"}, True, True, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7002"}, True, True, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "4999"}, True, True, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "new"}, True, True, False),
        ({"TERM": "xterm-256color", "WT_SESSION": "1", "NO_COLOR": "1"}, True, False, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, True, True, True),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "WezTerm"}, True, True, False),
        ({"TERM": "xterm-kitty", "TMUX": "/x"}, True, True, False),
        ({"TERM": "xterm-kitty", "CI": "true"}, True, True, False),
        ({"FORCE_COLOR": "1"}, False, True, False),
        ({"TERM": "dumb", "FORCE_COLOR": "3"}, True, True, False),
        ({"TERM": "xterm", "FORCE_COLOR": "0"}, True, False, False),
        ({"TERM": "xterm", "FORCE_COLOR": ""}, False, False, False),
        ({"TERM": "xterm", "FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False, False),
        ({"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, True, True, False),
        ({"TERM": "tmux-256color", "FORCE_HYPERLINK": "1"}, True, True, True),
    ],
)
def test_a_stream_gets_what_its_terminal_knows(
    environment: dict[str, str], is_terminal: bool, color: bool, links: bool
) -> None:
    style = find_style(environment, is_terminal=is_terminal, width=77, root="/p")
    assert (style.has_color, style.has_links) == (color, links)
    assert style.width == (77 if is_terminal else PLAIN.width)


def test_statistics_count_by_rule(findings: Findings) -> None:
    assert statistics_text((STAGE, QUOTE, QUOTE)) == (
        "count  code   name            severity\n"
        "    2  AK203  quote-mismatch  error\n"
        "    1  AK104  unknown-value   error\n"
    )
    assert statistics_text(()) == ""
    assert findings.path("a") == "data/news/a"
