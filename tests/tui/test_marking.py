from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.tui.grid import text_of, width_of
from annotate_kit.tui.marking import Mark, draw_row, offset_in_row

WORDS = "said KJE chief Kim Yoon, who"


def tag(start: int, end: int, letter: str = "p") -> Mark:
    return Mark(start=start, end=end, style="tag", opening="[", closing="]" + letter, glyph_style="bold")


def chosen(start: int, end: int) -> Mark:
    return Mark(start=start, end=end, style="selection", opening="⟦", closing="⟧", takes_space=True, rank=0)


def place(start: int, end: int) -> Mark:
    return Mark(start=start, end=end, style="place", opening="‹", closing="›", takes_space=True, rank=4)


def shown(words: str, *marks: Mark, width: int = 40) -> str:
    drawn = draw_row(words, marks, width)
    assert width_of(drawn) == width
    return text_of(drawn).rstrip(" ")


def test_a_tag_has_brackets_and_its_letter_behind() -> None:
    assert shown(WORDS, tag(15, 23)) == " said KJE chief [Kim Yoon]p, who"


def test_nested_and_crossing_tags_show_every_edge() -> None:
    assert shown(WORDS, tag(5, 14, "o"), tag(5, 8, "g"), width=50) == " said [[KJE]g chief]o Kim Yoon, who"
    assert shown(WORDS, tag(5, 14, "o"), tag(9, 23, "p"), width=50) == " said [KJE [chief]o Kim Yoon]p, who"
    assert shown(WORDS, tag(5, 14, "o"), tag(9, 14, "p"), width=50) == " said [KJE [chief]p]o Kim Yoon, who"


def test_the_selection_takes_the_space_beside_it_so_that_words_do_not_jump() -> None:
    assert shown(WORDS, chosen(9, 14)) == " said KJE⟦chief⟧Kim Yoon, who"
    assert shown(WORDS, chosen(0, 4)) == "⟦said⟧KJE chief Kim Yoon, who"
    assert shown(WORDS, chosen(25, 28)) == " said KJE chief Kim Yoon,⟦who⟧"
    assert shown("김윤은", chosen(0, 2)) == "⟦김윤⟧은"


def test_the_selection_takes_over_the_brackets_of_a_tag_with_its_edges() -> None:
    assert shown(WORDS, tag(15, 23), chosen(15, 23)) == " said KJE chief ⟦Kim Yoon⟧p, who"
    assert shown(WORDS, tag(15, 23), chosen(15, 18)) == " said KJE chief [⟦Kim⟧ Yoon]p, who"


def test_what_finds_no_room_is_left_out_and_the_words_stay_whole() -> None:
    assert shown(WORDS, tag(15, 23), width=30) == " said KJE chief Kim Yoon, who"
    assert shown(WORDS, tag(15, 23), chosen(15, 23), width=31) == " said KJE chief⟦Kim Yoon⟧, who"


def test_a_row_full_of_tags_shows_each_in_little() -> None:
    words = "Kim met Lee and Cho in Bonn."
    tags = (tag(0, 3), tag(8, 11), tag(16, 19), tag(23, 27))
    assert shown(words, *tags, width=60) == " [Kim]p met [Lee]p and [Cho]p in [Bonn]p."
    assert shown(words, *tags, width=31) == "[Kim]met[Lee]and[Cho]in[Bonn]."
    assert shown(words, *tags, width=34) == " [Kim]p met[Lee]and[Cho]in[Bonn].", "letters while room lasts"
    assert shown("Kim Lee", tag(0, 3), tag(4, 7), width=10) == "[Kim][Lee]", "two beside each other share no space"


def test_a_tag_around_the_selection_keeps_its_letter_in_a_full_row() -> None:
    assert shown("Kim met Lee", tag(8, 11), chosen(8, 11), width=13) == " Kim met⟦Lee⟧"


def test_an_offered_place_before_a_particle_shows_its_end() -> None:
    offered = Mark(start=0, end=2, style="place", opening="‹", closing="›", takes_space=True, rank=4)
    assert shown("김윤은 왔다", offered) == "‹김윤›은 왔다"
    assert shown("김윤은 왔다", offered, width=13) == "‹김윤은 왔다", "there is no room to push"


def test_other_places_take_spaces_and_push_only_where_there_is_none() -> None:
    assert shown(WORDS, place(15, 23)) == " said KJE chief‹Kim Yoon›, who"
    assert shown(WORDS, place(15, 23), chosen(19, 23)) == " said KJE chief‹Kim⟦Yoon⟧, who", (
        "the selection shows the end"
    )
    assert shown(WORDS, place(9, 14), chosen(15, 23)) == " said KJE‹chief›⟦Kim Yoon⟧, who"
    assert shown(WORDS, place(9, 14), tag(9, 14)) == " said KJE [chief]p Kim Yoon, who"


def test_places_side_by_side_show_all_their_edges() -> None:
    assert shown("류진 풍산그룹 회장", place(0, 2), place(3, 7)) == "‹류진›‹풍산그룹›회장"
    assert shown("류진 풍산그룹 회장", chosen(0, 2), place(3, 7)) == "⟦류진⟧‹풍산그룹›회장"
    assert shown("류진 풍산그룹 회장", place(0, 2), chosen(3, 7)) == "‹류진›⟦풍산그룹⟧회장"
    assert shown("Alpha Corp. has", place(0, 11), place(0, 11), chosen(0, 5)) == "⟦Alpha⟧Corp.›has", "each edge once"


def test_a_mark_that_began_or_ends_in_another_row_shows_the_edge_that_is_here() -> None:
    assert shown("Yoon, who", tag(-4, 4)) == " Yoon]p, who"
    assert shown("KJE chief Kim", tag(10, 20)) == " KJE chief [Kim"


def test_a_hint_covers_the_first_cells() -> None:
    assert shown("Kim Yoon", Mark(start=4, end=8, style="candidate", label="ab")) == " Kim abon"
    assert shown("a 김윤", Mark(start=2, end=4, label="a")) == " a a 윤"
    assert shown("a b", Mark(start=2, end=3, label="xy")) == " a x"


def test_styles_of_marks_add_up() -> None:
    assert ("Kim Yoon", "tag selection") in draw_row(WORDS, (tag(15, 23), chosen(15, 23)), 40)


MARKS = st.builds(
    Mark,
    start=st.integers(-3, 30),
    end=st.integers(-3, 40),
    style=st.sampled_from(("", "tag")),
    opening=st.sampled_from(("", "[", "⟦")),
    closing=st.sampled_from(("", "]p", "⟧")),
    takes_space=st.booleans(),
    rank=st.integers(0, 4),
    label=st.sampled_from(("", "", "ab")),
).filter(lambda mark: mark.start < mark.end)


@given(
    st.text(alphabet="ab 한국é👩‍👧\x1b", max_size=20).map(str.rstrip), st.lists(MARKS, max_size=4), st.integers(0, 6)
)
def test_a_row_never_takes_more_or_fewer_cells(words: str, marks: list[Mark], spare: int) -> None:
    width = 2 + width_of(((words, ""),)) + spare
    assert width_of(draw_row(words, tuple(marks), width)) == width


@pytest.mark.parametrize(
    ("cell", "offset"), [(0, 0), (1, 0), (16, 14), (17, 15), (18, 16), (25, 22), (27, 23), (60, 27)]
)
def test_a_cell_leads_back_to_its_code_point(cell: int, offset: int) -> None:
    # The row is drawn as " said KJE chief [Kim Yoon]p, who".
    assert offset_in_row(WORDS, (tag(15, 23),), 40, cell) == offset


def test_a_cell_of_wide_text_leads_back_to_its_code_point() -> None:
    assert [offset_in_row("한국 a", (), 20, cell) for cell in range(1, 7)] == [0, 0, 1, 1, 2, 3]
    assert offset_in_row("", (), 20, 3) == 0
