"""Which keys a Korean keyboard (2-set) was meant to press when it delivers jamo or whole syllables."""

from typing import Final

_INITIALS: Final = ("r", "R", "s", "e", "E", "f", "a", "q", "Q", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g")
_VOWELS: Final = tuple(
    "k,o,i,O,j,p,u,P,h,hk,ho,hl,y,n,nj,np,nl,b,m,ml,l".split(",")  # noqa: SIM905 (readable as the keyboard has it)
)
_FINALS: Final = tuple(
    ",r,R,rt,s,sw,sg,e,f,fr,fa,fq,ft,fx,fv,fg,a,q,qt,t,T,d,w,c,z,x,v,g".split(",")  # noqa: SIM905 (the same)
)
_JAMO: Final = dict(
    (
        *zip("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", _INITIALS, strict=True),
        *zip("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ", _VOWELS, strict=True),
        *zip("ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ", ("rt", "sw", "sg", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "qt"), strict=True),
    )
)
_FIRST: Final = 0xAC00
_LAST: Final = 0xD7A3


def _keys(char: str) -> str:
    number = ord(char)
    if not _FIRST <= number <= _LAST:
        return _JAMO.get(char, char)
    rest, final = divmod(number - _FIRST, len(_FINALS))
    initial, vowel = divmod(rest, len(_VOWELS))
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]


def jamo_keys(text: str) -> str:
    """The QWERTY letters on which jamo and the jamo of syllables sit; anything else unchanged."""
    return "".join(map(_keys, text))
