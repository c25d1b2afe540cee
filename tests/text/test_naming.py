import pytest

from annotate_kit.text import jamo_keys, name_key, shown_name, similar_names, slug
from annotate_kit.text.naming import without_role

NAMES = (
    "Korea-Japan Economic Association",
    "Kim Yoon",
    "Mikio Sasaki",
    "Samyang Holdings Corp.",
    "한국경제인협회",
    "김윤",
    "岸田文雄",
    "Bureau International des Expositions",
    "KJE",
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Samyang Holdings Corp.", "samyang holdings"),
        ("The Korea-Japan  Economic Association", "korea japan economic association"),
        ("SK Co., Ltd.", "sk"),
        ("Corp.", "corp"),
        ("㈜삼양홀딩스", "삼양홀딩스"),
        ("주식회사 삼양", "삼양"),
        ("三菱商事株式会社", "三菱商事"),
        ("주식회사", ""),
        ("Yun Sŏk-yŏl", "yun sok yol"),
        ("Łódź Straße Ærø", "lodz strasse aero"),
        ("ＫＪＥ", "kje"),
        ("U.S. O’Neil", "us oneil"),
        ("ガス", "ガス"),
        ("…", ""),
    ],
)
def test_spellings_of_one_name_meet(text: str, key: str) -> None:
    assert name_key(text) == key


@pytest.mark.parametrize(
    ("query", "name", "reason"),
    [
        ("kim yoon", "Kim Yoon", "same name"),
        ("Samyang Holdings", "Samyang Holdings Corp.", "same name"),
        ("BIE", "Bureau International des Expositions", "abbreviation"),
        ("Chairman Sasaki", "Mikio Sasaki", "family name"),
        ("Kim", "Kim Yoon", "family name"),
        ("김 회장", "김윤", "family name"),
        ("岸田", "岸田文雄", "family name"),
        ("한경협", "한국경제인협회", "abbreviation"),
        ("협회", "한국경제인협회", "abbreviation"),
        ("Yoon Kim", "Kim Yoon", "close"),
        ("Kim Youn", "Kim Yoon", "close"),
        ("Economic Association", "Korea-Japan Economic Association", "close"),
    ],
)
def test_the_meant_name_comes_first_with_its_reason(query: str, name: str, reason: str) -> None:
    index, score, why = similar_names(query, NAMES, 3)[0]
    assert (NAMES[index], why) == (name, reason)
    assert 0 < score <= 100


def test_an_abbreviation_and_its_name_find_one_another() -> None:
    assert [(NAMES[i], why) for i, _, why in similar_names("KJE", NAMES, 2)] == [
        ("KJE", "same name"),
        ("Korea-Japan Economic Association", "abbreviation"),
    ]
    assert [(NAMES[i], why) for i, _, why in similar_names(NAMES[0], NAMES, 2)] == [
        ("Korea-Japan Economic Association", "same name"),
        ("KJE", "abbreviation"),
    ]


def test_nothing_is_like_nothing() -> None:
    assert similar_names("…", NAMES, 5) == ()
    assert similar_names("Kim", NAMES, 0) == ()
    assert similar_names("Zzyzx", NAMES, 5) == ()
    assert similar_names("회장", NAMES, 5) == ()


def test_the_best_of_twenty_thousand_names_are_found() -> None:
    names = tuple(f"Name{number} Family{number % 500}" for number in range(20_000))
    similar_names("warm", names, 10)
    found = similar_names("Family7", names, 10)
    assert len(found) == 10


@pytest.mark.parametrize(
    ("typed", "keys"),
    [("ㅁ", "a"), ("김", "rla"), ("ㄲㅘㄳ", "Rhkrt"), ("값 A!", "rkqt A!"), ("야", "di"), ("漢é", "漢é")],
)
def test_korean_letters_mean_the_keys_they_sit_on(typed: str, keys: str) -> None:
    assert jamo_keys(typed) == keys


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("S. Korean, Japanese biz leaders vow!", "s-korean-japanese-biz-leaders-vow"),
        ("Expo 2030: Japan’s choice — café", "expo-2030-japans-choice-cafe"),
        ("한일경제인회의 개막", None),
        ("", None),
        ("CON", None),
        ("word " * 20, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 80, "x" * 60),
    ],
)
def test_titles_become_names_of_folders(title: str, name: str | None) -> None:
    assert slug(title) == name


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Prime Minister Han", "han"),
        ("Mr. Ban", "ban"),
        ("Secretary-General Kerkentzes", "kerkentzes"),
        ("former Deputy Prime Minister Kim Yoon", "kim yoon"),
        ("윤 대통령", "윤"),
        ("岸田首相", "岸田"),
        ("Kim Yoon, chairman", "kim yoon"),
        ("Chairman", "chairman"),
        ("首相", "首相"),
        ("General Electric", "general electric"),
        ("Samsung", "samsung"),
    ],
)
def test_a_role_beside_a_name_is_not_part_of_it(words: str, left: str) -> None:
    assert without_role(name_key(words)) == left


def test_a_word_that_too_many_names_have_tells_nothing() -> None:
    names = [f"Expo {year}" for year in range(1700, 2000)]
    assert not [
        i for i, score, _ in similar_names("Expo 1851 London", names) if score == 78.0 and names[i] == "Expo 1900"
    ]
    assert names[similar_names("Expo 1851 London", names)[0][0]] == "Expo 1851"


@pytest.mark.parametrize(
    ("id_", "title", "shown"),
    [
        ("expo-2030-vote", "Expo 2030 vote", "expo-2030-vote"),
        ("article-4x", "한일 경제인 회의", "한일 경제인 회의"),
        ("mou", "삼양그룹, 사우디와 MOU 체결", "삼양그룹, 사우디와 MOU 체결"),
        ("my-own-name", "日本の記事", "my-own-name"),
        ("article-4x", "", "article-4x"),
    ],
)
def test_an_article_is_shown_by_its_title_where_its_id_tells_little(id_: str, title: str, shown: str) -> None:
    assert shown_name(id_, title) == shown
