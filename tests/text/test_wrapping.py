import pytest

from annotate_kit.text import Row, cell_of, offset_at, wrap
from annotate_kit.text.measuring import widths


def rows(text: str, width: int) -> list[str]:
    return [text[row.start : row.end] for row in wrap(text, width).rows]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 5, [""]),
        ("one two three", 7, ["one two ", "three"]),
        ("one two", 3, ["one ", "two"]),
        ("abcdefgh ij", 4, ["abcd", "efgh ", "ij"]),
        ("ab ", 2, ["ab "]),
        ("a\n\nb\n", 9, ["a", "", "b", ""]),
        ("한국과 일본은", 8, ["한국과 ", "일본은"]),
        ("한국과일본은", 4, ["한국", "과일", "본은"]),
        ("日本と韓国。", 4, ["日本", "と韓", "国。"]),
        ("日本。韓国", 4, ["日", "本。", "韓国"]),
        ("本「韓国", 4, ["本", "「韓", "国"]),
        ("“ab” cd", 4, ["“ab” ", "cd"]),
        ("김윤 ", 4, ["김윤 "]),
        ("👨‍👩‍👧👨‍👩‍👧", 1, ["👨‍👩‍👧", "👨‍👩‍👧"]),
        ("é김é", 2, ["é", "김", "é"]),
    ],
)
def test_rows(text: str, width: int, expected: list[str]) -> None:
    assert rows(text, width) == expected


def test_a_line_feed_belongs_to_the_row_it_ends() -> None:
    layout = wrap("ab\ncd", 10)
    assert [layout.row_of(at) for at in range(6)] == [0, 0, 0, 1, 1, 1]
    assert layout.row_of(-1) == 0
    assert layout.width == 10


def test_cells_count_from_the_row_and_stay_in_it() -> None:
    text = "x 김윤 y"
    row = Row(start=2, end=6)
    assert [cell_of(text, row, at) for at in (0, 2, 3, 4, 5, 6, 7)] == [0, 0, 2, 4, 5, 6, 6]
    assert [offset_at(text, row, cell) for cell in range(8)] == [2, 2, 3, 3, 4, 5, 6, 6]


def test_measured_graphemes_are_kept_within_bounds() -> None:
    long = "a" + "\u0301" * 100
    assert widths[long] == 1
    assert long not in widths


@pytest.mark.parametrize("line", ["word “word” word ", "한국과 일본은 ", "日本と韓国、", "x", "👨‍👩‍👧", " "])
@pytest.mark.timeout(120)  # against a hang: a quadratic way would take hours
def test_wrapping_is_linear(line: str) -> None:
    text = line * (600_000 // len(line))
    assert len(wrap(text, 80).starts) > 1000
