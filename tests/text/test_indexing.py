import pytest

from annotate_kit.text import Range, index_text


def words(text: str) -> list[str]:
    return [text[word.start : word.end] for word in index_text(text).words]


def sentences(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in index_text(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Korea-Japan ties, Samyang Corp. said.", ["Korea-Japan", "ties", "Samyang", "Corp", "said"]),
        ("Japan’s and nations’ AT&T don't", ["Japan", "and", "nations", "AT&T", "don't"]),
        (
            "U.S. and 3.4 of 1,000 at 10:30, 2027/28; and/or",
            ["U.S", "and", "3.4", "of", "1,000", "at", "10:30", "2027/28", "and", "or"],
        ),
        ("김윤은 240명을 KJE의 한·일", ["김윤은", "240명을", "KJE의", "한·일"]),
        (
            "韓国の尹大統領はフミオ・キシダ氏と2023年",
            ["韓国", "の", "尹大統領", "は", "フミオ・キシダ", "氏", "と", "2023", "年"],
        ),
        ("नई दिल्ली में", ["नई", "दिल्ली", "में"]),
        ("— … “” ()", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Kim left. He won.", ["Mr. Kim left.", "He won."]),
        ("S. Korean firms. Mitsubishi Corp. Chairman Ito.", ["S. Korean firms.", "Mitsubishi Corp. Chairman Ito."]),
        ("He leads Samyang Corp. The firm grew.", ["He leads Samyang Corp.", "The firm grew."]),
        ("In the U.S. Treasury. On Nov. 28 it", ["In the U.S. Treasury.", "On Nov. 28 it"]),
        (
            "“We will.” So he did! “Why?” she asked. 3.4 percent…",
            ["“We will.”", "So he did!", "“Why?” she asked.", "3.4 percent…"],
        ),
        ("회의가 열렸다. 김윤은 말했다.", ["회의가 열렸다.", "김윤은 말했다."]),
        ("開かれた。「そうだ。」と述べた！次だ", ["開かれた。", "「そうだ。」", "と述べた！", "次だ"]),
        ("Title\n\nMay 17", ["Title", "May 17"]),
        ("One... two.", ["One... two."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_block_wrapped_by_hand_is_one_paragraph_and_long_lines_are_each_one() -> None:
    wrapped = "  one\ntwo \n\n \nthree"
    assert [wrapped[p.start : p.end] for p in index_text(wrapped).paragraphs] == ["one\ntwo", "three"]
    long = "x" * 101 + "\nshort\n"
    assert len(index_text(long).paragraphs) == 2


def test_between_units_the_one_before_is_meant() -> None:
    index = index_text("\n One. Two.\n\nThree.")
    assert index.sentence_at(0) == Range(start=2, end=6)
    assert index.sentence_at(6) == Range(start=2, end=6)
    assert index.paragraph_at(12) == Range(start=2, end=11)
    assert index.word_at(6) is None
    assert index.word_at(-1) is None
    assert index.next_word(13) is None
    assert index.previous_word(2) is None


def test_a_text_without_words_is_its_own_unit() -> None:
    index = index_text(" \n")
    assert index.sentence_at(1) == index.paragraph_at(1) == Range(start=0, end=2)


def test_a_grapheme_of_many_code_points_has_edges_only_outside() -> None:
    index = index_text("a👨‍👩‍👧é")
    assert list(index.graphemes) == [0, 1, 6, 7]
    assert (index.grapheme_floor(3), index.grapheme_ceil(3)) == (1, 6)
    assert (index.next_grapheme(1), index.previous_grapheme(6)) == (6, 1)
    assert not index.is_boundary(2)
    assert not index.is_boundary(99)
    assert list(index_text("a\r\nb").graphemes) == [0, 1, 3, 4]
    assert index_text("abc").graphemes == index_text("abé").graphemes == range(4)


@pytest.mark.parametrize(
    "piece", ["." * 1000, "U.S. " * 200, " " * 1000, "'s" * 500, "a." * 500, "\n" * 1000, "1,1" * 400]
)
@pytest.mark.timeout(120)  # against a hang: a quadratic way would take hours
def test_cutting_is_linear_in_hostile_text(piece: str) -> None:
    text = piece * 300
    index = index_text(text)
    assert index.words is not None
    assert index.sentences is not None
