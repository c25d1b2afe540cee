"""The words by which the patterns know organizations, people and what an amount is about; data, no logic."""

from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ENGLISH_BODIES: Final = frozenset(
    _words(
        """
        association associations federation confederation chamber union organization organisation institute institution
        agency authority bureau committee commission council board ministry department bank university college school
        foundation fund corporation corp company co inc ltd llc plc gmbh ag kk holdings industries motors motor
        electronics airlines airways railway railways steel chemical chemicals pharmaceuticals insurance securities
        partners ventures news times herald post press broadcasting senate court party
        police army navy hospital museum church club league society cooperative
        """
    )
)
"""Last words of names of organizations, small letters."""

ENGLISH_WEAK_BODIES: Final = frozenset(
    _words(
        """
        group assembly congress parliament center centre office network alliance secretariat government
        administration house
        """
    )
)
"""Last words of names that are organizations more often than not."""

ENGLISH_BODY_HEADS: Final = frozenset(
    _words(
        """
        ministry department bank university institute bureau association federation commission council board chamber
        organization organisation agency office embassy court society union confederation academy
        """
    )
)
"""First words of names such as "Ministry of Trade", small letters, also behind one word: "Royal Commission for …"."""

KOREAN_BODIES: Final = _words(
    """
    협회 연합회 경제인협회 경제단체연합회 위원회 상공회의소 회의소 협의회 주식회사 그룹 은행 대학교 대학 연구원 연구소
    재단 공사 공단 홀딩스 전자 건설 중공업 화학 제철 자동차 증권 생명 보험 카드 항공 통신 방송 신문 일보 상사 물산
    노조 조합 연맹 재계회의 대사관 총영사관 법원 검찰청 경찰청 국세청 관세청 시청 도청 병원 박람회기구 기구 정당 센터
    산업부 외교부 국방부 통일부 법무부 교육부 환경부 고용부 노동부 국토부 자원부 기획재정부 재정부 기재부 과기정통부
    정보통신부 문체부 관광부 복지부 해양수산부 수산부 기업부 벤처기업부 여성가족부 안전부 식품부 보훈부 국무부 상무부
    재무부 재무성 경제산업성 외무성 방위성 총무성 금융위 공정위 대통령실 국정원 총리실 국회 연합 사무국
    """
)
KOREAN_WEAK_BODIES: Final = _words("회의 포럼 정부 단체 본부 연대 학회 기금 총회 산업 금융")
"""How Korean names of organizations end."""

JAPANESE_BODIES: Final = _words(
    """
    連合会 協会 委員会 会議所 協議会 株式会社 グループ 銀行 大学 大学院 研究所 研究院 財団 公社 公団 機構
    ホールディングス 電力 電機 電気 自動車 製鉄 建設 化学 証券 生命 保険 航空 通信 放送 新聞 新聞社 商事 物産 労働組合
    組合 連盟 大使館 総領事館 裁判所 検察庁 警察庁 省 庁 党 病院 経団連 経連 団連 国会 センター 事務局 百貨店
    """
)
JAPANESE_WEAK_BODIES: Final = _words("会議 フォーラム 政府 団体 本部 学会 基金 総会 産業 金融 連")
"""How Japanese names of organizations end."""

COMMON_NOUNS: Final = frozenset(
    _words(
        """
        association federation confederation chamber union organization organisation institute agency authority bureau
        committee commission council board ministry bank university foundation fund corporation company group society
        league
        """
    )
)
"""What English articles call an organization once they have named it, small letters."""

COMMON_NOUN_ENDINGS: Final = _words(
    """
    상공회의소 위원회 연합회 협의회 연구원 연구소 협회 재단 공사 은행 그룹 기구 연맹 조합 委員会 連合会 協議会 研究所
    協会 財団 銀行 機構 連盟 組合
    """
)
"""The same in Korean and Japanese, the longest first."""

NO_ENGLISH_BODIES: Final = ("general assembly", "general meeting")
"""Ends of names that are no organizations: a meeting, though the National Assembly is one."""

NO_BODIES: Final = frozenset(
    _words(
        """
        전부 일부 내부 외부 여부 대부 정부 단체 본부 회의 총회 산업 금융 기금 연합 그룹 은행 대학 기구 조합 공사 방송
        신문
        전자 건설 화학 자동차 생명 보험 카드 항공 통신 병원 센터 재단 협회 위원회 연구원 연구소 협의회 연맹 노조 정당
        경제단체 포럼 国会 政府 団体 本部 会議 総会 産業 金融 基金 銀行 大学 機構 組合 放送 新聞 電力 電気 自動車 建設
        化学 生命 保険 航空 通信 病院 センター 財団 協会 委員会 研究所 協議会 連盟 事務局 グループ フォーラム 両団体
        経済団体 임시총회 정기총회
        """
    )
)
"""Words that end like a name and are plain nouns."""

ACTING: Final = frozenset(_words("직무대행 권한대행 대행 직무대리 職務代行 代行 職務代理"))
"""Words behind a Korean or Japanese role that belong to it."""

PLACES: Final = frozenset(
    _words(
        """
        korea japan china usa america britain france germany italy russia ukraine india canada australia brazil spain
        saudi arabia asia europe africa korean japanese chinese american british french german italian russian indian
        seoul tokyo osaka busan paris rome riyadh beijing washington london moscow geneva brussels
        """
    )
)
"""Words, small letters, that make a capitalised run a place or an adjective of one, no person."""

CUES: Final[dict[str, tuple[str, ...]]] = {
    "signed": _words("signed signing sign 서명 체결 署名 締結 調印"),
    "announced": _words("announced announce announcement unveiled 발표 공개 発表"),
    "founded": _words("founded founding established established set 설립 창립 출범 設立 創立 創設"),
    "established": _words("founded established founding 설립 창립 設立 創立"),
    "dissolved": _words("dissolved abolished merged closed 해산 해체 폐지 解散 廃止"),
    "effective": _words("effect force effective 발효 시행 発効 施行"),
    "force": _words("effect force effective 발효 시행 発効 施行"),
    "expires": _words("expires until expiry ends 만료 까지 満了"),
    "ratified": _words("ratified ratification 비준 批准"),
    "born": _words("born birth 태어난 태어나 출생 출신 生まれ 誕生"),
    "died": _words("died death killed 별세 사망 숨진 死去 死亡"),
    "when": _words("held hold meeting took opened 열린 열고 열렸 개최 開催 開いた"),
    "held": _words("held hold opened 열린 열렸 개최 開催"),
    "dates": _words("from hold open exposition 개최 열린 開催 会期"),
    "amount": _words("worth invest invested cost costs fund budget deal contract 투자 규모 출연 投資 規模 拠出 総額"),
    "members": _words("members member 회원 회원사 회원국 加盟 会員"),
    "employees": _words("employees employs workers staff people 직원 임직원 従業員 社員"),
    "votes": _words("votes vote voted 표 득표 票 得票"),
    "revenue": _words("revenue sales turnover 매출 売上 売上高"),
    "share": _words("stake share percent 지분 점유율 株式 持ち分"),
}
"""A word of a field's name or title → words of an article that say that an amount is about it."""
