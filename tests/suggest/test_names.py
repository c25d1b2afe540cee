from __future__ import annotations

from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.core import Json
from annotate_kit.suggest import Elsewhere, Here, NameSuggester, Suggestion, Told
from annotate_kit.suggest.abbreviations import short_names
from annotate_kit.suggest.folding import fold_name, fold_text
from annotate_kit.suggest.lexicon import Lexicon, initials_of, is_short_for
from annotate_kit.text import index_text

from .conftest import NEWS, Thing, blank, question_of, with_record


def found(text: str, *known: Thing, annotation: Any = None, **article: Any) -> list[tuple[str, Suggestion]]:
    suggestions = NameSuggester().suggest(question_of(text, annotation or blank(text), *known, **article))
    assert all(a.end <= b.start for a, b in pairwise(suggestions))
    return [(text[s.start : s.end], s) for s in suggestions]


def words(text: str, *known: Thing, **more: Any) -> list[str]:
    return [word for word, _ in found(text, *known, **more)]


def organization(*names: str, entity: str = "organization-1", **more: Any) -> Thing:
    return Thing(entity=entity, type="organization", caption=names[0], names=names, **more)


def person(*names: str, entity: str = "official-1") -> Thing:
    return Thing(entity=entity, type="official", caption=names[0], names=names)


def test_every_place_of_a_record_here_is_proposed_for_it() -> None:
    annotation = with_record(blank(NEWS), NEWS, "official-a", {"name": "Kim Yoon"}, "Kim Yoon")
    (full, first), (part, second) = found(NEWS, annotation=annotation)
    assert (full, first.target, first.score, first.reason) == (
        "Kim Yoon",
        Here(record="official-a"),
        0.97,
        "named so here",
    )
    assert (part, second.target, second.reason) == ("Kim", Here(record="official-a"), "family name of Kim Yoon")
    assert second.score < first.score


def test_a_known_entity_is_proposed_with_where_it_is_known_from() -> None:
    thing = organization("Korea-Japan Economic Association", articles=("a", "b", "c"))
    (name, first), (short, second), (again, _) = found(NEWS, thing)
    assert (name, short, again) == ("Korea-Japan Economic Association", "KJE", "KJE")
    assert first.target == Elsewhere(entity="organization-1")
    assert first.reason == "named so in 3 articles"
    assert second.reason == "short for Korea-Japan Economic Association"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Samyang Holdings Corp. grew.", "Samyang Holdings", ["Samyang Holdings"]),
        ("Samyang Holdings grew.", "Samyang Holdings Corp.", ["Samyang Holdings"]),
        ("Samyang Holdings Corp. grew.", "Samyang Holdings Corp.", ["Samyang Holdings Corp."]),
        ("Samyang’s and Samyang's shares", "Samyang", ["Samyang", "Samyang"]),
        ("the Royal  Commission\nfor Riyadh", "Royal Commission for Riyadh", ["Royal  Commission\nfor Riyadh"]),
        ("Han Duck Soo spoke", "Han Duck-soo", ["Han Duck Soo"]),
        ("AZEVÊDO and Azevedo", "Azevêdo", ["AZEVÊDO", "Azevedo"]),
        ("Ｓａｍｙａｎｇ grew", "Samyang", ["Ｓａｍｙａｎｇ"]),
        ("ﾐﾂﾋﾞｼは", "ミツビシ", ["ﾐﾂﾋﾞｼ"]),
        ("Who asked the WHO?", "WHO", ["WHO"]),
        ("apple pie from Apple", "Apple", ["Apple"]),
        ("Samyangs", "Samyang", []),
        ("in Riyadh. City halls", "Riyadh City", []),
        ("Kim, Yoon and others", "Kim Yoon", []),
        ("Kim\n\nYoon", "Kim Yoon", []),
        ("Ministry of Economy, Trade and Industry", "Ministry of Economy, Trade and Industry", None),
        ("한국경제인협회는 한국경제인협회에서도", "한국경제인협회", ["한국경제인협회", "한국경제인협회"]),
        ("한국경제인협회장은", "한국경제인협회", []),
        ("한국무역협회가", "한국 무역 협회", ["한국무역협회"]),
        ("日本経済団体連合会会長が", "日本経済団体連合会", ["日本経済団体連合会"]),
        ("「李」氏", "李", ["李"]),
        ("the port city", "port city", []),
        ("UN aid", "UN", []),
        ("Council", "The Council", ["Council"]),
        ("İstanbul", "İstanbul", ["İstanbul"]),
        ("123 Agreement", "123 Agreement", ["123 Agreement"]),
    ],
)
def test_names_are_found_whole_and_with_exact_edges(text: str, name: str, expected: list[str] | None) -> None:
    assert words(text, organization(name)) == ([text] if expected is None else expected)


def test_the_longest_name_wins_over_the_ones_inside_it() -> None:
    text = "The White House and the House"
    assert words(text, organization("House"), organization("White House", entity="w")) == ["White House", "House"]


def test_words_that_name_two_things_say_so_and_are_less_sure() -> None:
    two = (organization("Samyang", entity="a"), organization("Samyang", "Samyang Corp", entity="b"))
    ((_, only),) = found("Samyang grew", *two)
    assert only.score == 0.5
    assert "also a name of Samyang" in only.reason


def test_what_is_here_comes_before_what_is_elsewhere() -> None:
    annotation = with_record(blank("Samyang"), "Samyang", "organization-a", {"name": "Samyang"}, "Samyang")
    ((_, only),) = found("Samyang", organization("Samyang"), annotation=annotation)
    assert only.target == Here(record="organization-a")
    assert only.score == 0.97


def test_a_family_name_counts_only_behind_the_whole_and_where_one_person_has_it() -> None:
    text = "Kim met them. Kim Yoon and Lee Chang-yang spoke. Kim and Lee and Lee Young left."
    annotation = with_record(blank(text), text, "official-a", {"name": "Kim Yoon"}, "Kim Yoon")
    annotation = with_record(annotation, text, "official-b", {"name": "Lee Chang-yang"}, "Lee Chang-yang")
    assert words(text, annotation=annotation) == ["Kim Yoon", "Lee Chang-yang", "Kim", "Lee", "Lee"]
    annotation = with_record(annotation, text, "official-c", {"name": "Lee Young"}, "Lee Young")
    assert words(text, annotation=annotation) == ["Kim Yoon", "Lee Chang-yang", "Kim", "Lee Young"]


def test_a_stated_family_name_is_the_only_part() -> None:
    text = "Khalid Al-Falih spoke. Khalid and Al-Falih."
    stated = {"name": "Khalid Al-Falih", "family_name": "Al-Falih"}
    assert words(text, annotation=with_record(blank(text), text, "official-a", stated, "Khalid Al-Falih")) == [
        "Khalid Al-Falih",
        "Al-Falih",
    ]


def test_a_korean_family_name_is_a_name_before_a_role_only() -> None:
    text = "윤석열 대통령이 말했다. 윤 대통령은 윤 달에 떠났다."
    annotation = with_record(blank(text), text, "official-a", {"name": "윤석열"}, "윤석열")
    assert words(text, annotation=annotation, language="ko") == ["윤석열", "윤"]


def test_initials_of_a_record_here_are_proposed_in_capitals() -> None:
    text = "The Korea-Japan Economic Association and the KJEA; kjea."
    data = {"name": "Korea-Japan Economic Association"}
    annotation = with_record(blank(text), text, "organization-a", data, "Korea-Japan Economic Association")
    ((_, _), (short, second)) = found(text, annotation=annotation)
    assert (short, second.reason) == ("KJEA", "initials of Korea-Japan Economic Association")


def test_initials_that_are_a_name_already_are_that_name() -> None:
    text = "The Korea-Japan Economic Association and the KJE."
    data: dict[str, Any] = {"name": "Korea-Japan Economic Association", "aliases": ["KJE"]}
    annotation = with_record(blank(text), text, "organization-a", data, "Korea-Japan Economic Association")
    assert [s.reason for _, s in found(text, annotation=annotation)] == ["named so here", "named so here"]


def test_a_person_of_one_name_has_no_other_part() -> None:
    text = "Pelé played. Pelé won."
    annotation = with_record(blank(text), text, "official-a", {"name": "Pelé"}, "Pelé")
    assert words(text, annotation=annotation) == ["Pelé", "Pelé"]


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Korea-Japan Economic Association", ("KJEA", "KJE")),
        ("World Trade Organization", ("WTO",)),
        ("Bank of Korea", ()),
        ("Samyang", ()),
        ("한국 경제 인 협회", ()),
    ],
)
def test_initials_are_those_of_the_words_that_count(name: str, initials: tuple[str, ...]) -> None:
    assert initials_of(name) == initials


def test_other_names_in_the_data_count_in_every_form() -> None:
    text = "전경련 and FKI and 한경협"
    data: dict[str, Any] = {
        "name": "Federation",
        "aliases": ["FKI", 7],
        "other_names": [{"text": "전경련"}, {}],
        "short_name": "한경협",
    }
    annotation = with_record(blank(text), text, "organization-a", data)
    assert words(text, annotation=annotation) == ["전경련", "FKI", "한경협"]


def test_a_record_of_an_unknown_type_is_known_by_its_words() -> None:
    text = "Atlantis sank. Atlantis rose."
    annotation = with_record(blank(text), text, "place-a", {"name": "x"}, "Atlantis")
    assert words(text, annotation=annotation) == ["Atlantis", "Atlantis"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President Yoon Suk Yeol spoke", "윤석열"),
        ("윤석열 대통령은", "Yun Sŏk-yŏl"),
        ("Kishida Fumio left", "기시다 후미오"),
    ],
)
def test_a_person_is_known_again_in_another_script(text: str, name: str) -> None:
    ((_, only),) = found(text, person(name))
    assert only.reason == f"{name} in another script"
    assert only.score == pytest.approx(0.75)


def test_a_record_here_is_known_again_in_another_script() -> None:
    text = "윤석열 대통령 (尹) and Yoon Suk Yeol, Yoon Suk Yeol and Tall Trees Grow Very Slowly"
    annotation = with_record(blank(text), text, "official-a", {"name": "윤석열"}, "윤석열")
    assert [s.score for word, s in found(text, annotation=annotation) if word == "Yoon Suk Yeol"] == [0.8, 0.8]


def test_what_was_made_from_the_known_entities_is_remembered_and_renewed() -> None:
    suggester = NameSuggester()
    question = question_of("Samyang and Posco", None, organization("Samyang"))
    assert len(suggester.suggest(question)) == len(suggester.suggest(question)) == 1
    assert len(suggester.suggest(attrs.evolve(question, known=(organization("Posco"),)))) == 1
    assert suggester.suggest(attrs.evolve(question, known=())) == ()


def test_a_lexicon_of_nothing_finds_nothing() -> None:
    assert list(Lexicon.of(()).find("anything")) == []


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("the World Trade Organization (WTO) met", [("World Trade Organization", "WTO")]),
        ("전국경제인연합회(전경련)가", [("전국경제인연합회", "전경련")]),
        ("국제박람회기구(BIE) 총회", [("국제박람회기구", "BIE")]),
        ("Ibrahim Al-Sultan (إبراهيم السلطان)", [("Ibrahim Al-Sultan", "إبراهيم السلطان")]),
        ("Lee Jae-yong (right) spoke", []),
        ("Kim Yoon (53) spoke", []),
        ("김윤(1953년) 회장", []),
        ("Samyang (Samyang) met", []),
        ("it rose (WTO) today", []),
    ],
)
def test_short_names_are_those_that_the_text_explains(text: str, pairs: list[tuple[str, str]]) -> None:
    shorts = short_names(index_text(text))
    assert [(text[s.long_start : s.long_end], text[s.start : s.end]) for s in shorts] == pairs


@given(st.text(max_size=80))
def test_every_folded_code_point_knows_where_it_stood(text: str) -> None:
    folded = fold_text(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    for at, char in enumerate(folded.text):
        start, end = folded.starts[at], folded.ends[at]
        assert 0 <= start < end <= len(text)
        assert char in fold_text(text[start:end]).text


@given(st.lists(st.sampled_from(["Kim Yoon", "김윤", "キム", "É.", "\n\n", " — ", "x’s", "ﾋﾞ", "ß"]), max_size=12))
def test_a_name_is_found_where_its_words_stand_alone(pieces: list[str]) -> None:
    text = " | ".join([*pieces, "Zoltán Kovács", *pieces])
    assert "Zoltán Kovács" in words(text, person("Zoltan Kovacs"))
    assert fold_name("Zoltán  Kovács") == "zoltan kovacs"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("十倉雅和会長は話した。十倉会長は笑った。", "十倉雅和", ["十倉雅和", "十倉"]),
        ("尹錫悦大統領が来た。尹大統領は話した。", "尹錫悦", ["尹錫悦", "尹"]),
        (
            "ウラジーミル・プーチン大統領。プーチン大統領は",
            "ウラジーミル・プーチン",
            ["ウラジーミル・プーチン", "プーチン"],
        ),
        ("金大中大統領は金の話をした。", "金大中", ["金大中"]),
    ],
)
def test_a_japanese_family_name_stands_for_the_person_named_before(text: str, name: str, expected: list[str]) -> None:
    annotation = with_record(blank(text), text, "official-a", {"name": name}, name)
    assert words(text, annotation=annotation, language="ja") == expected


def test_a_family_name_of_another_article_counts_only_once_this_one_has_named_the_person() -> None:
    thing = person("Kenji Miller", "Miller")
    assert words("Miller said so. Miller smiled.", thing) == []
    (full, _), (part, second) = found("Kenji Miller said so. Miller smiled.", thing)
    assert (full, part) == ("Kenji Miller", "Miller")
    assert second.reason == "family name of Kenji Miller"


def test_words_that_were_refused_elsewhere_are_less_likely() -> None:
    text = "Osaka won. Osaka Governor Matsui was there. Osaka smiled."
    annotation = with_record(blank(text), text, "expo-bid-a", {"city": "Osaka"}, "Osaka")
    before = [s.score for _, s in found(text, annotation=annotation)]
    entry: dict[str, Json] = {"quote": "Osaka", "type": "expo-bid", "start": 11}
    refused = attrs.evolve(annotation, rejected=(entry, {**entry, "pointer": "/city"}, "odd"))
    after = [s for _, s in found(text, annotation=refused)]
    # One place was taken, one refused: two of three, the next one counted as taken.
    assert [round(s.score, 2) for s in after] == [round(score * 2 / 3, 2) for score in before]
    assert all(s.reason.endswith("; refused elsewhere") for s in after)
    (record,) = refused.records.values()
    lost = attrs.evolve(record, mentions=(*record.mentions, "s-lost"))
    assert [s for _, s in found(text, annotation=attrs.evolve(refused, records={lost.id: lost}))] == after
    other = attrs.evolve(annotation, rejected=({**entry, "quote": "Governor"},))
    assert [s.score for _, s in found(text, annotation=other)] == before


@pytest.mark.parametrize(
    ("capitals", "name", "is_one"),
    [
        ("KEPCO", "Korea Electric Power Corp.", True),
        ("POSCO", "Pohang Iron and Steel Company", False),
        ("BENELUX", "Belgium Netherlands Luxembourg", True),
        ("UNESCO", "Unesco", False),
        ("KEP", "Korea Electric Power Supply", False),
        ("KEPCO", "Korea Energy Agency", False),
    ],
)
def test_capitals_may_take_more_than_the_first_letter_of_a_word(capitals: str, name: str, is_one: bool) -> None:
    assert is_short_for(capitals, name) is is_one


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "The Korea-Japan Economic Association met. The association said so.",
            "Korea-Japan Economic Association",
            "association",
        ),
        ("The Ministry of Trade said that the ministry grew.", "Ministry of Trade", "ministry"),
        ("The Royal Commission for Riyadh City: the commission won.", "Royal Commission for Riyadh City", "commission"),
        ("한국경제인협회는 새 이름이다. 협회는 커졌다.", "한국경제인협회", "협회"),
        ("日本経済団体連合会は発足した。連合会は大きい。", "日本経済団体連合会", "連合会"),
    ],
)
def test_the_common_noun_of_an_organization_is_asked_about_once_it_was_named(
    text: str, name: str, expected: str
) -> None:
    annotation = with_record(blank(text), text, "organization-a", {"name": name}, name)
    (_, whole), (part, asked) = found(text, annotation=annotation)
    assert (part, asked.target, asked.score, asked.reason) == (
        expected,
        Here(record="organization-a"),
        0.45,
        f"short for {name}",
    )
    assert whole.score > asked.score


@pytest.mark.parametrize(
    "text",
    [
        "The association met the Korea-Japan Economic Association.",
        "The Korea-Japan Economic Association met an association.",
        "The Korea-Japan Economic Association met. Association is hard.",
        "The Samyang Association and the Korea-Japan Economic Association met. The association said so.",
    ],
)
def test_a_common_noun_is_not_asked_about_where_it_may_mean_anything(text: str) -> None:
    annotation = blank(text)
    for number, name in enumerate(("Korea-Japan Economic Association", "Samyang Association")):
        if name in text:
            annotation = with_record(annotation, text, f"organization-{number}", {"name": name}, name)
    assert "association" not in {word.lower() for word in words(text, annotation=annotation)}


def test_a_place_before_a_role_is_less_likely_what_it_named_before() -> None:
    text = "Osaka won. Osaka Governor Ichiro Matsui smiled. The KCCI Chairman Chey Tae-won frowned."
    annotation = with_record(blank(text), text, "expo-bid-a", {"city": "Osaka"}, "Osaka")
    annotation = with_record(annotation, text, "organization-a", {"name": "KCCI"}, "KCCI")
    first, second, body = (s for _, s in found(text, annotation=annotation))
    assert (first.score, body.score) == (0.97, 0.97)
    assert second.score == pytest.approx(0.97 * 0.6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They signed a memorandum. The memorandum says so.", ["memorandum", "memorandum"]),
        ("They signed a memorandum. A memorandum of understanding is another.", ["memorandum"]),
        ("They signed a memorandum. Then Memorandum Day came.", ["memorandum"]),
        ("They signed a memorandum. Memorandum or not, they left.", ["memorandum", "Memorandum"]),
    ],
)
def test_a_name_in_small_letters_is_looked_for_as_it_stood(text: str, expected: list[str]) -> None:
    annotation = with_record(blank(text), text, "agreement-a", {"title": "memorandum"}, "memorandum")
    assert words(text, annotation=annotation) == expected


# What other articles say of a thing.


def told(pointer: str, value: Json, words: str) -> Told:
    return Told(pointer=pointer, value=value, words=words)


def values_known(text: str, thing: Thing, record: Any, *, language: str = "en") -> list[tuple[str, str, Any]]:
    annotation = attrs.evolve(
        with_record(blank(text), text, "organization-a", {"name": "KEPCO", **record}, "KEPCO"),
    )
    joined = attrs.evolve(annotation.records["organization-a"], entity=thing.entity)
    annotation = attrs.evolve(annotation, records={joined.id: joined})
    suggestions = NameSuggester().suggest(question_of(text, annotation, thing, language=language))
    return [(text[s.start : s.end], s.fields[0].pointer, s.fields[0].value) for s in suggestions if not s.is_mention]


KEPCO = organization(
    "KEPCO",
    told=(
        told("/country", "KR", "South Korea"),
        told("/founded", "1961", "1961"),
        told("/headquarters", "Naju", "Naju"),
        told("/gone", 1, "Seoul"),
    ),
)


def test_a_value_of_another_article_is_proposed_where_the_same_sentence_says_it() -> None:
    text = "KEPCO of South Korea grew. It sits in Naju, founded 1961.\n"
    assert values_known(text, KEPCO, {}) == [("South Korea", "/country", "KR")]
    assert values_known(text, KEPCO, {"country": "KR"}) == []
    assert values_known("KEPCO grew. South Korea too.", KEPCO, {}) == []
    whole = "In Naju, KEPCO, founded in 1961, grew. Naju again."
    assert [(words, at) for words, at, _ in values_known(whole, KEPCO, {})] == [
        ("1961", "/founded"),
        ("Naju", "/headquarters"),
    ]


def test_other_words_that_are_read_as_the_value_are_proposed_too() -> None:
    assert values_known("KEPCO는 대한민국 기업이다.", KEPCO, {}, language="ko") == [("대한민국", "/country", "KR")]
    assert values_known("KEPCO는 일본 기업이 아니다.", KEPCO, {}, language="ko") == []


def test_each_value_is_proposed_once_however_many_words_say_it() -> None:
    twice = organization("KEPCO", told=(told("/country", "KR", "South Korea"), told("/country", "KR", "Korea")))
    assert len(values_known("KEPCO of South Korea, Korea.", twice, {})) == 1


def test_what_is_known_of_a_type_that_is_gone_is_left_alone() -> None:
    text = "KEPCO of South Korea grew."
    annotation = with_record(blank(text), text, "ship-a", {}, "KEPCO")
    record = attrs.evolve(annotation.records["ship-a"], entity=KEPCO.entity)
    annotation = attrs.evolve(annotation, records={record.id: record})
    assert [s for s in NameSuggester().suggest(question_of(text, annotation, KEPCO)) if not s.is_mention] == []


@pytest.mark.parametrize(
    ("text", "words", "language"),
    [
        ("KEPCO and KOTRA are of South Korea.", "South Korea", "en"),
        ("KEPCO와 KOTRA는 대한민국 기업이다.", "대한민국", "ko"),
    ],
)
def test_the_same_words_may_say_it_of_two(text: str, words: str, language: str) -> None:
    other = organization("KOTRA", entity="organization-2", told=KEPCO.told[:1])
    annotation = blank(text)
    for number, thing in enumerate((KEPCO, other)):
        annotation = with_record(annotation, text, f"organization-{number}", {}, thing.caption)
        record = attrs.evolve(annotation.records[f"organization-{number}"], entity=thing.entity)
        annotation = attrs.evolve(annotation, records={**annotation.records, record.id: record})
    suggestions = NameSuggester().suggest(question_of(text, annotation, KEPCO, other, language=language))
    assert [text[s.start : s.end] for s in suggestions if not s.is_mention] == [words, words]
