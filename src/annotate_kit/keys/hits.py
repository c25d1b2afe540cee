"""Where something that is searched for stands, looked for no further than somebody asks.

The first letter of a search stands everywhere: in a text of a million words it would take a fifth of a second to find
all of it, and what is shown at once is one page.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from annotate_kit.text import Range, TextIndex, find_typed
from annotate_kit.text.finding import Where

__all__ = ["BLOCK", "Hits"]

BLOCK = 1 << 14
"""Code points that are looked through at a time: a millisecond or two even for the commonest letter."""

_EAGER = 8
"""Blocks of a text of which all hits are found at once."""
_SPARSE = 50
"""Hits in a block up to which looking behind each of them is quicker than looking through the block again."""
_LONGEST = 2100
"""Code points of the longest hit that is looked for before a place."""

_Places = tuple[Sequence[int], Sequence[int]]
"""Where hits begin, and where they end."""


@attrs.define(eq=False, kw_only=True)
class Hits:
    """The hits of a search, found block by block; mutable, it only ever learns."""

    _index: TextIndex
    _typed: str
    """What is looked for, in NFC; "" where all is found already."""
    _at: Where = "anywhere"
    _size: int = BLOCK
    """Code points of a block."""
    _before: Mapping[int, _Places] = attrs.field(factory=dict)
    """What was found of a beginning of what is typed, block by block."""
    _looked: dict[int, _Places] = attrs.field(factory=dict)
    """What was found in each block by itself."""
    _found: dict[int, _Places] = attrs.field(factory=dict)
    """What counts of it."""
    _ahead: int = 0
    """The first block that nobody may have looked at."""

    @classmethod
    def of(cls, index: TextIndex, typed: str, at: Where, before: Hits | None = None, *, size: int = BLOCK) -> Hits:
        """The hits of a typed text, all of them where the text is short.

        Args:
            index: of the text.
            typed: what to look for.
            at: where in words it may lie.
            before: the hits of what was typed until now; what is known of it need not be looked for again.
            size: code points of a block, the same for both.
        """
        wanted = unicodedata.normalize("NFC", typed)
        known = before.known_of(index, wanted, at) if before is not None else {}
        hits = cls(index=index, typed=wanted, at=at, size=size, before=known)
        if hits._count <= _EAGER:
            hits.learn(_EAGER)
        return hits

    @classmethod
    def all_of(cls, index: TextIndex, found: Sequence[Range]) -> Hits:
        """The hits of a regular expression, which are all found already."""
        places = _places((one.start, one.end) for one in found)
        return cls(index=index, typed="", size=len(index.text) + 1, looked={0: places}, found={0: places})

    def known_of(self, index: TextIndex, wanted: str, at: Where) -> Mapping[int, _Places]:
        """What these hits tell, block by block, of those of a longer text: they begin at no other place."""
        # A longer word may be whole where its beginning is not.
        is_wider = self._at == "anywhere" or (self._at == "starts" and at != "anywhere")
        return {**self._before, **self._looked} if is_wider and self.is_beginning_of(index, wanted) else {}

    def is_beginning_of(self, index: TextIndex, typed: str) -> bool:
        """Whether a text looked for in the same article begins with what was looked for here."""
        is_typed = bool(self._typed) and self._index is index
        return is_typed and unicodedata.normalize("NFC", typed).startswith(self._typed)

    # What is asked.

    @property
    def is_whole(self) -> bool:
        """Whether all hits are known."""
        return len(self._found) >= self._count

    @property
    def known(self) -> int:
        """How many hits are known so far."""
        return sum(len(starts) for starts, _ in self._found.values())

    def first_from(self, offset: int) -> Range | None:
        """The first hit that begins at an offset or behind it."""
        for block in range(offset // self._size, self._count):
            starts, ends = self._block(block)
            at = bisect_left(starts, offset)
            if at < len(starts):
                return Range(start=starts[at], end=ends[at])
        return None

    def last_before(self, offset: int) -> Range | None:
        """The last hit that begins before an offset."""
        for block in range(min(offset // self._size, self._count - 1), -1, -1):
            starts, ends = self._block(block)
            at = bisect_left(starts, offset) - 1
            if at >= 0:
                return Range(start=starts[at], end=ends[at])
        return None

    def between(self, start: int, end: int) -> Iterator[Range]:
        """The hits that share a code point with `[start, end)`, in text order."""
        first, last = max(start - _LONGEST, 0) // self._size, max(end - 1, 0) // self._size
        for block in range(first, min(last + 1, self._count)):
            starts, ends = self._block(block)
            for at in range(bisect_left(starts, start - _LONGEST), bisect_left(starts, end)):
                if ends[at] > start:
                    yield Range(start=starts[at], end=ends[at])

    def number_of(self, offset: int) -> int:
        """How many hits begin at an offset or before it."""
        here = min(offset // self._size, self._count - 1)
        counts = [len(self._block(block)[0]) for block in range(here)]
        return sum(counts) + bisect_right(self._block(here)[0], offset)

    def learn(self, blocks: int = 1) -> None:
        """Look through so many more blocks, from the text's beginning on."""
        for _ in range(blocks):
            while self._ahead in self._found:
                self._ahead += 1
            if self._ahead < self._count:
                self._block(self._ahead)

    # How it is found.

    @property
    def _count(self) -> int:
        """How many blocks there are."""
        return -(-max(len(self._index.text), 1) // self._size)

    def _block(self, number: int) -> _Places:
        """The hits that begin in a block and do not overlap with the last one of the block before."""
        if number not in self._found:
            starts, ends = self._raw(number)
            reached = self._raw(number - 1)[1][-1:] if number else ()
            first = bisect_left(starts, reached[0]) if reached else 0
            self._found[number] = (starts[first:], ends[first:]) if first else (starts, ends)
        return self._found[number]

    def _raw(self, number: int) -> _Places:
        if number not in self._looked:
            known = self._before.get(number)
            is_known = known is not None and (not known[0] or self._is_telling(known))
            self._looked[number] = self._behind(known) if known is not None and is_known else self._sought(number)
        return self._looked[number]

    def _sought(self, number: int) -> _Places:
        start, end = number * self._size, (number + 1) * self._size
        return _places(find_typed(self._index, self._typed, at=self._at, start=start, end=end))

    def _is_telling(self, known: _Places) -> bool:
        """Whether what is typed now stands nowhere but where its beginning was found, and that is seldom."""
        first, rest = self._typed[0].casefold(), self._typed[1:].casefold()
        # What holds its first letter again may begin inside a place of its own beginning, which was passed over.
        return len(known[0]) <= _SPARSE and self._typed.isascii() and first not in rest and not first.isspace()

    def _behind(self, known: _Places) -> _Places:
        """The places of a beginning that go on as is typed now."""
        return _places(find_typed(self._index, self._typed, at=self._at, among=known[0]))


def _places(found: Iterable[tuple[int, int]]) -> _Places:
    starts, ends = array("L"), array("L")
    for start, end in found:
        starts.append(start)
        ends.append(end)
    return starts, ends
