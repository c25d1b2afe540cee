"""Receipts."""

from annotate_kit.tables import Alteration, Receipt, receipt_json, receipt_lines


def alteration(n: int) -> Alteration:
    return Alteration(table="Officials", cell=f"B{n}", record="official-1", field="Name", what="U+0001 became U+FFFD")


def test_a_receipt_is_a_few_lines_for_a_person() -> None:
    receipt = Receipt(
        format="xlsx",
        articles=1,
        records=1_200,
        left_out=("2 articles not annotated: not exported.",),
        problems=1,
        alterations=tuple(map(alteration, range(2, 9))),
    )
    assert receipt_lines(receipt) == (
        "1,200 records of 1 article",
        "2 articles not annotated: not exported.",
        "Exported in spite of 1 error; the file says so.",
        "7 values had to be changed:",
        *(f"  Officials!B{n} (Name, official-1): U+0001 became U+FFFD" for n in range(2, 7)),
        "  and 2 more; --receipt FILE lists all",
    )
    assert receipt_lines(Receipt(format="json")) == ("0 records of 0 articles",)


def test_an_alteration_names_what_it_knows() -> None:
    assert str(Alteration(table="Read me", field="Title", what="cut")) == "Read me (Title): cut"
    assert str(Alteration(table="", field="/name", record="official-1", what="cut")) == "/name, official-1: cut"


def test_a_receipt_as_json_lists_everything() -> None:
    receipt = Receipt(
        format="xlsx", articles=1, records=2, tables={"Officials": 2}, export_id="ab", alterations=(alteration(2),)
    )
    assert receipt_json(receipt) == {
        "alterations": [
            {
                "table": "Officials",
                "cell": "B2",
                "record": "official-1",
                "field": "Name",
                "what": "U+0001 became U+FFFD",
            }
        ],
        "articles": 1,
        "export_id": "ab",
        "format": "xlsx",
        "left_out": [],
        "problems": 0,
        "records": 2,
        "tables": {"Officials": 2},
        "unreadable": [],
    }
