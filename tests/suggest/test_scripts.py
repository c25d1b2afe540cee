from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.suggest import romanize, same_name_across_scripts, script_keys
from annotate_kit.suggest.scripts import family_spellings, sounds_alike

PAIRS = [
    tuple(pair.split("="))
    for pair in """
    윤석열=Yoon Suk Yeol|윤석열=Yun Sŏk-yŏl|윤석열=Yoon Suk-yeol|윤석열=Yun Seok-yeol|윤석열=YOON SUK YEOL
    김윤=Kim Yoon|문재인=Moon Jae-in|문재인=Mun Chae-in|박근혜=Park Geun-hye|박근혜=Pak Kŭn-hye|이명박=Lee Myung-bak
    이명박=Yi Myŏng-bak|노무현=Roh Moo-hyun|노무현=No Mu-hyŏn|김대중=Kim Dae-jung|김대중=Kim Tae-jung
    이승만=Syngman Rhee|이승만=Rhee Syngman|이승만=Yi Sŭng-man|박정희=Park Chung Hee|박정희=Pak Chŏng-hŭi
    반기문=Ban Ki-moon|반기문=Pan Ki-mun|최태원=Chey Tae-won|최태원=Choi Tae-won|손경식=Sohn Kyung-shik
    한덕수=Han Duck-soo|박형준=Park Heong-joon|박형준=Park Hyeong-jun|류진=Ryu Jin|유명희=Yoo Myung-hee
    이창양=Lee Chang-yang|김병준=Kim Byong-joon|이재용=Lee Jae-yong|정의선=Chung Eui-sun|정몽준=Chung Mong-joon
    구광모=Koo Kwang-mo|신동빈=Shin Dong-bin|허창수=Huh Chang-soo|조현준=Cho Hyun-joon|박용만=Park Yong-maan
    이재명=Lee Jae-myung|한동훈=Han Dong-hoon|강경화=Kang Kyung-wha|정의용=Chung Eui-yong|박진=Park Jin
    조태열=Cho Tae-yul|추경호=Choo Kyung-ho|이낙연=Lee Nak-yon|정세균=Chung Sye-kyun|황교안=Hwang Kyo-ahn
    안철수=Ahn Cheol-soo|홍준표=Hong Joon-pyo|심상정=Sim Sang-jung|김정은=Kim Jong Un|김정일=Kim Jong-il
    김일성=Kim Il-sung|김여정=Kim Yo-jong|최선희=Choe Son Hui|리용호=Ri Yong-ho|손흥민=Son Heung-min
    손흥민=Heung-min Son|김연아=Kim Yuna|봉준호=Bong Joon-ho|박찬욱=Park Chan-wook|이창용=Rhee Chang-yong
    강창희=Kang Chang-hee|권오현=Kwon Oh-hyun|남궁훈=Namkoong Whon|선우은숙=Sunwoo Eun-sook
    기시다 후미오=Kishida Fumio|기시다 후미오=Fumio Kishida|아베 신조=Shinzo Abe|스가 요시히데=Yoshihide Suga
    도쿠라 마사카즈=Masakazu Tokura|사사키 미키오=Mikio Sasaki|기시다 후미오=キシダ フミオ
    キシダ フミオ=Fumio Kishida|アベ・シンゾウ=Shinzo Abe|トクラ マサカズ=Masakazu Tokura|きしだ ふみお=Kishida Fumio
    オオサカ=Ōsaka|ナカソネ ヤスヒロ=Yasuhiro Nakasone|コイズミ ジュンイチロウ=Junichiro Koizumi|サッポロ=Sapporo
    マッチ=Matchi|ナンバ=Namba|トーキョー=Tōkyō|Ohtani Shohei=オオタニ ショウヘイ
    """.replace("\n", "|")
    .replace(" " * 4, "")
    .split("|")
    if pair
]
OTHERS = [
    tuple(pair.split("="))
    for pair in """
    윤석열=Moon Jae-in|김윤=Kim Young|김대중=Kim Jong-un|박진=Park Chan|이재용=Lee Jae-myung|이명박=Lee Jae-myung
    기시다 후미오=Shinzo Abe|김정은=Kim Jong-il|김여정=Kim Jong-un|한덕수=Han Dong-hoon|추경호=Choo Kyung
    キシダ フミオ=Shinzo Abe|최태원=Choi Tae|김윤=Samyang|류진=Jin|신동빈=Shin Dong-bin Kim|윤석열=|=|김윤=-
    한국경제인협회=Korea Economic Association|윤석열=윤석민
    """.replace("\n", "|")
    .replace(" " * 4, "")
    .split("|")
    if pair
]


def test_there_are_enough_pairs_to_mean_something() -> None:
    assert len(PAIRS) > 80


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_a_name_is_known_again_in_another_script_in_both_directions(one: str, other: str) -> None:
    assert same_name_across_scripts(one, other)
    assert same_name_across_scripts(other, one)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_names_that_are_one_share_a_key(one: str, other: str) -> None:
    if other not in {"Matchi", "Namba", "Tōkyō", "オオタニ ショウヘイ", "Ōsaka"}:  # one word, no person's name
        assert script_keys(one) & script_keys(other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_names_are_not_taken_for_the_same(one: str, other: str) -> None:
    assert not same_name_across_scripts(one, other)


@pytest.mark.parametrize(
    ("name", "roman"),
    [
        ("윤석열", "Yoon Seok-yeol"),
        ("김윤", "Kim Yun"),
        ("남궁훈", "Namgung Hun"),
        ("뷁구", "Bwek Gu"),
        ("기시다 후미오", "Gisida Humio"),
        ("한국경제인협회", "Hangukgyeongjeinhyeophoe"),
        ("キシダ フミオ", "Kishida Fumio"),
        ("サッポロ", "Sapporo"),
        ("マッチ", "Matchi"),
        ("Kim Yoon", "Kim Yoon"),
        ("岸田文雄", "岸田文雄"),
    ],
)
def test_names_are_written_in_latin_letters(name: str, roman: str) -> None:
    assert romanize(name) == roman


@given(st.text("가나다라마바사아자차카타파하강윤석열최궁", min_size=2, max_size=4))
def test_a_korean_name_is_always_its_own_romanization(name: str) -> None:
    assert same_name_across_scripts(name, romanize(name))
    # A name without any consonant has no key.
    assert script_keys(name) & script_keys(romanize(name)) or not script_keys(name)


@given(st.text(max_size=30), st.text(max_size=30))
def test_nothing_in_a_name_stops_the_comparison(one: str, other: str) -> None:
    assert same_name_across_scripts(one, other) in {True, False}
    assert all(re.fullmatch("[a-z]+", key) for key in script_keys(one))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("로마", "Rome", True),
        ("리야드", "Riyadh", True),
        ("محمد بن سلمان", "Mohammed bin Salman", True),
        ("الرياض", "Riyadh", True),
        ("السد", "Osaka", False),
        ("로마", "Lima", False),
        ("…", "Rome", False),
    ],
)
def test_names_that_are_spelt_near_enough_are_asked_about(one: str, other: str, alike: bool) -> None:
    assert sounds_alike(one, other) is alike
    assert sounds_alike(other, one) is alike


def test_family_names_are_known_in_both_scripts() -> None:
    assert "choi" in family_spellings("최")
    assert "chey" in family_spellings("최")
    assert {"이", "리"} <= set(family_spellings("lee"))
    assert family_spellings("smith") == ()
