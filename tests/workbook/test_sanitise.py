"""Text that a workbook can hold."""

import re
from xml.sax.saxutils import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from tests.fakes.workbooks import decoded

from annotate_kit.workbook import clean
from annotate_kit.workbook.sanitise import LONGEST, MOST_LINES, escape, escape_attribute, units

ANYTHING = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    "text", ["", "Busan", "한일경제협회", "a\tb\nc", "👩‍👩‍👧", "\x7f\x85\u2028", "=1+1", "_x0041_", "\n" * 253]
)
def test_what_a_workbook_holds_is_left_alone(text: str) -> None:
    assert clean(text).text is text
    assert clean(text).changes == ()


@pytest.mark.parametrize(
    ("text", "cleaned", "change"),
    [
        ("a\x00b", "a\ufffdb", "U+0000 became U+FFFD (�), as no workbook can hold it"),
        ("\x1b[31m\x0c", "\ufffd[31m\ufffd", "U+000C, U+001B became U+FFFD (�), as no workbook can hold it"),
        ("a\ud83d!", "a\ufffd!", "U+D83D became U+FFFD (�), as no workbook can hold it"),
        ("\ufffe\uffff", "\ufffd\ufffd", "U+FFFE, U+FFFF became U+FFFD (�), as no workbook can hold it"),
        ("a\r\nb\rc", "a\nb\nc", "carriage returns became line feeds"),
        ("\n" * 255, "\n" * 253 + "⏎⏎", "line feeds after the first 253 became ⏎"),
    ],
)
def test_what_it_cannot_hold_is_replaced_visibly_and_said(text: str, cleaned: str, change: str) -> None:
    found = clean(text)
    assert (found.text, found.changes) == (cleaned, (change,))


def test_a_text_too_long_for_a_cell_is_cut_and_says_how_long_it_was() -> None:
    found = clean("x" * 41_233)
    assert units(found.text) == LONGEST
    assert found.text.endswith("xx… [cut: 41,233 characters; full text in JSON]")
    assert found.changes == ("41,233 characters were cut to fit into a cell; the JSON export has all",)
    assert clean("x" * LONGEST).changes == ()


@pytest.mark.parametrize("length", [16_384, 20_000, LONGEST])
def test_length_is_counted_as_excel_counts(length: int) -> None:
    found = clean("😀" * length)
    assert LONGEST - 1 <= units(found.text) <= LONGEST
    assert found.text.startswith("😀")
    assert f"{length:,}" in found.text


def test_what_just_fits_by_that_count_is_left_alone() -> None:
    assert clean("😀" * (LONGEST // 2) + "x").changes == ()
    assert clean("😀" * (LONGEST // 2) + "xx").changes != ()


@given(ANYTHING)
@example("\ud800\r\n_x000D_\x07")
def test_a_clean_text_is_xml_and_stays_clean(text: str) -> None:
    found = clean(text)
    assert not ILLEGAL_CHARACTERS_RE.search(found.text)
    assert found.text.encode().decode() == found.text
    assert clean(found.text).changes == ()
    assert bool(found.changes) == (found.text != text)


@given(st.text(st.sampled_from("_x04Af\ud800😀a\n\r\x01"), max_size=400))
def test_no_character_is_dropped_but_by_cutting(text: str) -> None:
    assert len(clean(text).text) == len(text.replace("\r\n", "\n"))


@given(ANYTHING.map(lambda text: clean(text).text) | st.from_regex(re.compile(r"(_x[0-9a-fA-F]{4}_?){1,3}", re.ASCII)))
@example("_x005F_x0041_")
@example("_x0041_x0042_")
def test_an_escaped_text_is_read_as_it_was(text: str) -> None:
    assert decoded(unescape(escape(text))) == text
    assert decoded(escape_attribute(text)) == text
    assert "<" not in escape(text)


def test_units_are_those_of_utf_16() -> None:
    for text in ("", "abc", "한", "a😀한", "😀" * 3):
        assert units(text) == len(text.encode("utf-16-le")) // 2


def test_the_limits_are_those_of_excel() -> None:
    assert (LONGEST, MOST_LINES) == (32_767, 253)
