"""Names of folders out of titles."""

import re
from typing import Final

from annotate_kit.text.folding import fold

_LONGEST: Final = 60
_APOSTROPHES: Final = re.compile("['’‘]")
_OTHER: Final = re.compile(r"[^a-z0-9]+")
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")


def shown_name(id_: str, title: str) -> str:
    """What people call an article: its id, or its title where the id tells little of it.

    Ids are made of the Latin letters of a title; of a Korean or Japanese one, few or none remain.
    """
    made = slug(title)
    letters = sum(map(str.isalnum, title))
    kept = sum(map(str.isalnum, made or ""))
    is_made = id_.startswith(made or "article-")
    return title if is_made and 2 * kept < letters else id_


def slug(title: str) -> str | None:
    """A title as ``[a-z0-9-]``, at most 60 long and cut at a word; nothing where no such name remains.

    Names of Windows devices ("con", "aux") are no names.
    """
    words = _OTHER.sub("-", _APOSTROPHES.sub("", fold(title))).strip("-")
    if len(words) > _LONGEST:
        cut = words.rfind("-", 0, _LONGEST + 1)
        words = words[:cut] if cut > 0 else words[:_LONGEST]
    return None if not words or _DEVICES.match(words) else words
