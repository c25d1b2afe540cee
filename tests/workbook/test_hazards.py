"""Values that turn into something else in workbooks, out and back."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.sources import FORUM, a_span, an_article, annotated, meetings, only
from tests.fakes.workbooks import decoded, load, needs_libreoffice, through_libreoffice, values, write

from annotate_kit.core import Json, Record
from annotate_kit.tables import Alteration, Receipt, Source

FORMULAS = [
    "=1+1", "=cmd|'/c calc'!A1", '=HYPERLINK("http://x","y")', "=SUM(A1:A9)",
    "=A1", "=", "==", "= 1", "=\u00a01", "＝1+1",
    "+1+1", "+", "+82 2 123", "-1", "-", "-2+3", "−5", "@SUM(A1)", "@", "@kim",
    "\t=1+1", "\n=1+1", "\r=1+1", " =1+1", "|calc", "%0A=1", "'=1+1", "''", "'", '"=1"',
    "#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "TRUE", "FALSE", "true",
    "007", "1E5", "1e1000", "12345678901234567890", "1,5", "1.500,00", "50%", "$5", "MAR1", "1-2",
    "2023-05-17", "05/06/24", "12:30", "{=1+1}",
]  # fmt: skip

AWKWARD = [
    "_x0041_", "_x005F_x0041_", "_X0041_", "a_x000D_b", "<b>&amp;</b>", "]]>", "<![CDATA[x]]>",
    "\u00a0 \u3000", " leading and trailing ", "line\nfeed", "tab\there", "e\u0301", "👩‍👩‍👧",
    "\u202eright to left", "ﷺ",
    "한국\u200b어", "\x7f", "\x85", "\u2028", "x" * 32_767, "😀" * 16_383,
]  # fmt: skip


def titled(texts: list[str]) -> Source:
    """A meeting for each text, in its order."""
    records = [Record(id=f"meeting-{n:03}", type="meeting", data={"title": text}) for n, text in enumerate(texts)]
    return attrs.evolve(only({}), articles=[annotated(an_article("a", ""), "", records)])


def test_there_are_fifty_four_formulas() -> None:
    assert len(set(FORMULAS)) == 54


def test_no_text_becomes_a_formula_an_error_a_number_or_another_text() -> None:
    raw, receipt = write(titled(FORMULAS))
    sheet = load(raw)["Meetings"]
    cells = [sheet.cell(n, 2) for n in range(2, len(FORMULAS) + 2)]
    changed = [alteration.cell for alteration in receipt.alterations]
    assert [cell.value for cell in cells if cell.coordinate not in changed] == [t for t in FORMULAS if "\r" not in t]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert all(cell.quotePrefix for cell in cells if str(cell.value)[0] in "=+-@#'\t|%")
    assert not any(cell.quotePrefix for cell in cells if str(cell.value)[0].isalnum())
    assert receipt.alterations == (
        Alteration(
            table="Meetings",
            cell=f"B{FORMULAS.index(chr(13) + '=1+1') + 2}",
            record=f"meeting-{FORMULAS.index(chr(13) + '=1+1'):03}",
            field="Title",
            what="carriage returns became line feeds",
        ),
    )


def test_awkward_texts_come_back_as_they_were() -> None:
    raw, receipt = write(titled(AWKWARD))
    assert [row[1] for row in values(load(raw)["Meetings"])[1:]] == AWKWARD
    assert receipt.alterations == ()


@needs_libreoffice
def test_no_text_changes_when_libreoffice_saves_the_workbook(tmp_path: Path) -> None:
    # LibreOffice 7.4 decodes an escaped escape twice, and writes none itself.
    texts = [text for text in (*FORMULAS, *AWKWARD) if "\r" not in text and text != "_x005F_x0041_"]
    raw, _ = write(titled(texts))
    saved = load(through_libreoffice(raw, tmp_path, "xlsx").read_bytes())["Meetings"]
    found = [saved.cell(n, 2).value for n in range(2, len(texts) + 2)]
    assert found == texts
    assert {saved.cell(n, 2).data_type for n in range(2, len(texts) + 2)} == {"s"}


@given(st.lists(st.text(st.characters(), min_size=1, max_size=30), min_size=1, max_size=8))
@settings(max_examples=15, deadline=None)
def test_every_text_comes_back_or_is_in_the_receipt(texts: list[str]) -> None:
    raw, receipt = write(titled(texts))
    altered = {alteration.cell for alteration in receipt.alterations}
    sheet = load(raw)["Meetings"]
    for number, text in enumerate(texts, 2):
        assert (decoded(sheet[f"B{number}"].value) == text) or f"B{number}" in altered


def first_row(data: dict[str, Json]) -> tuple[dict[object, object], Receipt]:
    raw, receipt = write(only(data))
    header, row = values(load(raw)["Meetings"])[:2]
    return dict(zip(header, row, strict=True)), receipt


@pytest.mark.parametrize(
    ("number", "cell", "is_altered"),
    [
        (0, 0, False),
        (-7, -7, False),
        (3.25, 3.25, False),
        (Decimal("3.50"), 3.5, False),
        (Decimal("1E+3"), 1000, False),
        (123_456_789_012_345, 123_456_789_012_345, False),
        (1_234_567_890_123_450_000, 1_234_567_890_123_450_000, False),
        (1_234_567_890_123_456, "1234567890123456", True),
        (Decimal("0.1234567890123456"), "0.1234567890123456", True),
        (10**400, "1" + "0" * 400, True),
        (Decimal("1E-400"), "1E-400", True),
        (float("nan"), "nan", True),
        (float("-inf"), "-inf", True),
    ],
)
def test_a_number_is_one_as_long_as_excel_keeps_its_digits(number: Json, cell: object, is_altered: bool) -> None:
    row, receipt = first_row({"length": number})
    assert row["Length [hours]"] == cell
    what = "written as text, as Excel keeps 15 digits of a number"
    assert [alteration.what for alteration in receipt.alterations] == [what] * is_altered


@pytest.mark.parametrize(
    ("text", "cell", "number_format"),
    [
        ("1250.50", 1250.5, "#,##0.00"),
        ("-3", -3, "#,##0"),
        ("0.123456789012", 0.123456789012, "#,##0.0000000000"),
        ("99999999999999999999.99", "99999999999999999999.99", "@"),
        ("about 5", "about 5", "@"),
    ],
)
def test_an_exact_decimal_shows_as_many_places_as_it_has(text: str, cell: object, number_format: str) -> None:
    raw, _ = write(only({"cost": {"cost": text}}))
    sheet = load(raw)["Meetings"]
    titles = [one.value for one in sheet[1]]
    found = sheet.cell(2, titles.index("Cost") + 1)
    assert (found.value, found.number_format) == (cell, number_format)


@pytest.mark.parametrize(
    ("date", "cell"),
    [
        ("2023-05-17", dt.datetime(2023, 5, 17)),  # noqa: DTZ001  # a workbook knows no time zone
        ("1900-03-01", dt.datetime(1900, 3, 1)),  # noqa: DTZ001  # the same
        ("9999-12-31", dt.datetime(9999, 12, 31)),  # noqa: DTZ001  # the same
        ("1900-02-28", "1900-02-28"),
        ("1850-01-01", "1850-01-01"),
        ("2023-05", "2023-05"),
        ("2023-05-16/2023-05-17", "2023-05-16/2023-05-17"),
        ("2023-05-17T10:00+09:00", "2023-05-17T10:00+09:00"),
    ],
)
def test_a_day_is_a_day_where_the_calendar_of_excel_has_it(date: str, cell: object) -> None:
    row, receipt = first_row({"when": date})
    assert row["Day"] == cell
    assert receipt.alterations == ()


def test_a_list_of_texts_is_never_joined_into_one() -> None:
    raw, _ = write(only({"topics": ["a; b", "c"]}))
    assert [row[2:4] for row in values(load(raw)["Meeting topics"])[1:]] == [[1, "a; b"], [2, "c"]]


def test_control_characters_in_a_sentence_keep_the_words_in_their_place() -> None:
    text = "\x1b[1mKim\x00 spoke."
    span = a_span(text, "Kim")
    record = Record(id="meeting-1", type="meeting", mentions=(span.id,))
    source = attrs.evolve(only({}), articles=[annotated(an_article("a", text), text, [record], [span])])
    raw, receipt = write(source)
    (cell,) = [cell for cell in load(raw, rich_text=True)["Evidence"][2] if cell.column_letter == "F"]
    assert str(cell.value) == "\ufffd[1mKim\ufffd spoke."
    assert cell.value[1].text == "Kim"
    assert [(one.cell, one.field) for one in receipt.alterations] == [("F2", "Sentence")]


def test_a_sentence_that_no_cell_holds_loses_its_marks_and_says_so() -> None:
    text = f"Kim {'x' * 33_000}."
    span = a_span(text, text)
    record = Record(id="meeting-1", type="meeting", mentions=(span.id,))
    source = attrs.evolve(only({}), articles=[annotated(an_article("a", text), text, [record], [span])])
    raw, receipt = write(source)
    row = values(load(raw)["Evidence"])[1]
    assert str(row[5]).endswith("full text in JSON]")
    assert [(one.cell, one.field) for one in receipt.alterations] == [("E2", "Quote"), ("F2", "Sentence")]


@pytest.mark.parametrize(
    ("url", "formula"),
    [
        ("https://example.org/", '=HYPERLINK("https://example.org/#:~:text=Busan","a")'),
        ('https://example.org/"&A1&"', '=HYPERLINK("https://example.org/""&A1&""#:~:text=Busan","a")'),
        (f"https://example.org/{'x' * 225}", f'=HYPERLINK("https://example.org/{"x" * 225}","a")'),
        (f"https://example.org/{'x' * 240}", "a"),
        ("javascript:alert(1)", "a"),
    ],
)
def test_a_link_leads_to_a_page_or_is_none(url: str, formula: str) -> None:
    span = a_span(FORUM, "Busan")
    record = Record(id="meeting-1", type="meeting", mentions=(span.id,))
    source = attrs.evolve(only({}), articles=[annotated(an_article("a", FORUM, url=url), FORUM, [record], [span])])
    raw, receipt = write(source)
    cell = load(raw)["Evidence"]["G2"]
    assert cell.value == formula
    assert load(raw, data_only=True)["Evidence"]["G2"].value == "a"
    assert len(receipt.alterations) == 2 * (len(url) == 260)


def test_everything_altered_names_its_cell_record_and_field() -> None:
    source = meetings()
    _, receipt = write(source)
    assert [str(one) for one in receipt.alterations] == [
        "Meetings!Q3 (Phone, meeting-0000000002): null is an empty cell",
        "Meetings!A3 (Meeting topics, meeting-0000000002): a list without items has no rows",
    ]
