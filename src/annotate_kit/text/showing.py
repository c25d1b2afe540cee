"""The one boundary between text from outside and a terminal: what could act is shown instead.

Every replaced code point becomes exactly one visible one, so offsets into the shown text are offsets into the text.
"""

import re
from functools import cache
from typing import Final

_UNSEEN: Final = "¤"
"""Shown for what has no picture: narrow in every terminal, and rare in news."""

_FORMAT: Final = (
    "\u00ad\u034f\u061c\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)

_EMOJI: Final = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff"
)
_JOINED_SCRIPTS: Final = "\u0620-\u0fff\u1000-\u109f\u1780-\u17ff\u1820-\u18aa"
_ONE: Final = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "␡", 0x09: " "}


# Compiled for the first line that needs them: most programs that print one line print plain ASCII.
@cache
def _hostile() -> re.Pattern[str]:
    return re.compile(f"[\0-\x1f\x7f-\x9f{_FORMAT}\ud800-\udfff\ufffe\uffff]")


@cache
def _legitimate() -> re.Pattern[str]:
    """Sequences in which an invisible code point does visible work and can do no harm.

    Each look is behind only, inside the grapheme, so that a grapheme shown alone is shown as it is in its text.
    """
    return re.compile(
        f"(?<=[{_EMOJI}\ufe0f])\u200d"
        f"|(?<=[{_JOINED_SCRIPTS}])[\u200c\u200d]"
        f"|(?<=[{_EMOJI}#*0-9])[\ufe0e\ufe0f]"
        "|(?<=[㐀-䶿一-鿿\uf900-\ufaff\U00020000-\U0003ffff])[\ufe00-\ufe0d\U000e0100-\U000e01ef]"
        "|(?<=[\u1820-\u18aa])[\u180b-\u180d]"
        "|(?<=\U0001f3f4)[\U000e0061-\U000e007a]{2,6}\U000e007f"
    )


def display(text: str, *, newline: str | None = None) -> str:
    """The text as it may go to a terminal, code point for code point; a line feed becomes ``newline`` (one code point).

    Control characters become their pictures, a tab a space, bidirectional controls and other invisible code points
    "¤", lone surrogates and non-characters U+FFFD. Joiners and
    variation selectors stay where emoji or scripts need them.
    """
    if (text.isascii() and text.isprintable()) or _hostile().search(text) is None:
        return text
    kept = {at for match in _legitimate().finditer(text) for at in range(match.start(), match.end())}
    return _hostile().sub(
        lambda match: match.group() if match.start() in kept else _visible(match.group(), newline), text
    )


def _visible(char: str, newline: str | None) -> str:
    if char == "\n" and newline is not None:
        return newline
    code = ord(char)
    if "\ud800" <= char <= "\udfff" or char in "\ufffe\uffff":
        return "\ufffd"
    return _ONE.get(code, _UNSEEN)
