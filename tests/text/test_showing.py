import pytest

from annotate_kit.text import cell_width, display, safe_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain “text” 김윤 é", "plain “text” 김윤 é"),
        ("\x1b[31mred\x07\x00", "␛[31mred␇␀"),
        ("a\x7f\x85\x9b", "a␡¤¤"),
        ("a\tb\nc\r", "a b␊c␍"),
        ("\u202eevil\u2066\u200f\u061c", "¤evil¤¤¤"),
        ("a\u2028b\u2029c\u200bd\ufeff\u00ad", "a¤b¤c¤d¤¤"),
        ("\ud800\udfff\ufffe\uffff", "\ufffd" * 4),
        ("👨‍👩‍👧 ❤️ 1️⃣ 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", None),
        ("葛\U000e0100 می‌خواهم क्‍ष ᠠ᠋", None),
        ("a\u200db\ufe0f\U000e0041", "a¤b¤¤"),
        ("\u3164\u115f\u2800", "¤¤¤"),
    ],
)
def test_what_could_act_is_shown_and_what_belongs_stays(text: str, shown: str | None) -> None:
    assert display(text) == (text if shown is None else shown)


def test_line_feeds_stay_when_told() -> None:
    assert display("a\x1b\nb", newline="\n") == "a␛\nb"
    assert display("\n", newline="⏎") == "⏎"


@pytest.mark.parametrize(
    ("text", "limit", "line"),
    [
        ("  a \n\t b\u3000c ", 80, "a b c"),
        ("\x1b]0;title\x07", 80, "␛]0;title␇"),
        ("한국과 일본", 6, "한국…"),
        ("word word", 6, "word…"),
        ("abcdef", 0, ""),
        ("👨‍👩‍👧👨‍👩‍👧", 3, "👨‍👩‍👧…"),
    ],
)
def test_a_safe_line(text: str, limit: int, line: str) -> None:
    assert safe_line(text, limit) == line


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("abc", 3),
        ("김윤", 4),
        ("👨‍👩‍👧", 2),
        ("🇰🇷", 2),
        ("❤️", 2),
        ("⌚️", 2),
        ("👍🏽", 2),
        ("e\u0301", 1),
        ("\x1b", 1),
        ("a" + "\u0301" * 500, 1),
    ],
)
def test_cells(text: str, cells: int) -> None:
    assert cell_width(text) == cells
