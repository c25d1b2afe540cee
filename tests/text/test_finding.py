import re

import pytest

from annotate_kit.text import BadPattern, find_occurrences, index_text, occurrences, search
from annotate_kit.text.finding import Where


def places(text: str, words: str, *, ignore_case: bool = False) -> list[int]:
    return [place.start for place in occurrences(index_text(text), words, ignore_case=ignore_case)]


def hits(text: str, pattern: str, *, regex: bool = False, ignore_case: bool = True) -> list[str]:
    found = search(index_text(text), pattern, regex=regex, ignore_case=ignore_case)
    assert not isinstance(found, BadPattern)
    return [text[hit.start : hit.end] for hit in found]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Kim, Kim’s, Kimchi, Kim-led, Kim", "Kim", [0, 5, 29]),
        ("Korea-Japan ties, Japan", "Japan", [18]),
        ("Kim Yoon and Kim\nYoon but Kim\n\nYoon", "Kim Yoon", [0, 13]),
        ("Samyang Corp. and Samyang Corp.", "Samyang Corp.", [0, 18]),
        ("김윤은 김윤이 김윤, 김윤씨는 김윤식이 대김윤 김윤", "김윤", [0, 4, 8, 12, 26]),
        ("서울로 서울을 서울라 부산로 도쿄로", "서울", [0, 4]),
        ("도쿄로 도쿄를 도쿄은", "도쿄", [0, 4]),
        ("김윤씨 김윤씨가 김윤씨김", "김윤", [0, 4]),
        ("KJE는 KJE의 KJEX KJE가", "KJE", [0, 5, 15]),
        ("金鈗会長と金鈗が金鈗三郎", "金鈗", [0, 5]),
        ("会長金鈗", "金鈗", [2]),
        ("", "Kim", []),
        ("Kim", " ", []),
        ("a, b", ",", [1]),
    ],
)
def test_the_same_words_elsewhere(text: str, words: str, expected: list[int]) -> None:
    assert places(text, words) == expected


def test_the_same_words_are_looked_for_only_as_far_as_asked() -> None:
    index = index_text("Seoul, Seoul, Seoul, Seoulite, Seoul")
    assert [place.start for place in find_occurrences(index, "Seoul", start=5, end=14)] == [7]
    assert [place.start for place in find_occurrences(index, "Seoul", start=20)] == [31]
    assert next(find_occurrences(index, "Seoul")).end == 5


def test_capitals_count_unless_told() -> None:
    assert places("KJE kje", "KJE") == [0]
    assert places("KJE kje", "KJE", ignore_case=True) == [0, 4]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("kim", ["Kim", "kim"]),
        ("japan's", ["Japan’s"]),
        ('"yes"', ["“yes”"]),
        ("kim japan", ["kim\nJapan"]),
        ("1910-45", ["1910–45"]),
        ("(", ["("]),
        ("", []),
    ],
)
def test_typed_text_finds_what_a_person_means(pattern: str, expected: list[str]) -> None:
    assert hits("Kim kim\nJapan’s “yes” 1910–45 (", pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\w+", ["x김윤은", "é", "नि3"]),
        (r"김.", ["김윤"]),
        (r"[\w]+은", ["x김윤은"]),
        (r"\d", ["3"]),
        (r"^é$", ["é"]),
        (r"\Q.\E", []),
        (r"[[:digit:]]", ["3"]),
        (r"[^\s😀]+$", ["x김윤은", "é", "नि3"]),
        (r"x*", ["x"]),
        (r"\\", []),
        (r"É", ["é"]),
    ],
)
def test_patterns_count_code_points_and_know_all_scripts(pattern: str, expected: list[str]) -> None:
    text = "😀x김윤은\né\nनि3"
    assert hits(text, pattern, regex=True) == expected


def test_capitals_in_patterns_count_when_told() -> None:
    assert hits("Kim kim", "k.m", regex=True, ignore_case=False) == ["kim"]
    assert hits("Kim kim", "k", ignore_case=False) == ["k"]


@pytest.mark.parametrize("pattern", ["(", "[a", "a**", r"(?=x)", "\ud800", r"\1", "a{1001}"])
def test_a_bad_pattern_is_data_with_a_reason_and_prints_nothing(
    pattern: str, capfd: pytest.CaptureFixture[str]
) -> None:
    found = search(index_text("x"), pattern, regex=True)
    assert isinstance(found, BadPattern)
    assert found.reason
    assert "(?m)" not in found.reason
    assert capfd.readouterr() == ("", "")


def test_a_pattern_that_explodes_elsewhere_is_linear() -> None:
    assert hits("a" * 100_000 + "!", "(a+)+$", regex=True) == []


def test_lone_surrogates_in_a_text_do_not_stop_a_search() -> None:
    assert hits("\ud800x", "x", regex=True) == ["x"]


@pytest.mark.parametrize("typed", ["korea", "Korea", "istanbul", "k", "é", "-", "한국", "日"])
@pytest.mark.parametrize("at", ["starts", "words", "anywhere"])
def test_where_hits_lie_is_a_choice_among_all(typed: str, at: Where) -> None:
    text = "Korea, koreas KOREA's Bkorea \u212aorea 한국은 대한국 日本は İstanbul istanbul été-Korea"
    index = index_text(text)
    every = search(index, typed)
    assert not isinstance(every, BadPattern)
    plain = re.finditer(typed.replace("-", "[-‐‑–—]"), text, re.IGNORECASE)
    assert [(hit.start, hit.end) for hit in every] == [match.span() for match in plain]
    some = search(index, typed, at=at)
    assert not isinstance(some, BadPattern)
    assert set(some) <= set(every)
    for hit in some if at == "words" and typed.isascii() else ():
        around = text[max(hit.start - 1, 0) : hit.start] + text[hit.end : hit.end + 1]
        assert not any(map(str.isalnum, around))
