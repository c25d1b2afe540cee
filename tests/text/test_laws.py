"""What holds for every text, tried with English, Korean, Japanese, emoji and hostile pieces."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import iter_graphemes

from annotate_kit.text import (
    BadPattern,
    Exact,
    Moved,
    Unreadable,
    anchor,
    candidates,
    cell_of,
    cell_width,
    context,
    display,
    index_text,
    jamo_keys,
    larger,
    name_key,
    normalise,
    occurrences,
    offset_at,
    safe_line,
    search,
    similar_names,
    slug,
    smaller,
    wrap,
)

PIECES = [
    "a",
    "A",
    "b",
    "Kim",
    "Yoon",
    "KJE",
    "Corp.",
    "Co.,",
    "Ltd.",
    "of",
    "and",
    "The",
    "the",
    "chief",
    "president",
    "Bank",
    "Korea-Japan",
    "’s",
    "“",
    "”",
    '"',
    "(",
    ")",
    "1",
    "240",
    "17",
    "May",
    "2023",
    "$",
    "million",
    "김윤은",
    "협회가",
    "회장",
    "2023년",
    "5월",
    "억",
    "원",
    "岸田",
    "首相",
    "は",
    "フミオ",
    "・",
    "。",
    "、",
    "「",
    "」",
    "👨\u200d👩\u200d👧",
    "🇰🇷",
    "❤️",
    "é",
    "👍🏽",
    "नि",
    "क्\u200dष",
    "ß",
    "İ",
]
HOSTILE = [
    "\x1b",
    "\x07",
    "\x9b",
    "\x7f",
    "\u202e",
    "\u200b",
    "\u200d",
    "\ufe0f",
    "\u2028",
    "\ufeff",
    "\U000e0041",
    "\ud800",
    "\t",
]
JOINS = ["", " ", " ", " ", "\n", "\n\n", ", ", ". ", "  "]


def texts(pieces: list[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(st.sampled_from(pieces), st.sampled_from(JOINS))
    return st.lists(pairs, max_size=40).map(lambda made: "".join(a + b for a, b in made))


TEXTS = texts(PIECES) | st.text(max_size=60).map(lambda text: text.replace("\r", " "))
WILD = texts(PIECES + HOSTILE) | st.text(max_size=60)


@given(TEXTS)
def test_normalising_is_done_once_and_for_all(text: str) -> None:
    normal = normalise(text.encode("utf-8", "replace"))
    if isinstance(normal, str):
        assert normalise(normal.encode()) == normal
        assert unicodedata.is_normalized("NFC", normal)
        assert "\r" not in normal


@given(st.binary(max_size=80))
def test_any_bytes_are_text_or_unreadable_at_a_place(raw: bytes) -> None:
    result = normalise(raw)
    if isinstance(result, Unreadable):
        assert result.line >= 1
        assert result.column >= 1
        assert result.reason
        assert result.hint


@given(TEXTS)
def test_units_are_in_order_apart_and_inside_the_text(text: str) -> None:
    index = index_text(text)
    for units in (index.words, index.sentences, index.paragraphs):
        assert all(0 <= unit.start < unit.end <= len(text) for unit in units)
        assert all(a.end <= b.start for a, b in pairwise(units))
    for unit in (*index.sentences, *index.paragraphs):
        assert text[unit.start : unit.end] == text[unit.start : unit.end].strip()
    assert [text[start - 1] for start in index.line_starts if start] == ["\n"] * text.count("\n")


@given(TEXTS)
def test_every_visible_code_point_is_in_a_sentence_of_its_paragraph(text: str) -> None:
    index = index_text(text)
    for at, char in enumerate(text):
        if not char.isspace():
            sentence, paragraph = index.sentence_at(at), index.paragraph_at(at)
            assert paragraph.start <= sentence.start <= at < sentence.end <= paragraph.end


@given(WILD, st.integers(-3, 70))
def test_grapheme_edges_bracket_every_offset(text: str, offset: int) -> None:
    index = index_text(text)
    low, high = index.grapheme_floor(offset), index.grapheme_ceil(offset)
    inside = min(max(offset, 0), len(text))
    assert low <= inside <= high
    assert index.is_boundary(low)
    assert index.is_boundary(high)
    assert (low == high) == index.is_boundary(inside)
    assert index.previous_grapheme(offset) <= low
    assert index.next_grapheme(offset) >= high
    assert list(index.graphemes)[-1] == len(text)


@given(TEXTS)
def test_walking_word_by_word_meets_every_word_both_ways(text: str) -> None:
    index = index_text(text)
    there, at = [], index.next_word(-1)
    while at is not None:
        assert index.word_at(at.start) == at
        assert index.word_at(at.end - 1) == at
        there.append(at)
        at = index.next_word(at.start)
    back, at = [], index.previous_word(len(text))
    while at is not None:
        back.append(at)
        at = index.previous_word(at.start)
    assert there == back[::-1] == list(index.words)


@given(TEXTS)
def test_candidates_are_sorted_and_only_quotations_hold_others(text: str) -> None:
    offered = candidates(index_text(text))
    assert list(offered) == sorted(offered, key=lambda c: (c.start, -c.end))
    assert all(0 <= c.start < c.end <= len(text) for c in offered)
    assert len({(c.start, c.end) for c in offered}) == len(offered)
    plain = [c for c in offered if c.kind != "quotation"]
    assert all(a.end <= b.start for a, b in pairwise(plain))


@given(TEXTS, st.data())
def test_larger_holds_the_selection_and_smaller_lies_in_it(text: str, data: st.DataObject) -> None:
    index = index_text(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    wider = larger(index, start, end)
    assert wider.start <= start <= end <= wider.end
    assert wider.end - wider.start > end - start or (wider.start, wider.end) == (0, len(text))
    narrower = smaller(index, start, end)
    assert start <= narrower.start <= narrower.end <= end
    assert narrower.end - narrower.start < end - start or index.next_grapheme(start) >= end


@given(TEXTS, st.booleans())
def test_occurrences_quote_the_words_and_hold_the_place_itself(text: str, ignore_case: bool) -> None:
    index = index_text(text)
    for word in index.words[:10]:
        words = text[word.start : word.end]
        found = occurrences(index, words, ignore_case=ignore_case)
        assert word in found
        assert all(a.end <= b.start for a, b in pairwise(found))
        if not ignore_case:
            assert {text[place.start : place.end] for place in found} == {words}


@given(TEXTS, st.text(min_size=1, max_size=3))
def test_search_finds_what_was_typed(text: str, typed: str) -> None:
    found = search(index_text(text + typed), typed, ignore_case=False)
    assert not isinstance(found, BadPattern)
    if not set(typed) & set("'\"-") and not any(map(str.isspace, typed)) and unicodedata.is_normalized("NFC", typed):
        assert {(text + typed)[hit.start : hit.end] for hit in found} == {typed}


@given(WILD, st.text(max_size=12))
def test_any_pattern_is_searched_or_refused(text: str, pattern: str) -> None:
    found = search(index_text(text), pattern, regex=True)
    assert isinstance(found, BadPattern) or all(hit.start < hit.end <= len(text) for hit in found)


@given(WILD | st.text(st.characters(categories=["Cc", "Cf", "Zl", "Zp", "Cs"])))
def test_shown_text_keeps_every_offset_and_no_control(text: str) -> None:
    shown = display(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(char) in {"Cc", "Zl", "Zp", "Cs"} for char in shown)
    assert not set(shown) & set("\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    assert display(shown) == shown


@given(WILD, st.integers(0, 30))
def test_a_safe_line_is_one_line_that_fits(text: str, limit: int) -> None:
    line = safe_line(text, limit)
    assert "\n" not in line
    assert cell_width(line) <= limit
    assert display(line) == line


@given(WILD.map(lambda text: text.replace("\r", " ")), st.integers(1, 30))
def test_rows_hold_every_code_point_once_and_part_no_grapheme(text: str, width: int) -> None:
    layout = wrap(text, width)
    boundaries = set(index_text(text).graphemes)
    assert layout.rows[0].start == 0
    assert layout.rows[-1].end == len(text)
    for before, after in pairwise(layout.rows):
        assert text[before.end : after.start] in {"", "\n"}
    for number, row in enumerate(layout.rows):
        assert row == layout.row(number)
        assert {row.start, row.end} <= boundaries
        assert "\n" not in text[row.start : row.end]
        shown = text[row.start : row.end].removesuffix(" ")
        assert cell_width(shown) <= width or len(list(iter_graphemes(shown))) == 1
        assert all(layout.row_of(at) == number for at in range(row.start, row.end))


@given(WILD.map(lambda text: text.replace("\r", " ")), st.integers(2, 30))
def test_cells_and_offsets_of_a_row_answer_one_another(text: str, width: int) -> None:
    index = index_text(text)
    for row in wrap(text, width).rows:
        for at in (at for at in index.graphemes if row.start <= at < row.end):
            cell = cell_of(text, row, at)
            if cell_of(text, row, index.next_grapheme(at)) > cell:
                assert offset_at(text, row, cell) == at or cell_of(text, row, offset_at(text, row, cell)) == cell
        assert offset_at(text, row, 10_000) == row.end


@given(texts([piece for piece in PIECES if piece != "क्‍ष"] + HOSTILE))
def test_widths_agree_with_the_painter(text: str) -> None:
    # Rich hides whatever follows any joiner; between emoji, where joiners matter, both agree.
    if "\u200d" not in display(text).replace("👨‍👩‍👧", ""):
        assert cell_width(text) == cell_len(display(text))


@given(TEXTS, st.data())
def test_an_anchor_in_the_same_text_is_exact(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if start < end:
        prefix, suffix = context(text, start, end)
        assert anchor(text, text[start:end], prefix, suffix, start) == Exact(start=start, end=end)


@given(TEXTS, TEXTS, st.data())
def test_a_literal_anchor_quotes_its_text_whatever_the_text_became(text: str, other: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    prefix, suffix = context(text, start, end)
    found = anchor(other, text[start:end], prefix, suffix, start)
    if isinstance(found, Exact) or (isinstance(found, Moved) and found.is_literal):
        assert other[found.start : found.end] == text[start:end]
    if isinstance(found, Moved):
        assert 0 <= found.start < found.end <= len(other)
        assert 0 < found.score <= 100


@given(TEXTS, st.data())
def test_an_anchor_follows_text_put_before_it(text: str, data: st.DataObject) -> None:
    words = index_text(text).words
    if words:
        word = data.draw(st.sampled_from(words))
        quote = text[word.start : word.end]
        found = anchor(f"Update.\n\n{text}", quote, *context(text, word.start, word.end), word.start)
        if isinstance(found, Moved):
            assert found.start == word.start + 9


@given(WILD)
def test_a_name_key_is_its_own_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


@given(
    st.lists(
        st.sampled_from(
            ["Kim Yoon", "KJE", "한경협", "한국경제인협회", "岸田文雄", "Korea-Japan Economic Association", ""]
        )
    )
)
def test_a_name_is_most_like_itself(names: list[str]) -> None:
    for name in names:
        found = similar_names(name, names)
        if name:
            assert names[found[0][0]] == name
            assert found[0][1:] == (100.0, "same name")
            scores = [score for _, score, _ in found]
            assert scores == sorted(scores, reverse=True)
        else:
            assert found == ()


@given(WILD)
def test_a_slug_is_a_safe_name(text: str) -> None:
    name = slug(text)
    if name is not None:
        assert name == name.strip("-")
        assert len(name) <= 60
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert slug(name) == name


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)))
def test_syllables_become_keys_of_a_latin_keyboard(text: str) -> None:
    assert jamo_keys(text).isascii()
    assert len(jamo_keys(text)) >= 2 * len(text)


@pytest.mark.parametrize("width", [0, -5])
def test_a_pane_without_room_still_has_rows(width: int) -> None:
    assert len(wrap("abc", width).rows) == 3
