from __future__ import annotations

import pytest

from annotate_kit.suggest import NameBook

THINGS = [
    ("Kim Yoon", "KJE chief"),
    ("윤석열",),
    ("Korea-Japan Economic Association",),
    ("기시다 후미오", "岸田文雄"),
    ("Park Heong-joon",),
    ("Samyang Holdings Corp.", "Samyang"),
]


@pytest.mark.parametrize(
    ("words", "thing", "reason"),
    [
        ("Kim Yoon", 0, "same name"),
        ("KIM YOON", 0, "same name"),
        ("Chairman Kim", 0, "family name"),
        ("Yoon Suk Yeol", 1, "other script"),
        ("President Yun Sŏk-yŏl", 1, "other script"),
        ("윤 대통령", 1, "family name"),
        ("KJE", 2, "abbreviation"),
        ("Fumio Kishida", 3, "other script"),
        ("キシダ フミオ", 3, "other script"),
        ("박형준", 4, "other script"),
        ("Samyang Holdings", 5, "same name"),
        ("Samyeng Holding", 5, "close"),
    ],
)
def test_the_thing_that_words_mean_comes_first_with_the_reason(words: str, thing: int, reason: str) -> None:
    first = NameBook(THINGS).find(words)[0]
    assert (first.thing, first.reason) == (thing, reason)


def test_each_thing_comes_once_and_not_more_than_asked() -> None:
    book = NameBook([("Samyang", "Samyang Corp.")] * 5)
    assert [match.thing for match in book.find("Samyang", 3)] == [0, 1, 2]
    assert NameBook([]).find("Samyang") == ()


def test_a_near_duplicate_is_told_before_a_second_record_is_made() -> None:
    book = NameBook(THINGS)
    assert [match.thing for match in book.duplicates(["Yoon Suk-yeol", "윤석열"])] == [1]
    assert book.duplicates(["Kim"]) == ()
    assert book.duplicates([]) == ()


MORE = [
    ("Chey Tae-won",),
    ("윤석열",),
    ("Korea Electric Power Corp.",),
    ("Rome",),
    ("Mohammed bin Salman",),
    ("Riyadh 2030", "Riyadh"),
    ("Vladimir Putin",),
    ("POSCO",),
    ("日本経済団体連合会",),
    ("전국경제인연합회",),
    ("King Faisal Foundation",),
]


@pytest.mark.parametrize(
    ("words", "thing", "reason"),
    [
        ("최 회장", 0, "family name"),
        ("President Yoon", 1, "family name"),
        ("KEPCO", 2, "abbreviation"),
        ("로마", 3, "other script"),
        ("محمد بن سلمان", 4, "other script"),
        ("الرياض", 5, "other script"),
        ("Владимир Путин", 6, "other script"),
        ("Expo 2030 Riyadh", 5, "close"),
        ("経団連", 8, "abbreviation"),
        ("전경련", 9, "abbreviation"),
        ("King Faisal Foundation", 10, "same name"),
        ("Crown Prince Mohammed bin Salman", 4, "same name"),
    ],
)
def test_titles_scripts_and_initials_lead_to_the_thing(words: str, thing: int, reason: str) -> None:
    first = NameBook(MORE).find(words)[0]
    assert (first.thing, first.reason) == (thing, reason)


def test_a_long_name_leads_to_the_capitals_that_stand_for_it() -> None:
    found = NameBook([("KEPCO",), ("KOTRA",)]).find("Korea Electric Power Corp.")
    assert [(match.thing, match.reason) for match in found] == [(0, "abbreviation")]
    assert [match.reason for match in NameBook([("KEPCO",)]).find("Kep")] == ["close"]


def test_a_book_that_is_prepared_answers_the_same() -> None:
    book = NameBook(MORE)
    book.prepare()
    assert book.find("KEPCO") == NameBook(MORE).find("KEPCO")


def test_consonants_that_too_many_names_keep_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    book = NameBook([("윤석열",), ("김윤",)])
    assert [match.thing for match in book.find("Yoon Suk Yeol")] == [0]
    monkeypatch.setattr("annotate_kit.suggest.picking._MOST_SHARED", 0)
    assert NameBook([("윤석열",)]).find("Yoon Suk Yeol") == ()
