"""The evidence table."""

import attrs
import pytest
from tests.fakes.sources import FORUM, a_span, an_article, annotated, meetings, only

from annotate_kit.core import ABSENT, Claim, Fragment, Json, Record, Span
from annotate_kit.core.values import Absent
from annotate_kit.tables import MISSING, Cell, Code, Id, JsonText, Link, Marked, Number, Text, build_model, shown


def cells(
    record: Record, *spans: Span, text: str = FORUM, url: str | None = None, has_words: bool = True
) -> list[dict[str, Cell]]:
    """Each row of evidence as title → cell, without what is missing."""
    article = attrs.evolve(an_article("forum", text), url=url)
    one = annotated(article, text, [record], spans, has_words=has_words)
    table = build_model(attrs.evolve(only({}), articles=[one])).get("@evidence")
    return [
        {column.title: cell for column, cell in zip(table.columns, row.cells, strict=True) if cell != MISSING}
        for row in table.rows()
    ]


def test_each_span_of_each_claim_is_a_row() -> None:
    table = build_model(meetings()).get("@evidence")
    rows = [[shown(row.cells[n]) for n in (1, 3, 4, 9)] for row in table.rows()]
    assert rows == [
        ["Busan forum", "Mention", "Busan", ""],
        ["Busan forum", "Mention", "부산 포럼", ""],
        ["Busan forum", "Length", "17 May 2023", "Stated"],
        ["Busan forum", "Person 1, name", "Kim Yoon … Sasaki", "Reported"],
        ["Busan forum", "When", "17 May 2023", "Stated"],
        ["Busan forum", "When", "", "Inferred"],
        ["Busan Chamber <of> Commerce & Industry", "Mention", "Busan", ""],
        ["Tokyo summit", "Mention", "summit", ""],
    ]


def test_the_words_are_marked_in_their_sentence() -> None:
    people = a_span(FORUM, "Kim Yoon", "Sasaki")
    (row,) = cells(Record(id="meeting-1", type="meeting", mentions=(people.id,)), people)
    sentence = row["Sentence"]
    assert sentence == Marked("Kim Yoon & Sasaki (co-chairs) spoke; 'about 240' came.", ((0, 8), (11, 17)))
    assert (row["Quote"], row["Start"], row["End"]) == (Text("Kim Yoon … Sasaki"), Number(36), Number(53))
    assert (row["Span ID"], row["Annotator"], row["Article"]) == (Id(people.id), Id("kim"), Id("forum"))


def test_words_across_sentences_have_all_of_them_and_a_long_one_is_shortened_around_its_words() -> None:
    across = a_span(FORUM, "forum", "spoke")
    (row,) = cells(Record(id="meeting-1", type="meeting", mentions=(across.id,)), across)
    sentence = row["Sentence"]
    assert isinstance(sentence, Marked)
    assert sentence.text.startswith("The Busan forum met")
    assert sentence.text.endswith("came.")
    text = f"{'many words ' * 60}here it is{' and more words' * 60}."
    words = a_span(text, "here it is")
    (row,) = cells(Record(id="meeting-1", type="meeting", mentions=(words.id,)), words, text=text)
    sentence = row["Sentence"]
    assert isinstance(sentence, Marked)
    assert (sentence.text[:2], sentence.text[-2:], len(sentence.text)) == ("… ", " …", 300 + 10 + 300 + 4)
    ((start, end),) = sentence.marks
    assert sentence.text[start:end] == "here it is"


@pytest.mark.parametrize(
    "span",
    [
        Span(id="s-1", fragments=(Fragment(500, 505),), quotes=("Busan",)),
        Span(id="s-1", fragments=(Fragment(0, 104),), quotes=("x",)),
    ],
)
def test_words_that_the_text_does_not_have_have_no_sentence(span: Span) -> None:
    (row,) = cells(Record(id="meeting-1", type="meeting", mentions=("s-1",)), span)
    assert "Sentence" not in row
    assert row["Quote"] == Text(span.quote)


def test_a_span_that_is_not_there_still_has_its_row() -> None:
    (row,) = cells(Record(id="meeting-1", type="meeting", mentions=("s-lost",)))
    assert row["Span ID"] == Id("s-lost")
    assert not row.keys() & {"Quote", "Sentence", "Start", "End"}


@pytest.mark.parametrize(
    ("value", "cell"), [("Rome", Text("Rome")), (5, JsonText("5")), (["a"], JsonText('["a"]')), (ABSENT, None)]
)
def test_another_value_of_a_source_is_told(value: Json | Absent, cell: Cell | None) -> None:
    claim = Claim(value=value, claim="denied", by="the mayor", note="later", origin="names/2")
    (row,) = cells(Record(id="meeting-1", type="meeting", evidence={"/title": (claim,)}))
    assert row.get("Other value") == cell
    assert (row["Claim"], row["Said by"], row["Note"]) == (Code("denied", "Denied"), Text("the mayor"), Text("later"))
    assert (row["Origin"], row["Path"]) == (Text("names/2"), Id("/title"))


def test_a_claim_that_a_newer_version_knows_is_shown_as_it_is() -> None:
    (row,) = cells(Record(id="meeting-1", type="meeting", evidence={"/title": (Claim(claim="guessed"),)}))
    assert row["Claim"] == Text("guessed")


def test_values_stand_in_the_order_of_their_places() -> None:
    evidence = {f"/topics/{n}": (Claim(),) for n in (10, 9, 1)}
    rows = cells(Record(id="meeting-1", type="meeting", evidence=evidence))
    assert [row["Path"] for row in rows] == [Id("/topics/1"), Id("/topics/9"), Id("/topics/10")]
    assert rows[0]["Field"] == Text("Topic 2")


def test_a_record_without_a_schema_names_its_fields_by_their_places() -> None:
    (row,) = cells(Record(id="ghost-1", type="ghost", evidence={"/a/0": (Claim(),)}))
    assert (row["Type"], row["Field"], row["Record"]) == (Text("ghost"), Text("/a/0"), Text("ghost-1"))


def test_words_that_may_not_be_passed_on_are_left_out_with_all_that_shows_them() -> None:
    busan = a_span(FORUM, "Busan")
    record = Record(id="meeting-1", type="meeting", mentions=(busan.id,))
    (row,) = cells(record, busan, url="https://example.org/", has_words=False)
    assert not row.keys() & {"Quote", "Sentence"}
    assert (row["Article"], row["Start"]) == (Id("forum"), Number(4))
    (row,) = cells(record, busan, url="https://example.org/")
    assert row["Article"] == Link("forum", "https://example.org/#:~:text=Busan")
