"""The closed word lists that cutting and finding lean on; data, no logic."""

from typing import Final


def _words(text: str) -> list[str]:
    return text.split()


STOP_WORDS: Final = frozenset(
    _words(
        """
        a about above according across additionally after afterwards again against all almost along already also
        although always amid among an and another any anyone are around as asked at back based be because been before
        behind being below beneath beside besides between beyond both but by can could despite did do does doing down
        due during each earlier either else especially even eventually every everyone everything except few finally
        first following for former formerly from further furthermore given had has have he hence her here hers him his
        how however i if in indeed initially instead into is it its itself just last lastly late later least less let
        like likewise many may maybe meanwhile might mine more moreover most much must my near nearly neither never
        nevertheless next no nobody none nonetheless nor not nothing now of off often on once one only onto or other
        others otherwise our ours out over overall own past per perhaps please possibly previously rather recently
        regarding same second see several shall she should similarly since so some somebody someone something
        sometimes soon still such than thanks that the their theirs them then there thereafter therefore these they
        third this those though through throughout thus till to together tomorrow too toward towards two three four
        five six seven eight nine ten today under underneath unless unlike until up upon us various versus very via
        was we well were what whatever when whenever where whereas wherever whether which while who whoever whole whom
        whose why will with within without would yes yesterday yet you your yours
        """
    )
)
"""English words that open a sentence with a capital and are no name for it."""

JOINTS: Final = frozenset(
    _words(
        """
        of de des du del della di da do dos la le las los van von der den ter zu zum bin ibn al el y & und
        """
    )
)
"""Lower-case words that a name may hold between two capitalised ones."""

LIST_HEADS: Final = frozenset(
    _words(
        """
        ministry department chamber organization organisation federation institute office agency bureau committee
        council association center centre board commission society union conference forum foundation confederation
        """
    )
)
"""Heads of names whose inside may hold "for", "on" and lists with "and": "Ministry of Economy, Trade and Industry"."""

HONORIFICS: Final = frozenset(_words("mr mrs ms miss mx messrs madam sir"))
"""Words before a name that are neither the name nor a role."""

ROLE_HEADS: Final = frozenset(
    _words(
        """
        chair chairman chairwoman chairperson co-chair co-chairman co-chairwoman vice-chair vice-chairman president
        vice-president minister premier chancellor chief ceo cfo coo cto director director-general secretary
        secretary-general governor mayor ambassador envoy commissioner spokesman spokeswoman spokesperson senator
        representative rep congressman congresswoman lawmaker leader head king queen prince princess emperor professor
        prof dr gen gov sen admiral colonel officer founder co-founder treasurer delegate chairperson-in-office
        negotiator counselor counsellor consul economist analyst undersecretary
        """
    )
)
"""English words, small letters, each of which is a role by itself."""

ROLE_MODIFIERS: Final = frozenset(
    _words(
        """
        vice deputy prime foreign trade finance defense defence industry economy energy commerce interior justice
        health education labor labour culture environment transport agriculture science unification senior executive
        honorary managing chief assistant first independent crown investment regional national outside treasury
        permanent special standing non-executive inaugural administrative operating financial technology
        """
    )
)
"""Words that belong to a role when a role follows: "prime minister", "independent director"."""

FIELDS: Final = frozenset(
    _words(
        """
        foreign affairs finance trade defense defence economy industry commerce health education justice environment
        agriculture transport transportation labor labour culture science technology state interior home energy food
        infrastructure land tourism sports welfare unification staff treasury planning strategy fisheries oceans smes
        startups economic public works development cooperation co-operation security communications information ict
        statistics resources forestry gas human rights social family women innovation investment rural
        """
    )
)
"""What ministries and bodies are for; such words make lists inside a name: "Economy, Trade and Industry"."""

OF_HEADS: Final = frozenset(
    _words(
        """
        bank bureau university college school institute republic kingdom state states court house assembly league gulf
        bay sea isle city province museum faculty parliament congress senate church diocese exchange fund authority
        administration corporation academy secretariat treaty declaration
        """
    )
)
"""Last words before "of" that make what follows part of the name."""

CORPORATE: Final = frozenset(_words("corp inc co ltd llc plc bros pty pte gmbh ag sa nv bv kk"))
"""Corporate endings, small letters, without their period."""

TITLE_ABBREVIATIONS: Final = frozenset(
    _words(
        """
        mr mrs ms dr prof gen sen rep gov lt col capt sgt adm hon rev st mt ft messrs pres
        """
    )
)
"""Abbreviations with a period that a name follows; a sentence never ends there."""

OTHER_ABBREVIATIONS: Final = frozenset(
    _words(
        """
        jr sr vs etc no est approx dept univ assn jan feb mar apr jun jul aug sep sept oct nov dec vol pp fig intl
        """
    )
)
"""Abbreviations with a period that may or may not end a sentence, beside the corporate ones."""

KOREAN_ROLES: Final = frozenset(
    _words(
        """
        회장 부회장 명예회장 공동회장 의장 부의장 공동의장 사장 부사장 대표 대표이사 공동대표 이사 이사장 상임이사
        사외이사 전무 상무 총재 부총재 장관 차관 총리 부총리 대통령 부통령 수상 외상 외무상 대사 공사 영사 총영사
        위원장 부위원장 위원 의원 시장 부시장 도지사 지사 국장 실장 본부장 단장 원장 총장 사무총장 대변인 교수 박사
        연구원 센터장 소장 지사장 청장 처장 특사 주석 총서기 국왕 일왕 천황 왕세자 협회장 조합장 그룹장 팀장 과장 부장
        행장 은행장 회장단 경제산업상 관방장관
        """
    )
)
KOREAN_ROLE_ENDINGS: Final = (
    "장관",
    "차관",
    "회장",
    "의장",
    "위원장",
    "총리",
    "대통령",
    "대사",
    "총재",
    "사장",
    "총장",
)

KOREAN_PARTICLES: Final[dict[str, str]] = dict.fromkeys(
    _words(
        """
    의 에 에서 에게 에게서 께서 께 도 만 부터 까지 보다 처럼 에는 에도 에서는 에서도 에서의 에게는 께서는 까지의
    까지도 부터는 하고 마다 조차 만의 만이 만을 에만 에의 과의 와의 과는 와는 과도 와도 에선 만큼 같이 밖에 한테 씩
    """
    ),
    "any",
)
KOREAN_PARTICLES.update(
    dict.fromkeys(
        _words(
            """
            은 이 을 과 으로 이나 이며 이라고 이라는 이라며 이라면 이다 이었다 이자 으로서 으로써 으로부터 으로는
            으로의 이란 인
            """
        ),
        "consonant",
    )
)
KOREAN_PARTICLES.update(
    dict.fromkeys(_words("는 가 를 와 로 나 라고 라는 라며 라면 로서 로써 로부터 로는 로의 란"), "vowel")
)
"""Particles, and whether they follow a syllable with a final consonant, without one, or any."""

KOREAN_HONORIFICS: Final = ("씨", "님", "측", "군", "양")

KOREAN_STOP_WORDS: Final = frozenset(
    _words(
        """
        그리고 그러나 하지만 그런데 또한 또는 및 등 등을 등이 등의 것 것을 것이 것으로 것은 수 때 때문 때문에 이번
        지난 오는 이날 각각 함께 모두 다시 이미 아직 특히 앞서 한편 이어 가장 매우 더욱 서로 직접 대해 위해 통해 따라
        관련 대한 위한 통한 따른 이후 이전 동안 사이 가운데 그는 그의 그녀는 우리 우리는 저는 이를 이는 이와 여러 모든
        다른 어떤 이런 이들 일부 지금 나란히 오전 오후 있다 없다 했다 그 이 저 약 총 각 제 첫 두 세 네 더 또 중 속 후
        전 뒤 앞 위 내 간 계속 바로 많은 새로운 주요 양측은 덧붙 밝혔 말했 처음 처음으로
        """
    )
)

KOREAN_PLAIN_NOUNS: Final = frozenset(
    _words(
        """
        북한 남한 신한 광고 창고 보고 최고 금고 재고 참고 한반도 제주도 경기도 강원도 충청도 경상도 전라도 독도 여의도
        국회 한국 미국
        """
    )
)
"""Words whose last syllable looks like a verb's ending or a particle and is neither."""

KOREAN_FAMILY_NAMES: Final = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추석선설길연은편용"
)

KOREAN_BODY_ENDINGS: Final = tuple(
    _words(
        """
        협회 그룹 정부 은행 위원회 회의 회의소 연합회 경협 한국 일본 미국 중국 대학 대학교 홀딩스 전자 자동차 물산
        상사 시멘트 건설 화학 중공업 제철 통신 방송 신문 호텔 산업 금융 생명 증권 카드 항공 공사 재단 기구 연맹 조합
        연구원 대사관 부 처 청 국 시 도 군 구 사 원 당 회 측 단
        """
    )
)
"""How Korean names of bodies and places end."""

JAPANESE_ROLES: Final = tuple(
    _words(
        """
        経済産業大臣 外務大臣 総理大臣 官房長官 代表取締役 事務総長 副大統領 副委員長 大統領 副首相 副会長 副社長
        名誉会長 共同議長 理事長 委員長 取締役 首相 会長 社長 大臣 外相 経産相 財務相 防衛相 知事 市長 議長 総裁
        副総裁 大使 長官 次官 総長 頭取 専務 常務 総理 国王 天皇 教授 議員 主席 書記長 団長 院長 学長 局長 部長 課長
        所長 報道官 幹事長 党首
        """
    )
)
"""Longest first, so that 副会長 wins over 会長."""

JAPANESE_HONORIFICS: Final = ("氏", "様", "殿", "君")

AMOUNT_OPENERS: Final = frozenset(
    _words(
        """
        january february march april may june july august september october november december jan feb mar apr jun jul
        aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday last next this past first
        second third fourth q1 q2 q3 q4 yesterday today tomorrow around about some nearly almost roughly approximately
        over more less fewer at up under close an one two three four five six seven eight nine ten eleven twelve
        thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty
        ninety dozen dozens hundred hundreds thousand thousands half a us c hk nt s r usd krw jpy eur gbp cny chf aud
        cad inr hkd sgd twd
        """
    )
)
"""Words, small letters, that may begin a date, a sum or a number, beside digits."""

ASIAN_AMOUNT_OPENERS: Final = frozenset(
    _words(
        """
        지난 작년 올해 내년 이달 이번 다음 오늘 어제 내일 월요 화요 수요 목요 금요 토요 일요 최대 최소 令和 平成 昭和
        一昨 昨年 今年 来年 先月 今月 来月 先週 今週 来週 昨日 本日 明日 月曜 火曜 水曜 木曜 金曜 土曜 日曜 およ 最大
        """
    )
)
"""The first two code points of such words in Korean and Japanese."""

BODY_ENDINGS: Final = frozenset(
    _words(
        """
        corp corporation inc incorporated co company ltd limited llc plc gmbh ag sa spa nv bv kk pte pty
        """
    )
)
"""Corporate endings that make no difference between two names, small letters."""
