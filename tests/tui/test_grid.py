from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.tui import grid
from annotate_kit.tui.grid import Line

WORDS = st.lists(
    st.sampled_from(("a", "b", " ", "한", "漢", "e\u0301", "👩‍👩‍👧", "🇰🇷", "\x1b", "\u202e")), max_size=12
).map("".join)
LINES = st.lists(st.tuples(WORDS, st.sampled_from(("", "bold", "reverse"))), max_size=4).map(
    lambda runs: tuple(grid.put(*run) for run in runs)
)


@given(LINES, st.integers(min_value=0, max_value=30))
def test_filling_gives_exactly_the_cells_asked_for(drawn: Line, width: int) -> None:
    assert grid.width_of(grid.fill(drawn, width)) == width


@given(LINES, st.integers(min_value=0, max_value=20), st.integers(min_value=0, max_value=20))
def test_cropping_gives_exactly_the_cells_asked_for(drawn: Line, start: int, size: int) -> None:
    assert grid.width_of(grid.crop(drawn, start, start + size)) == size


@given(LINES, LINES, st.integers(min_value=0, max_value=20))
def test_laying_over_keeps_the_width_and_shows_the_piece(under: Line, piece: Line, x: int) -> None:
    width = 40 + grid.width_of(piece)
    laid = grid.over(grid.fill(under, 40), piece, x, width)
    assert grid.width_of(laid) == width
    assert grid.text_of(grid.crop(laid, x, x + grid.width_of(piece))) == grid.text_of(piece)


@given(LINES)
def test_squeezing_changes_no_cell(drawn: Line) -> None:
    squeezed = grid.squeezed(drawn)
    assert grid.text_of(squeezed) == grid.text_of(drawn)
    assert all(one[1] != other[1] for one, other in pairwise(squeezed))


def test_half_a_wide_character_becomes_a_space() -> None:
    assert grid.text_of(grid.crop((("한국", ""),), 1, 3)) == "  "


def test_an_ellipsis_stands_for_what_is_cut() -> None:
    assert grid.text_of(grid.fill((("Samyang Holdings", ""),), 8)) == "Samyang…"
    assert grid.fill((("x", ""),), 0) == ()
    assert grid.text_of(grid.fill((("한", ""),), 1)) == "…"


def test_what_could_act_on_a_terminal_is_shown() -> None:
    assert grid.put("a\x1b[2Jb") == ("a␛[2Jb", "")
    assert grid.line("a", ("b", "bold")) == (("a", ""), ("b", "bold"))
    assert grid.cut("ab\x1bcdef", 4) == "ab␛…"


def test_a_frame_has_exactly_its_size() -> None:
    lines = grid.frame("records", [(("one", ""),), (("a row that is too long for it", ""),)], 20, 5, foot="q close")
    assert [grid.text_of(line) for line in lines] == [
        "┌ records ─────────┐",
        "│one               │",
        "│a row that is too…│",
        "│                  │",
        "└ q close ─────────┘",
    ]
    assert len(grid.frame("", [], 4, 1)) == 1
