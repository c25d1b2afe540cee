"""Family names that tell which part of a name is which, and words around a name that are none of it."""

from __future__ import annotations

from typing import Final

from annotate_kit.text.vocabulary import (
    HONORIFICS,
    JAPANESE_HONORIFICS,
    JAPANESE_ROLES,
    KOREAN_HONORIFICS,
    KOREAN_ROLES,
    ROLE_HEADS,
    ROLE_MODIFIERS,
    TITLE_ABBREVIATIONS,
)

__all__ = [
    "ASIAN_ROMANIZED",
    "ASIAN_TITLES",
    "ENGLISH_TITLES",
    "JAPANESE_LONG",
    "JAPANESE_SHORT",
    "KOREAN_DOUBLE",
    "PARTICLES",
    "SUFFIXES",
    "TITLE_HEADS",
    "WESTERN_ENDINGS",
]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


WESTERN_ENDINGS: Final = (
    "든",
    "롱",
    "슨",
    "턴",
    "프",
    "츠",
    "크",
    "드",
    "스",
    "렉",
    "엘",
    "버그",
    "먼",
    "튼",
    "린",
    "콘",
    "브",
)
"""How names of the West end in Hangul more often than those of Japan and China."""
ASIAN_ROMANIZED: Final = frozenset(
    _words(
        """
        kim lee yi rhee park pak choi choe jung jeong chung cheong kang cho jo yoon yun chang jang lim im rim
        han oh o seo suh shin sin kwon kwun hwang ahn an song ryu yoo yu you hong jeon chun jun ko go koh moon
        mun yang son sohn bae pae baek paik heo huh nam shim sim noh roh no ha kwak gwak sung seong cha joo ju
        woo wu koo gu ku ban min jin chin chey chae ban do doh eom um won bang byun pyo namgung hwangbo xi li
        wang zhang liu chen zhao huang zhou xu sun hu zhu gao lin he guo ma luo liang zheng xie tang feng deng
        cao peng zeng xiao tian dong pan yuan cai jiang du ye cheng wei lu su lü ding ren shen yao nguyen tran
        pham le hoang huynh phan vu vo dang bui ngo duong
        """
    )
)
"""Romanized Korean, Chinese and Vietnamese family names, small letters: news writes them first."""
KOREAN_DOUBLE: Final = frozenset(
    _words(
        """
        남궁 선우 황보 제갈 사공 독고 서문 동방 어금 망절
        """
    )
)
JAPANESE_SHORT: Final = frozenset(
    "森林原東堀辻関谷岸泉星柳菅麻梶畑嵐宮堤岡角乾西南北中今玉浜榊桂桜尹李金朴崔鄭姜趙張韓呉徐申権黄習王温胡江毛周孫馬陳劉"
)
"""Kanji that are a family name by themselves where two more follow, Korean and Chinese ones among them."""
JAPANESE_LONG: Final = frozenset(
    _words(
        """
        佐々木 長谷川 五十嵐 久保田 大久保 小笠原 小野寺 佐久間 日比野 宇都宮 勅使河原 小田切 大河原 長谷部
        竹之内 二階堂
        """
    )
)

PARTICLES: Final = frozenset(
    _words(
        """
        von van de der den la le du da das dos del della di bin ibn bint ben al el ter ten zu zum zur af av san
        st. abu
        """
    )
)
"""Small words that begin a family name."""
SUFFIXES: Final = frozenset(
    _words(
        """
        jr jr. sr sr. ii iii iv ph.d. phd md m.d. esq esq.
        """
    )
)

TITLE_HEADS: Final = ROLE_HEADS | HONORIFICS | TITLE_ABBREVIATIONS
ENGLISH_TITLES: Final = (
    TITLE_HEADS
    | ROLE_MODIFIERS
    | frozenset(
        _words(
            """
        former late then acting incoming outgoing current the
        """
        )
    )
)
ASIAN_TITLES: Final = tuple(
    sorted(
        {*KOREAN_ROLES, *JAPANESE_ROLES, *JAPANESE_HONORIFICS, *KOREAN_HONORIFICS, "직무대행", "国家主席"},
        key=len,
        reverse=True,
    )
)
"""Longest first."""
