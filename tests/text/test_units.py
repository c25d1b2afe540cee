from annotate_kit.text import Range, index_text, larger, smaller

TEXT = "Kim met the Bank of Korea. “Yes, Kim did.” He left.\n\nMore."


def shown(text: str, unit: Range) -> str:
    return text[unit.start : unit.end]


def test_a_selection_grows_from_word_to_the_whole_text() -> None:
    index = index_text(TEXT)
    at = TEXT.index("ank")
    grown, unit = [], Range(start=at, end=at + 2)
    for _ in range(6):
        unit = larger(index, unit.start, unit.end)
        grown.append(shown(TEXT, unit))
    sentence = "Kim met the Bank of Korea."
    assert grown == ["Bank", "Bank of Korea", sentence, TEXT.split("\n", maxsplit=1)[0], TEXT, TEXT]


def test_a_selection_shrinks_from_the_whole_text_to_a_grapheme() -> None:
    index = index_text(TEXT)
    shrunk, unit = [], Range(start=0, end=len(TEXT))
    for _ in range(5):
        unit = smaller(index, unit.start, unit.end)
        shrunk.append(shown(TEXT, unit))
    assert shrunk == [TEXT.split("\n", maxsplit=1)[0], "Kim met the Bank of Korea.", "Kim", "K", "K"]


def test_a_selection_across_words_grows_to_whole_words() -> None:
    index = index_text(TEXT)
    assert shown(TEXT, larger(index, 1, 6)) == "Kim met"
    assert shown(TEXT, larger(index, 3, 3)) != ""
    assert larger(index_text(""), 0, 0) == Range(start=0, end=0)
    assert smaller(index_text(""), 0, 0) == Range(start=0, end=0)
