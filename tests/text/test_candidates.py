"""Tables of sentences with the candidates they offer, a kind's first two letters behind each."""

from pathlib import Path

import pytest

from annotate_kit.text import candidates, index_text

ARTICLE = Path(__file__).parents[3] / "shared/articles/korea-japan-business-leaders-2023.txt"


def offered(text: str, language: str | None = None) -> list[str]:
    return [f"{text[c.start : c.end]}:{c.kind}" for c in candidates(index_text(text), language)]


def named(text: str, *kinds: str) -> list[str]:
    return [text[c.start : c.end] for c in candidates(index_text(text)) if c.kind in kinds]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Bank of Korea met the Bureau International des Expositions (BIE).",
            "Bank of Korea|Bureau International des Expositions|BIE",
        ),
        ("He leads Samyang Holdings Corp.", "Samyang Holdings Corp."),
        (
            "Japan’s Mitsubishi Corp.; and Samsung Electronics Co., Ltd. agreed.",
            "Japan|Mitsubishi Corp.|Samsung Electronics Co., Ltd.",
        ),
        ("With Co., Seoul agreed.", "Co.|Seoul"),
        ("the Korea-Japan Economic Association (KJE), Kim Yoon (R)", "Korea-Japan Economic Association|KJE|Kim Yoon"),
        (
            "a talk with Sohn Kyung-Shik, J.P. Morgan, St. Petersburg and John F. Kennedy",
            "Sohn Kyung-Shik|J.P. Morgan|St. Petersburg|John F. Kennedy",
        ),
        ("South Korea and Japan in the U.S. today", "South Korea|Japan|U.S."),
        ("the Ministry of Economy, Trade and Industry and Japan", "Ministry of Economy, Trade and Industry|Japan"),
        ("the Ministry of Trade, Seoul, said", "Ministry of Trade|Seoul"),
        ("the Ministry of Trade, as well as", "Ministry of Trade"),
        ("the Ministry of Trade, Foreign Affairs, Seoul", "Ministry of Trade|Foreign Affairs|Seoul"),
        ("the Ministry of Trade, Seoul and others", "Ministry of Trade|Seoul"),
        ("the Ministry of Trade, A, B, C, D, F and E", "Ministry of Trade"),
        ("the Chamber of Commerce and Industry", "Chamber of Commerce and Industry"),
        ("the Conference on Peace for Japan", "Conference on Peace|Japan"),
        ("Ursula von der Leyen of the United Nations", "Ursula von der Leyen|United Nations"),
        ("Lee & Ko, AT&T and Kim of the party", "Lee & Ko|AT&T|Kim"),
        ("He met Park the Elder. Mr. Kim and eBay", "Park|Elder|Kim|eBay"),
        ("Entrepreneurs came. Cooperation grew with cooperation. Tokyo said so. Beijing agreed.", "Tokyo|Beijing"),
        ("Wrapping up. In the hall Wrapping stood.", "Wrapping|Wrapping"),
        ("However, the two. The I. IT is. SEOUL rose.", "IT|SEOUL"),
        ("Title: Growth was.\n• Officials met\n(Yonhap)", "Title|Growth|Yonhap"),
        ("Kim\nYoon went to the Blue House.\nPark left", "Kim\nYoon|Blue House|Park"),
        ("d’Orsay and al-Sisi met Charles III's son", "d’Orsay|al-Sisi|Charles III"),
        ("Seoul of", "Seoul"),
        (
            "Lee In-yong of Samsung, the Korea Chamber of Commerce and Industry",
            "Lee In-yong|Samsung|Korea Chamber of Commerce and Industry",
        ),
        ("the Food and Agriculture Organization and Trade and Kim", "Food and Agriculture Organization|Trade|Kim"),
        ("a deal on Trade, Industry and energy", "Trade|Industry"),
        ("in Trade and Industry, Kim", "Trade and Industry|Kim"),
        (
            "the Supreme Court of Korea and the Office of the President",
            "Supreme Court of Korea|Office of the President",
        ),
        ("He likes The", ""),
        ("He met Kim Today", "Kim"),
        (
            "on Trade, Trade, Trade, Trade, Trade, Trade, Trade, Trade, Trade, Trade, Trade and Trade",
            "Trade|" + "Trade, " * 9 + "Trade and Trade",
        ),
        ("Bank of de la Korea", "Bank|Korea"),
        ("Seoul, Busan", "Seoul|Busan"),
    ],
)
def test_english_names(text: str, expected: str) -> None:
    assert "|".join(named(text, "name")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CJ Group Chairman Sohn Kyung-Shik", "CJ Group:name|Chairman:role|Sohn Kyung-Shik:name"),
        ("KJE chief Kim Yoon", "KJE:name|chief:role|Kim Yoon:name"),
        ("Japanese Prime Minister Fumio Kishida", "Japanese:name|Prime Minister:role|Fumio Kishida:name"),
        ("former President Yoon Suk Yeol", "President:role|Yoon Suk Yeol:name"),
        ("Minister of Foreign Affairs Park Jin", "Minister of Foreign Affairs:role|Park Jin:name"),
        ("President of Korea Kim", "President:role|Korea Kim:name"),
        ("Bank of Korea Gov. Rhee Chang-yong", "Bank of Korea:name|Gov.:role|Rhee Chang-yong:name"),
        ("Office of the President", "Office of the President:name"),
        (
            "Akitaka Saiki, an independent director of Japan’s",
            "Akitaka Saiki:name|independent director:role|Japan:name",
        ),
        ("the South Korean co-chair of it", "South Korean:name|co-chair:role"),
        ("the chief executive of it, the head of Samsung", "chief executive:role|head:role|Samsung:name"),
        ("the two leaders met the chairman", ""),
        (
            "Seoul’s vice foreign minister Kim, the president",
            "Seoul:name|vice foreign minister:role|Kim:name|president:role",
        ),
        ("chief executive officer of it", "chief executive officer:role"),
        ("chief secretary Kim", "chief secretary:role|Kim:name"),
        (
            "Economy, Trade and Industry Minister Hiroshige Seko",
            "Economy, Trade and Industry Minister:role|Hiroshige Seko:name",
        ),
        (
            "Secretary General Dimitri S. Kerkentzes of Greece",
            "Secretary General:role|Dimitri S. Kerkentzes:name|Greece:name",
        ),
        ("Saudi Crown Prince Salman", "Saudi:name|Crown Prince:role|Salman:name"),
        (
            "Busan Chamber of Commerce and Industry Chairman Chang",
            "Busan Chamber of Commerce and Industry:name|Chairman:role|Chang:name",
        ),
        ("He was named director-general and became the trade minister", "director-general:role|trade minister:role"),
        ("the Foreign Ministry", "Foreign Ministry:name"),
        ("chief at Samsung president Kim", "chief:role|Samsung:name|president:role|Kim:name"),
        ("director president Kim", "director president:role|Kim:name"),
        ("Kim director president Lee", "Kim:name|director president:role|Lee:name"),
        ("Kim director of president Lee", "Kim:name|director:role|president:role|Lee:name"),
    ],
)
def test_english_roles(text: str, expected: str) -> None:
    assert "|".join(offered(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May 17, 2023; In March we may go. In May it did", "May 17, 2023|March|May"),
        ("Wednesday, 16-17 May 2023 to May 30-June 2, 2024", "Wednesday|16-17 May 2023|May 30-June 2, 2024"),
        ("the 2030 World Expo, 1910-45 rule, 2027/28, the 1990s, Q1 2023", "2030|1910-45|2027/28|1990s|Q1 2023"),
        (
            "on 2023-05-17, Nov. 28, 17/5/2023, last month, yesterday",
            "2023-05-17|Nov. 28|17/5/2023|last month|yesterday",
        ),
        ("in the fourth quarter of 2023, early 2024", "fourth quarter of 2023|2024"),
        ("2023년 5월 17일, 17일에, 5월, 16~17일, 지난달에 화요일", "2023년 5월 17일|17일|5월|16~17일|지난달|화요일"),
        (
            "2023年5月17日に、令和5年5月、昨年末、来月の17日、５月１７日",
            "2023年5月17日|令和5年5月|昨年末|来月|17日|５月１７日",
        ),
        ("2023. 5. 17. 발표", "2023. 5. 17."),
        (
            "from 1 May to 31 October 2030, 1 October 2030 to 31 March 2031, March 3 through April 5, 2024; 3 May to",
            "1 May to 31 October 2030|1 October 2030 to 31 March 2031|March 3 through April 5, 2024|3 May",
        ),
        ("2030년 5월 1일부터 10월 31일까지, 5월 1일부터 연다", "2030년 5월 1일부터 10월 31일|5월 1일"),
        ("2025年4月13日から10月13日まで、4月13日から", "2025年4月13日から10月13日|4月13日"),
    ],
)
def test_dates(text: str, expected: str) -> None:
    assert "|".join(named(text, "date")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$3.4 billion, ₩2 trillion and US$5m", "$3.4 billion|₩2 trillion|US$5m"),
        ("about 30 billion won ($23 million), KRW 2 trillion", "about 30 billion won|$23 million|KRW 2 trillion"),
        ("two billion dollars or 5 U.S. dollars, €2", "two billion dollars|5 U.S. dollars|€2"),
        ("2억 원을, 1조 2000억 원, 2천억원, 약 500만 달러", "2억 원|1조 2000억 원|2천억원|약 500만 달러"),
        ("300億円、約5000万ドル、総額約3兆ウォン", "300億円|約5000万ドル|約3兆ウォン"),
    ],
)
def test_money(text: str, expected: str) -> None:
    assert "|".join(named(text, "money")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("around 240 officials in four years, 29 votes of 2,030", "around 240|four years|29|2,030"),
        (
            "3.4%, about 30 percent, 20th, two million, 10:30, 3 p.m.",
            "3.4%|about 30 percent|20th|two million|10:30|3 p.m.",
        ),
        ("more than two dozen, a two-day meeting of two in 3D", "more than two dozen"),
        ("약 240여 명이 12개국에서 29표를 4년 만에 2일간", "약 240여 명|12개국|29표|4년|2일간"),
        ("約240人、29票、3カ国、5年ぶり、2日間", "約240人|29票|3カ国|5年|2日間"),
    ],
)
def test_numbers(text: str, expected: str) -> None:
    assert "|".join(named(text, "number")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("한일경제협회 회장 김윤은 서울에서 말했다.", "한일경제협회:name|회장:role|김윤:name|서울:name"),
        ("협회가 KJE의 삼양홀딩스와 북한을 한국의", "협회:name|KJE:name|삼양홀딩스:name|북한:name|한국:name"),
        ("윤 대통령은 기시다 총리를 만났다.", "윤:name|대통령:role|기시다:name|총리:role"),
        ("기시다 후미오 총리와 손경식 CJ그룹 회장", "기시다 후미오:name|총리:role|손경식:name|CJ그룹:name|회장:role"),
        (
            "사사키 미키오 일한경제협회 회장, 손경식 게이단렌 회장",
            "사사키 미키오:name|일한경제협회:name|회장:role|손경식:name|게이단렌:name|회장:role",
        ),
        ("‘선언’을 서울이", "선언:name|서울:name"),
        ("일본 기시다 총리", "일본:name|기시다:name|총리:role"),
        ("기시다, 후미오 총리", "기시다:name|후미오:name|총리:role"),
        ("기시다 후미오", "기시다:name|후미오:name"),
        ("기시다 후미오 도쿄", "기시다:name|후미오:name|도쿄:name"),
        ("외교장관인 박진 씨는 서울로 갔다", "외교장관:role|박진:name|서울:name"),
        ("그리고 참석한 많은 관계자", "관계자:name"),
        ("윤", ""),
        ("윤, 대통령", "대통령:role"),
        ("김윤씨는 유네스코(UNESCO)의 제주도", "김윤:name|유네스코:name|UNESCO:name|제주도:name"),
    ],
)
def test_korean(text: str, expected: str) -> None:
    assert "|".join(offered(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("韓国の尹錫悦大統領は、岸田文雄首相と会談した。", "韓国:name|尹錫悦:name|大統領:role|岸田文雄:name|首相:role"),
        (
            "日韓経済協会の佐々木幹夫会長、三養ホールディングス会長",
            "日韓経済協会:name|佐々木幹夫:name|会長:role|三養ホールディングス:name|会長:role",
        ),
        (
            "CJグループの孫京植氏、フミオ・キシダ氏、代表団",
            "CJグループ:name|孫京植:name|フミオ・キシダ:name|代表団:name",
        ),
        ("尹大統領は副会長を", "尹:name|大統領:role|副会長:role"),
        ("KJEと氏とJR東日本AのSONY", "KJE:name|JR東日本A:name|SONY:name"),
        ("はい", ""),
        ("連携する人", ""),
    ],
)
def test_japanese(text: str, expected: str) -> None:
    assert "|".join(offered(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ibrahim Al-Sultan (إبراهيم السلطان) came.", "Ibrahim Al-Sultan|إبراهيم السلطان"),
        ("It is known as إكسبو 2030 الرياض in Riyadh.", "إكسبو 2030 الرياض|Riyadh"),
        ("It was said by דוד בן-גוריון, and นายกรัฐมนตรี came.", "דוד בן-גוריון|นายกรัฐมนตรี"),
        ("It was to be so: " + "مرحبا " * 11 + "as one says where many more words than these are read", ""),
        ("قال كيم إن أوساكا فازت. BIE", "BIE"),
        ("한국의 김윤은 서울에서 الرياض 대표를 만났다.", "한국|김윤|서울|الرياض"),
    ],
)
def test_names_in_scripts_without_capitals_are_offered_where_the_text_is_in_another(text: str, expected: str) -> None:
    assert "|".join(named(text, "name")) == expected


def test_a_year_within_such_a_name_is_no_date_by_itself() -> None:
    assert offered("الرياض 2030 for the 2030 vote") == ["الرياض:name", "2030:date", "2030:date"]
    assert offered("He says إكسبو 2030 الرياض in 2030") == ["إكسبو 2030 الرياض:name", "2030:date"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at the 173rd General Assembly in Paris", "173rd General Assembly:name|Paris:name"),
        ("the dossier of Expo 2030 Riyadh", "Expo 2030 Riyadh:name"),
        ("when Expo 2025 opens, the 2030 World Expo", "Expo:name|2025:date|2030:date|World Expo:name"),
        ("In 2018 France withdrew, on 3 May 2018 Korea", "2018:date|France:name|3 May 2018:date|Korea:name"),
        ("President 2022 Seoul, 29 Koreans", "President:role|2022:date|Seoul:name|29:number|Koreans:name"),
        ("Expo 29 Riyadh, the 3rd, Seoul", "Expo:name|29:number|Riyadh:name|3rd:number|Seoul:name"),
    ],
)
def test_a_number_that_belongs_to_a_name_is_part_of_it(text: str, expected: str) -> None:
    assert "|".join(offered(text)) == expected


def test_quotations_are_offered_without_marks_and_hold_names() -> None:
    assert offered("“We met Kim Yoon,” he said") == ["We met Kim Yoon,:quotation", "Kim Yoon:name"]
    assert named('a "white list" of 「日本の協力」 『本』 “Kim Yoon”', "quotation") == [
        "white list",
        "日本の協力",
        "本",
    ]
    assert offered("“Kim Yoon”") == ["Kim Yoon:name"]


def test_runs_of_han_characters_are_no_names_in_chinese() -> None:
    assert offered("韩国2023年5月17日与日本 BIE", "zh-Hans") == ["2023年5月17日:date", "BIE:name"]


@pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not part of the project")
def test_what_an_analyst_tags_in_a_real_article_is_a_whole_candidate() -> None:
    found = set(offered(ARTICLE.read_text(encoding="utf-8").strip()))
    wanted = """
        Korea-Japan Economic Association:name|Japan-Korea Economic Association:name|KJE:name|Samyang Holdings Corp.:name
        |CJ Group:name|Mitsubishi Corp.:name|Aso Cement:name|Kim Yoon:name|Mikio Sasaki:name|Yoon Suk Yeol:name
        |Fumio Kishida:name|Sohn Kyung-Shik:name|Akitaka Saiki:name|Yutaka Aso:name|chief:role|co-chair:role
        |Chairman:role|President:role|Prime Minister:role|independent director:role|May 17, 2023:date|Wednesday:date
        |2030:date|Busan:name|Osaka:name|World Expo:name|around 240:number|last week:date
    """
    assert {piece.strip() for piece in wanted.split("|")} <= found


@pytest.mark.parametrize(
    "piece",
    [
        "chief ",
        "Trade, ",
        "A of ",
        '"a',
        "“",
        "1,",
        "1",
        "김 ",
        "Kim ",
        "2억 ",
        "会長",
        "May ",
        "about ",
        "「",
        "U.S. ",
        "The ",
        "1st Expo 2030 ",
        "Al الرياض 2030 ",
    ],
)
@pytest.mark.timeout(120)  # against a hang: a quadratic way would take hours
def test_offering_is_linear_in_hostile_text(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert len(candidates(index_text(text))) <= len(text)
