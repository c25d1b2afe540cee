"""Values and the words that are said to be their evidence."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from tests.validate.asking import problems_of

from annotate_kit.core import Claim, Problem

DATE = {"type": "string", "format": "edtf"}
NUMBER = {"type": "number"}
SUM = {"type": "string", "pattern": "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$"}
TEXT = {"type": "string"}
NAME = {"type": "string", "x-annotate": {"prefill": "mention"}}
STAGE = {
    "oneOf": [
        {"const": "signed", "title": "Signed", "x-annotate": {"synonyms": ["concluded", "서명"]}},
        {"const": "in-force", "title": "In force", "x-annotate": {"synonyms": ["took effect", "발효"]}},
        {"const": "IT", "title": "Italy"},
        {"const": 3, "title": "-"},
    ]
}
CURRENCY = {"enum": ["USD", "KRW"]}


def told(schema: Any, value: Any, words: Any, **more: Any) -> list[Problem]:
    schemas = {"thing": {"title": "Thing", "properties": {"value": {"title": "Value", **schema}}}}
    records = {"thing-1": ("thing", {"value": value})}
    return problems_of(schemas, records, "AK408", evidence={"thing-1": {"/value": words}}, **more)


def objection(schema: Any, value: Any, words: Any, **more: Any) -> str:
    """What the words say instead; "" where nothing is said."""
    found = told(schema, value, words, **more)
    said = re.search('" ((?:say|give|do) .*)$', found[0].message) if found else None
    return said[1] if said else ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2023-05-17", "May 17, 2023"),
        ("2023-05-17", "17 May 2023"),
        ("2023-05-17", "2023년 5월 17일"),
        ("2023-05-17", "2023年5月17日"),
        ("2023-05-17", "Wednesday"),
        ("2023-05-17", "17 May"),
        ("2023-05", "this month"),
        ("2023-05", "last Wednesday week of the month"),
        ("2023-02/..", "올해 2월부터"),
        ("2000/..", "2000년부터"),
        ("../2000", "until 2000"),
        ("2030-05-01/2030-10-31", "1 May to 31 October 2030"),
        ("2025-04-13/2025-10-13", ("13 April 2025", "13 October 2025")),
        ("2023-08-22/2025", "Aug. 22"),
        ("199X", "the 1990s"),
        ("2023-21", "the spring of 2023"),
        ("2023?", "perhaps in 2023"),
        ("2023-05-17", "the next day"),
        ("2023-12-31", "on the last day, December 31"),
        ("2022-12-31", "December 31"),
        ("2023-12-31", "31 December"),
        ("2024-06-05", "05/06/24"),
        ("2024-05-06", "05/06/24"),
        ("2019", "since 2019"),
        ("2019/..", "since 2019"),
        ("2023-03-31", "by the end of March"),
        ("2024", "early next year"),
        ("2023-05-17", "同じ日"),
        ("2023-05-17/2023-05-18", "17 May"),
        ("2023-05/2023-06", "17 May"),
    ],
)
def test_a_date_is_found_in_its_words(value: str, words: Any) -> None:
    assert objection(DATE, value, words, published="2023-05-18") == ""


@pytest.mark.parametrize(
    ("value", "words", "said"),
    [
        ("2023-05-17", "May 18, 2023", 'say "2023-05-18"'),
        ("2023-05-17", "May 2023", 'say "2023-05"'),
        ("2023-05-17", "in the first weeks of 2022 or so", "say 2022"),
        ("2023-05-17", "in the summer of 2022", "say summer 2022"),
        ("2023-05-17", "Busan", "give no date"),
        ("2023-05-01/2023-05-04", "17 May", 'say "2023-05-17"'),
        ("2024-07-01", "05/06/24", 'say "2024-05-06" and "2024-06-05"'),
        ("2023-05-01/..", "since 2021", "say from 2021 on"),
    ],
)
def test_a_date_that_is_not_in_its_words_is_told(value: str, words: str, said: str) -> None:
    assert objection(DATE, value, words, published="2023-05-18") == said


def test_in_a_language_whose_dates_and_numbers_cannot_be_read_only_others_are_told() -> None:
    assert objection(DATE, "2023-05-17", "miércoles", language="es") == ""
    assert objection(NUMBER, 29, "veintinueve", language="es") == ""
    assert objection(NUMBER, 29, "119 votos", language="es") == "say 119"
    assert objection(NUMBER, 29, "двадцать девять", language=None) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (29, "29 votes"),
        (3, "모인 셋이다"),
        (3, "第三の男"),
        (1, "first round"),
        (2, "both"),
        (0, "no votes"),
        (29, "twenty-nine"),
        (165, "165 votes cast"),
        (240, "around 240 people"),
        (1200000, "1.2 million tons a year"),
        (7000000000, "$7 billion"),
        (1000000000, "10억 원"),
        (1000000000, "총 10억 원을 출연"),
        (Decimal("19.5"), "19.5 percent"),
        (1700, "1,700 people"),
        (3, "세 번째"),
        (3, "제3차"),
        (3, "세번째"),
        (3, "三回"),
        (-5, "5 percent less"),
        (12, "dozens"),
        (50, "half of them"),
        (5, ("3 plus", "5")),
    ],
)
def test_a_number_is_found_in_its_words(value: Any, words: Any) -> None:
    assert objection(NUMBER, value, words) == ""


@pytest.mark.parametrize(
    ("value", "words", "said"),
    [
        (29, "119 votes", "say 119"),
        (29, "119 of 165 votes", "say 119 and 165"),
        (29, "Busan", "give no number"),
        (3, "the second round", "say 2"),
        (29, "9" * 60, ""),
        (29, "1" + "0" * 50 + " and 5", "say 5"),
    ],
)
def test_a_number_that_is_not_in_its_words_is_told(value: Any, words: str, said: str) -> None:
    assert objection(NUMBER, value, words) == said


def test_an_exact_number_that_stands_in_a_text_is_a_number() -> None:
    assert objection(SUM, "1000000000", "10억 원") == ""
    assert objection(SUM, "7000000000", "$6 billion") == "say 6 and 6000000000"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("signed", "was signed"),
        ("signed", "SIGNED"),
        ("signed", "서명했다"),
        ("in-force", "it took effect"),
        ("in-force", "in-force"),
        ("IT", "IT"),
        ("IT", "the Italy-based"),
        (3, "3 of them"),
        ("unlisted", "Busan"),
        ("signed", "подписан"),
    ],
)
def test_a_code_is_named_by_its_words(value: Any, words: str) -> None:
    assert objection(STAGE, value, words) == ""


def test_a_code_that_its_words_do_not_name_is_told() -> None:
    assert objection(STAGE, "signed", "took effect in Italy").endswith('say "In force" or "Italy"')
    assert objection(STAGE, "signed", "Busan") == "do not name it"
    assert objection(STAGE, "IT", "it was") == "do not name it"
    assert objection(STAGE, 3, "4 of them") == "say 4"


def test_a_currency_is_named_by_its_sign() -> None:
    assert objection(CURRENCY, "USD", "$6.5 billion") == ""
    assert objection(CURRENCY, "KRW", "$6.5 billion") == "say USD"
    assert objection(CURRENCY, "KRW", "€6.5 billion") == "do not name it"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("Kim Yoon", "Kim Yoon"),
        ("Kim Yoon", "KIM  YOON"),
        ("Kim Yoon", "Kim"),
        ("Yoon Kim", "Kim Yoon, chairman"),
        ("Samyang Holdings", "Samyang Holdings Corp."),
        ("Korea Chamber of Commerce and Industry", "KCCI"),
        ("KCCI", "Korea Chamber of Commerce and Industry"),
        ("Kim Yoon", "김윤"),
        ("...", "Kim"),
        ("", "Kim"),
    ],
)
def test_a_name_is_found_in_its_words(value: str, words: str) -> None:
    assert objection(NAME, value, words) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [("Kim Yoon", "Kim Jae-hyun"), ("Samyang", "Mitsubishi"), ("삼양", "미쓰비시"), ("KCCI Korea", "BIE")],
)
def test_a_name_that_is_not_in_its_words_is_told(value: str, words: str) -> None:
    assert objection(NAME, value, words) == "do not contain it"


def test_of_a_text_one_word_is_enough() -> None:
    assert objection(TEXT, "cooperation on railways", "a railway for Neom") == ""
    assert objection(TEXT, "두 나라 젊은이의 교류", "젊은이들의 만남") == ""
    assert objection(TEXT, "2030", "2035") == "do not contain it"
    assert objection(TEXT, "x" * 3000, "y") == ""
    assert objection({"type": ["string", "array"]}, ["a"], "b") == ""
    assert objection({"type": "boolean"}, True, "about") == ""


def test_what_is_said_names_the_place_the_value_and_what_to_do() -> None:
    (problem,) = told(NUMBER, 29, "119 votes")
    assert problem.message == 'value is 29, but the words "119 votes" say 119'
    assert problem.hint == "Mark the words that say it; where it follows from them, mark the claim as inferred."
    assert (problem.pointer, problem.data_pointer, problem.span) == ("/records/0/data/value", "/value", "s-0")


@pytest.mark.parametrize("claim", ["stated", "reported", "planned", "denied"])
def test_only_an_inferred_claim_is_left_alone(claim: str) -> None:
    assert objection(NUMBER, 29, Claim(spans=("119",), claim=claim)) == "say 119"
    assert objection(NUMBER, 29, Claim(spans=("119",), claim="inferred")) == ""
    assert objection(NUMBER, 29, Claim()) == ""


def test_another_source_s_value_is_compared_with_its_own_words() -> None:
    assert objection(NUMBER, 29, Claim(spans=("119",), value=119)) == ""
    (problem,) = told(NUMBER, 29, Claim(spans=("29",), value=119))
    assert problem.message == 'another source\'s value is 119, but the words "29" say 29'
    assert problem.pointer == "/records/0/evidence/~1value/0/value"


REFERENCE = {
    "thing": {"title": "Thing", "properties": {"owner": {"title": "Owner", "x-annotate": {"ref": ["owner"]}}}},
    "owner": {
        "title": "Owner",
        "properties": {"name": {"title": "Name", "type": "string"}, "aliases": {"title": "Aliases"}},
    },
}


def owner(words: str, **data: Any) -> list[str]:
    records = {"thing-1": ("thing", {"owner": "owner-1"}), "owner-1": ("owner", data)}
    found = problems_of(
        REFERENCE,
        records,
        "AK408",
        evidence={"thing-1": {"/owner": words}},
        mentions={"owner-1": ("Samyang Holdings", "the group")},
    )
    return [problem.message for problem in found]


@pytest.mark.parametrize("words", ["Samyang Holdings", "the group", "Samyang", "KJE", "삼양", "the group's owner"])
def test_a_reference_is_named_by_a_mention_or_a_name(words: str) -> None:
    assert owner(words, name="Samyang Holdings", aliases=["KJE", 3]) == []


def test_a_reference_that_its_words_do_not_name_is_told() -> None:
    assert owner("Mitsubishi", name="Samyang Holdings") == [
        'owner is the owner "Samyang Holdings", but the words "Mitsubishi" do not name it'
    ]


def test_evidence_for_what_no_schema_describes_or_no_record_has_is_another_rule_s() -> None:
    closed = {"thing": {"title": "Thing", "type": "object", "properties": {"value": NUMBER}}}
    at: Any = {"thing-1": {"/other": "119", "/value": "119"}}
    assert problems_of(closed, {"thing-1": ("thing", {"other": 1})}, "AK408", evidence=at) == []
    assert problems_of(closed, {"thing-1": ("unknown", {"value": 1})}, "AK408", evidence=at) == []
    gone = {"thing-1": {"/owner": "Kim"}}
    assert problems_of(REFERENCE, {"thing-1": ("thing", {"owner": "owner-9"})}, "AK408", evidence=gone) == []


def test_a_value_that_was_entered_in_a_workbook_and_has_no_words_is_told() -> None:
    entered = Claim(origin="workbook", note="entered in workbook by anna; no words say so")
    (problem,) = told(NUMBER, 29, entered)
    assert problem.message == "value is 29, which was entered in a workbook, and no words say it"
    assert (problem.is_error, problem.data_pointer) == (False, "/value")
    for backed in (
        [entered, Claim(spans=("29",))],
        Claim(origin="workbook", spans=("29",)),
        Claim(origin="workbook", claim="inferred"),
        Claim(),
    ):
        assert told(NUMBER, 29, backed) == []
    gone: Any = {"thing-1": {"/value": entered}}
    schema = {"thing": {"title": "Thing", "properties": {"value": {"title": "Value", **NUMBER}}}}
    assert problems_of(schema, {"thing-1": ("thing", {})}, "AK408", evidence=gone) == []
