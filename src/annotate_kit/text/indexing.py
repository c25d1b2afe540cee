"""One text, cut once: every question about words, sentences and graphemes is then a binary search."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

import attrs
from wcwidth import iter_graphemes

from annotate_kit.text.ranges import Range
from annotate_kit.text.segmenting import paragraph_ranges, sentence_ranges, word_matches


@attrs.frozen(kw_only=True)
class TextIndex:
    """A text with its words, sentences, paragraphs and graphemes, each found when first asked for."""

    text: str

    @cached_property
    def line_starts(self) -> Sequence[int]:
        """The offset of each line's first code point."""
        lengths = map(len, self.text.split("\n"))
        return tuple(accumulate((length + 1 for length in lengths), initial=0))[:-1]

    @cached_property
    def graphemes(self) -> Sequence[int]:
        """The offset where each grapheme cluster starts, and the text's length."""
        if self.text.isascii() and "\r" not in self.text:
            return range(len(self.text) + 1)
        starts = array("L", accumulate(map(len, iter_graphemes(self.text)), initial=0))
        # Nearly every text has one code point a grapheme, and a range costs no memory.
        return range(len(starts)) if len(starts) == len(self.text) + 1 else starts

    @cached_property
    def word_edges(self) -> tuple[Sequence[int], Sequence[int]]:
        """The starts and the ends of the words, parallel."""
        spans = [match.span() for match in word_matches(self.text)]
        return tuple(start for start, _ in spans), tuple(end for _, end in spans)

    @cached_property
    def words(self) -> tuple[Range, ...]:
        """All words in order."""
        return tuple(Range(start=start, end=end) for start, end in zip(*self.word_edges, strict=True))

    @cached_property
    def paragraphs(self) -> tuple[Range, ...]:
        """All paragraphs in order, without the white space around them."""
        return paragraph_ranges(self.text)

    @cached_property
    def sentences(self) -> tuple[Range, ...]:
        """All sentences in order, without the white space around them."""
        return sentence_ranges(self.text, self.paragraphs)

    @cached_property
    def _sentence_starts(self) -> Sequence[int]:
        return tuple(sentence.start for sentence in self.sentences)

    @cached_property
    def _paragraph_starts(self) -> Sequence[int]:
        return tuple(paragraph.start for paragraph in self.paragraphs)

    def _word(self, position: int) -> Range | None:
        starts, ends = self.word_edges
        return Range(start=starts[position], end=ends[position]) if 0 <= position < len(starts) else None

    def word_at(self, offset: int) -> Range | None:
        """The word that holds the code point at an offset, or nothing between words."""
        word = self._word(bisect_right(self.word_edges[0], offset) - 1)
        return word if word is not None and offset < word.end else None

    def next_word(self, offset: int) -> Range | None:
        """The first word that starts after an offset."""
        return self._word(bisect_right(self.word_edges[0], offset))

    def previous_word(self, offset: int) -> Range | None:
        """The last word that starts before an offset."""
        return self._word(bisect_left(self.word_edges[0], offset) - 1)

    def sentence_at(self, offset: int) -> Range:
        """The sentence at an offset; between two, the one before; the whole of a text that has none."""
        return self._last_before(self.sentences, self._sentence_starts, offset)

    def paragraph_at(self, offset: int) -> Range:
        """The paragraph at an offset; between two, the one before; the whole of a text that has none."""
        return self._last_before(self.paragraphs, self._paragraph_starts, offset)

    def _last_before(self, units: tuple[Range, ...], starts: Sequence[int], offset: int) -> Range:
        if not units:
            return Range(start=0, end=len(self.text))
        return units[max(bisect_right(starts, offset) - 1, 0)]

    def is_boundary(self, offset: int) -> bool:
        """Whether an offset is an edge of a grapheme cluster."""
        position = bisect_left(self.graphemes, offset)
        return position < len(self.graphemes) and self.graphemes[position] == offset

    def grapheme_floor(self, offset: int) -> int:
        """The last grapheme edge that is not after an offset, at least 0."""
        return self.graphemes[max(bisect_right(self.graphemes, offset) - 1, 0)]

    def grapheme_ceil(self, offset: int) -> int:
        """The first grapheme edge that is not before an offset, at most the text's length."""
        return self.graphemes[min(bisect_left(self.graphemes, offset), len(self.graphemes) - 1)]

    def next_grapheme(self, offset: int) -> int:
        """The first grapheme edge after an offset, at most the text's length."""
        return self.graphemes[min(bisect_right(self.graphemes, offset), len(self.graphemes) - 1)]

    def previous_grapheme(self, offset: int) -> int:
        """The last grapheme edge before an offset, at least 0."""
        return self.graphemes[max(bisect_left(self.graphemes, offset) - 1, 0)]


def index_text(text: str) -> TextIndex:
    """The index of a text, whose parts are found when they are first asked for."""
    return TextIndex(text=text)
