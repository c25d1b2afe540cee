"""Bytes from outside become the text that every offset counts in, or a refusal in words."""

from collections.abc import Callable
from typing import Final

import attrs

from annotate_kit.text.marks import normal_form

_UTF8_BOM: Final = b"\xef\xbb\xbf"
_WIDE_BOMS: Final = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_SAMPLE: Final = 4096
"""Bytes looked at to tell UTF-16 without a mark from a text with a stray NUL."""
_MANY_NULS: Final = 0.2
_SAVE_AS_UTF8: Final = "Save it as UTF-8 and try again."


@attrs.frozen(kw_only=True)
class Unreadable:
    """Why bytes are no article text, and where the trouble starts."""

    reason: str
    line: int
    """1-based."""
    column: int
    """1-based, in code points of the line."""
    hint: str
    """What to do about it, one sentence."""


def normalise(raw: bytes) -> str | Unreadable:
    """The text of UTF-8 bytes in NFC with LF line ends and without a byte order mark, or why there is none."""
    name = _wide_encoding(raw)
    if name:
        return Unreadable(reason=f"the file looks like {name}, not UTF-8", line=1, column=1, hint=_SAVE_AS_UTF8)
    body = raw.removeprefix(_UTF8_BOM)
    try:
        decoded = body.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _place_after(body[: error.start].decode("utf-8"))
        reason = f"byte 0x{body[error.start]:02x} is not UTF-8"
        return Unreadable(reason=reason, line=line, column=column, hint=_encoding_hint(body))
    text = normal_form("NFC", _with_line_feeds(decoded))
    nul = text.find("\0")
    if nul >= 0:
        line, column = _place_after(text[:nul])
        hint = "Remove the NUL character; a text file has none."
        return Unreadable(reason="the file holds a NUL character (U+0000)", line=line, column=column, hint=hint)
    if not text.strip():
        reason = "the file holds only white space" if text else "the file is empty"
        return Unreadable(reason=reason, line=1, column=1, hint="Give a file with the article's text in it.")
    return text


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place_after(before: str) -> tuple[int, int]:
    lines = _with_line_feeds(before).split("\n")
    return len(lines), len(lines[-1]) + 1


def _wide_encoding(raw: bytes) -> str | None:
    for mark, name in _WIDE_BOMS:
        if raw.startswith(mark):
            return name
    sample = raw[:_SAMPLE]
    # Western text in UTF-16 without a mark is every other byte NUL, which is valid UTF-8.
    return "UTF-16" if sample.count(0) > _MANY_NULS * len(sample) else None


def _is_hangul(char: str) -> bool:
    return "가" <= char <= "힣"


def _is_hiragana(char: str) -> bool:
    return "ぁ" <= char <= "ん"


# Nearly every byte string decodes as an Asian double-byte code, so only the expected script in it convinces.
_GUESSES: Final[tuple[tuple[str, str, Callable[[str], bool], float], ...]] = (
    ("cp932", "Japanese Shift_JIS", _is_hiragana, 0.2),
    ("euc_jp", "Japanese EUC-JP", _is_hiragana, 0.2),
    ("cp949", "Korean CP949 (EUC-KR)", _is_hangul, 0.5),
)


def _encoding_hint(raw: bytes) -> str:
    for codec, name, belongs, share in _GUESSES:
        foreign = [char for char in raw.decode(codec, "replace") if not char.isascii()]
        if sum(map(belongs, foreign)) >= share * len(foreign):
            return f"It looks like {name}. {_SAVE_AS_UTF8}"
    return f"It may be Windows-1252 or Latin-1. {_SAVE_AS_UTF8}"
