from annotate_kit.text import Exact, Lost, Moved, Range, anchor, context, index_text

TEXT = (
    "South Korea and Japan agreed to widen cooperation. KJE chief Kim Yoon, who also leads Samyang Holdings Corp., "
    "spoke first. The meeting was hosted by the Korea-Japan Economic Association in Seoul. Another Kim Yoon listened."
)


def moved_to(text: str, quote: str, changed: str) -> Exact | Moved | Lost:
    start = text.index(quote)
    return anchor(changed, quote, *context(text, start, start + len(quote)), start)


def test_context_is_literal_and_outside_the_edges() -> None:
    assert context("abcdef", 2, 4, 1) == ("b", "e")
    assert context(index_text("abcdef"), 0, 6) == ("", "")
    assert context("x" * 100, 50, 60) == ("x" * 32, "x" * 32)


def test_words_in_place_are_exact() -> None:
    assert moved_to(TEXT, "Kim Yoon", TEXT) == Exact(start=61, end=69)


def test_words_in_place_with_a_neighbour_corrected_are_exact() -> None:
    assert moved_to(TEXT, "Kim Yoon", TEXT.replace("chief", "Chief")) == Exact(start=61, end=69)


def test_an_anchor_survives_an_inserted_paragraph() -> None:
    found = moved_to(TEXT, "Kim Yoon", "Correction.\n\n" + TEXT)
    assert isinstance(found, Moved)
    assert (found.start, found.is_literal) == (74, True)
    assert found.score > 99


def test_another_place_with_the_same_words_at_the_old_offset_is_not_taken() -> None:
    changed = "x" * 40 + TEXT
    start = changed.index("Another Kim Yoon") + 8
    found = anchor(changed, "Kim Yoon", *context(TEXT, 61, 69), start)
    assert isinstance(found, Moved)
    assert found.start == 101


def test_two_places_that_fit_equally_well_are_not_decided() -> None:
    caption = "Kim Yoon (R) of KJE announces a statement.\n"
    found = anchor("New.\n" + caption * 2, "Kim Yoon", "", " (R) of KJE announces a statement", 0)
    assert isinstance(found, Lost)
    assert found.candidates == (Range(start=5, end=13), Range(start=48, end=56))
    assert "equally" in found.reason


def test_short_words_in_another_context_are_lost_and_long_ones_that_are_alone_are_not() -> None:
    found = anchor("and then there were 29 of them all", "29", "Busan won only", "votes in the first round", 3)
    assert isinstance(found, Lost)
    assert found.candidates == (Range(start=20, end=22),)
    long = anchor(
        "Host: Korea-Japan Economic Association!", "Korea-Japan Economic Association", "by the", " in Seoul", 400
    )
    assert isinstance(long, Moved)
    assert long.start == 6


def test_corrected_words_are_found_and_said_not_to_be_literal() -> None:
    found = moved_to(
        TEXT, "Korea-Japan Economic Association", TEXT.replace("Japan Economic Assoc", "Japan Economy Assoc")
    )
    assert isinstance(found, Moved)
    assert not found.is_literal
    changed = TEXT.replace("Japan Economic Assoc", "Japan Economy Assoc")
    assert changed[found.start : found.end] == "Korea-Japan Economy Association"


def test_rewritten_words_are_found_between_their_old_neighbours() -> None:
    changed = TEXT.replace("Samyang Holdings Corp.", "Samyang Hldgs")
    found = moved_to(TEXT, "Samyang Holdings Corp.", changed)
    assert isinstance(found, Moved)
    assert changed[found.start : found.end].startswith("Samyang Hldgs")


def test_corrected_words_far_away_are_found_too() -> None:
    filler = "Nothing else was said about it that day. " * 300
    changed = filler + TEXT.replace("Economic Association", "Economics Association")
    found = moved_to(TEXT, "Korea-Japan Economic Association", changed)
    assert isinstance(found, Moved)
    assert changed[found.start : found.end] == "Korea-Japan Economics Association"


def test_corrected_words_in_two_equal_places_are_not_decided() -> None:
    line = "hosted by the Korea-Japan Economics Association in Seoul.\n"
    found = anchor(line * 2, "Korea-Japan Economic Association", "hosted by the ", " in Seoul.", 14)
    assert isinstance(found, Lost)
    assert len(found.candidates) == 2


def test_words_that_are_gone_are_lost() -> None:
    for changed in ("", "   ", "Completely different matter 123.", "김윤"):
        found = moved_to(TEXT, "Korea-Japan Economic Association", changed)
        assert isinstance(found, Lost)
        assert found.candidates == ()


def test_no_words_and_too_many_places_are_lost() -> None:
    assert isinstance(anchor("abc", "", "", "", 0), Lost)
    found = anchor("a" * 2000, "a", "x", "y", 5)
    assert isinstance(found, Lost)
    assert "too many" in found.reason
