"""How Korean syllables and Japanese kana are written in Latin letters; data, no logic.

Spellings are folded: small letters without accents, so that ŏ is o and ŭ is u.
"""

from typing import Final

ONSETS: Final = (
    *("g k kk", "kk gg k g", "n r l", "d t", "tt dd t d", "r l n rh", "m", "b p v", "pp bb p b", "s sh"),
    *("ss s ts", "", "j ch z g", "jj tch j tz", "ch ts tch", "k kh c q", "t th", "p ph f", "h f"),
)
"""Spellings of the nineteen first consonants, in Unicode's order; the silent one has none."""

VOWELS: Final = (
    *("a ah ar aa", "ae e ai ay a", "ya yah ia", "yae ye", "eo u o uh e er eu ou", "e ae ay ey eh ye"),
    *(
        "yeo you yu yo yuh ye yeu yur io eo",
        "ye yae e",
        "o oh ou ow",
        "wa oa ua",
        "wae wai oae we",
        "oe oi oy we oey ey",
    ),
    *("yo yoh io", "u oo woo wu ou uh", "wo weo wu weu", "we wae", "wi ui wee wie", "yu yoo you ew yew iu"),
    *("eu u oo e ue", "ui eui i ee ey", "i ee y ea yi ie ii"),
)
"""Spellings of the twenty-one vowels, in Unicode's order."""

CODAS: Final = (
    *("", "k g ck", "k g", "k ks", "n", "n", "n nh", "t d", "l r ll rl", "k lk g", "m lm"),
    *("l lb", "l", "l", "p lp", "l lh", "m", "p b", "p", "t s d", "t s", "ng n"),
    *("t j", "t ch", "k", "t", "p", "t h"),
)
"""Spellings of no last consonant and of the twenty-seven, in Unicode's order."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ROMAN_ONSETS: Final = _words("g kk n d tt r m b pp s ss - j jj ch k t p h")
ROMAN_VOWELS: Final = _words("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
ROMAN_CODAS: Final = _words("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
"""The Revised Romanization, syllable by syllable as names are written; a hyphen stands for nothing."""

FAMILY_SPELLINGS: Final[dict[str, str]] = {
    "김": "kim gim ghim",
    "이": "lee yi rhee i ri ree li rhie yee",
    "리": "ri lee li rhee",
    "박": "park pak bak bahk pahk",
    "최": "choi choe chey choy chwe",
    "정": "jung chung jeong cheong chong joung jeung jong",
    "강": "kang gang",
    "조": "cho jo joe",
    "윤": "yoon yun youn yune",
    "장": "chang jang",
    "임": "lim im rim yim",
    "림": "lim rim",
    "한": "han hahn",
    "오": "oh o",
    "서": "seo suh so seoh su",
    "신": "shin sin shinn",
    "권": "kwon gwon kweon",
    "황": "hwang",
    "안": "ahn an",
    "송": "song",
    "전": "jeon jun chun chon cheon",
    "홍": "hong",
    "유": "yoo yu ryu you lyu ryoo",
    "류": "ryu yoo yu ryoo lyu",
    "고": "ko go koh",
    "문": "moon mun",
    "양": "yang ryang",
    "손": "son sohn",
    "배": "bae pae bai",
    "백": "baek paek paik back baik",
    "허": "heo huh hur ho her",
    "남": "nam",
    "심": "shim sim",
    "노": "roh noh no ro",
    "하": "ha hah",
    "곽": "kwak gwak",
    "성": "sung seong song",
    "차": "cha",
    "주": "joo ju chu",
    "우": "woo u wu",
    "구": "koo gu ku goo",
    "민": "min",
    "진": "jin chin",
    "지": "ji chi jee",
    "엄": "um eom uhm",
    "채": "chae",
    "원": "won weon",
    "천": "cheon chun chon",
    "방": "bang pang",
    "공": "kong gong",
    "현": "hyun hyeon hyon",
    "함": "ham hahm",
    "변": "byun byeon pyun pyon",
    "여": "yeo yuh yo",
    "추": "choo chu",
    "석": "seok suk sok",
    "선": "sun seon son",
    "설": "seol sul sol",
    "길": "gil kil",
    "표": "pyo",
    "명": "myung myeong myong",
    "기": "ki gi kee",
    "반": "ban pan",
    "왕": "wang",
    "금": "keum geum kum",
    "옥": "ok ock",
    "육": "yook yuk",
    "인": "in",
    "맹": "maeng",
    "제": "je jae",
    "탁": "tak",
    "국": "kook guk kuk",
    "어": "eo uh",
    "은": "eun un",
    "용": "yong",
    "예": "ye",
    "봉": "bong pong",
    "사": "sa",
    "부": "boo bu pu",
    "가": "ka ga",
    "태": "tae",
    "도": "do doh",
    "연": "yeon yun youn yon",
    "위": "wi wie",
    "마": "ma",
    "편": "pyun pyeon",
    "염": "yum yeom",
    "남궁": "namgung namkung namgoong",
    "황보": "hwangbo",
    "제갈": "jegal chegal",
    "선우": "sunwoo seonu sonu",
    "독고": "dokgo dokko tokko",
    "사공": "sagong sakong",
    "서문": "seomun suhmoon",
}
"""How Korean family names are spelt, the usual first."""

GIVEN_SPELLINGS: Final[dict[str, str]] = {
    "승": "syng",
    "경": "kyung kyoung",
    "영": "young",
    "현": "hyun hyeon",
    "희": "hee hi hui",
    "택": "taik",
    "혁": "hyuk hyok",
    "필": "phil",
    "화": "wha",
    "훈": "whon",
}
"""Spellings of single syllables that the tables of sounds do not give."""

KANA: Final[dict[str, str]] = dict(
    pair.split("=")
    for pair in _words(
        """
        ア=a イ=i ウ=u エ=e オ=o カ=ka キ=ki ク=ku ケ=ke コ=ko サ=sa シ=shi ス=su セ=se ソ=so タ=ta チ=chi ツ=tsu
        テ=te ト=to ナ=na ニ=ni ヌ=nu ネ=ne ノ=no ハ=ha ヒ=hi フ=fu ヘ=he ホ=ho マ=ma ミ=mi ム=mu メ=me モ=mo ヤ=ya
        ユ=yu ヨ=yo ラ=ra リ=ri ル=ru レ=re ロ=ro ワ=wa ヰ=i ヱ=e ヲ=o ン=n ガ=ga ギ=gi グ=gu ゲ=ge ゴ=go ザ=za ジ=ji
        ズ=zu ゼ=ze ゾ=zo ダ=da ヂ=ji ヅ=zu デ=de ド=do バ=ba ビ=bi ブ=bu ベ=be ボ=bo パ=pa ピ=pi プ=pu ペ=pe ポ=po
        ヴ=vu キャ=kya キュ=kyu キョ=kyo シャ=sha シュ=shu ショ=sho シェ=she チャ=cha チュ=chu チョ=cho チェ=che
        ニャ=nya ニュ=nyu ニョ=nyo ヒャ=hya ヒュ=hyu ヒョ=hyo ミャ=mya ミュ=myu ミョ=myo リャ=rya リュ=ryu リョ=ryo
        ギャ=gya ギュ=gyu ギョ=gyo ジャ=ja ジュ=ju ジョ=jo ジェ=je ビャ=bya ビュ=byu ビョ=byo ピャ=pya ピュ=pyu
        ピョ=pyo ファ=fa フィ=fi フェ=fe フォ=fo ティ=ti ディ=di トゥ=tu ドゥ=du デュ=dyu ウィ=wi ウェ=we ウォ=wo
        ヴァ=va ヴィ=vi ヴェ=ve ヴォ=vo ツァ=tsa ツェ=tse ツォ=tso ァ=a ィ=i ゥ=u ェ=e ォ=o ャ=ya ュ=yu ョ=yo
        """
    )
)
"""Hepburn; the longer first where two begin alike."""
