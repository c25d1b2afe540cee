"""A text as sentences of tokens with features, and spans as labels of tokens: what a sequence model learns from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from annotate_kit.text import TextIndex, candidates
from annotate_kit.text.folding import fold
from annotate_kit.text.korean import has_hangul, stem
from annotate_kit.text.vocabulary import CORPORATE

__all__ = ["OUTSIDE", "Sentence", "label_spans", "sentences_of", "spans_of"]

OUTSIDE: Final = "O"
_RUNS: Final = ((re.compile(r"[^\W\d_a-z]+"), "X"), (re.compile(r"\d+"), "9"), (re.compile(r"[^\W\d_A-Z]+"), "x"))
_CJK: Final = "\u2e7f"
_LONGEST: Final = 400
"""Tokens of a sentence; a text without full stops is cut, so that no sequence grows without bound."""


@attrs.frozen(kw_only=True)
class Sentence:
    """The tokens of a sentence: words, Korean ones in two where a particle follows."""

    starts: tuple[int, ...]
    """In code points of the text."""
    ends: tuple[int, ...]
    features: tuple[tuple[str, ...], ...]
    """For each token, what a model sees of it and its neighbours."""


def sentences_of(index: TextIndex, language: str | None = None) -> tuple[Sentence, ...]:
    """The sentences of a text that have words in them."""
    kinds = _kinds(index, language)
    starts, ends = _tokens(index)
    made: list[Sentence] = []
    for sentence in index.sentences:
        first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        for low in range(first, last, _LONGEST):
            high = min(low + _LONGEST, last)
            tokens = [_own(index.text, starts[n], ends[n], kinds) for n in range(low, high)]
            gaps = [_gap(index.text[ends[n - 1] if n else 0 : starts[n]]) for n in range(low, high)]
            features = tuple(tuple(_around(tokens, gaps, n)) for n in range(high - low))
            made.append(Sentence(starts=tuple(starts[low:high]), ends=tuple(ends[low:high]), features=features))
    return tuple(made)


def _tokens(index: TextIndex) -> tuple[list[int], list[int]]:
    starts: list[int] = []
    ends: list[int] = []
    for start, end in zip(*index.word_edges, strict=True):
        word = index.text[start:end]
        cut = start + len(stem(word)) if has_hangul(word) else end
        starts.append(start)
        ends.append(cut)
        if cut < end:
            starts.append(cut)
            ends.append(end)
    return starts, ends


def _kinds(index: TextIndex, language: str | None) -> tuple[list[int], list[int], list[str]]:
    """The candidates without quotations, which hold others."""
    offered = [c for c in candidates(index, language) if c.kind != "quotation"]
    return [c.start for c in offered], [c.end for c in offered], [c.kind for c in offered]


def _own(text: str, start: int, end: int, kinds: tuple[list[int], list[int], list[str]]) -> tuple[str, ...]:
    """What a token is by itself."""
    word = text[start:end]
    position = bisect_right(kinds[0], start) - 1
    inside = position >= 0 and kinds[1][position] > start
    offered = OUTSIDE if not inside else ("B-" if kinds[0][position] == start else "I-") + kinds[2][position]
    small = fold(word)
    ending = small[-2:] if word[-1] > _CJK else small[-3:]
    return (f"w={small}", f"s={_shape(word)}", f"e={ending}", f"b={small[:2]}", f"c={offered}")


def _shape(word: str) -> str:
    for run, letter in _RUNS:
        word = run.sub(letter, word)
    return word[:8]


def _gap(between: str) -> str:
    plain = between.strip()
    return "n" if "\n" in between else plain[-1:] or ("_" if between else "")


def _around(tokens: Sequence[tuple[str, ...]], gaps: Sequence[str], n: int) -> Iterator[str]:
    yield from tokens[n]
    yield f"g={gaps[n]}"
    for step in (-1, 1):
        if 0 <= n + step < len(tokens):
            yield from (f"{step}{feature}" for feature in tokens[n + step])
        else:
            yield f"{step}edge"
    if n + 1 < len(gaps):
        yield f"1g={gaps[n + 1]}"


def label_spans(sentence: Sentence, spans: Sequence[tuple[int, int, str]]) -> tuple[str, ...]:
    """The labels of a sentence's tokens: `B-` and `I-` with the span's label, `O` elsewhere; the longer span wins."""
    labels = [OUTSIDE] * len(sentence.starts)
    for start, end, label in sorted(spans, key=lambda span: (span[1] - span[0], span[0])):
        first, last = bisect_right(sentence.ends, start), bisect_left(sentence.starts, end)
        for n in range(first, last):
            labels[n] = f"{'B' if n == first else 'I'}-{label}"
    return tuple(labels)


def spans_of(index: TextIndex, sentence: Sentence, labels: Sequence[str]) -> Iterator[tuple[int, int, str, int, int]]:
    """The spans that labels say: start, end, label, and the first token and one past the last."""
    n = 0
    while n < len(labels):
        label = labels[n]
        first, n = n, n + 1
        if label == OUTSIDE:
            continue
        while n < len(labels) and labels[n] == f"I-{label[2:]}":
            n += 1
        start, end = sentence.starts[first], sentence.ends[n - 1]
        last_word = index.text[sentence.starts[n - 1] : end].lower()
        # The tokens have no periods; "Corp." has one, and "Corporation" ends its sentence.
        yield start, end + (last_word in CORPORATE and index.text[end : end + 1] == "."), label[2:], first, n
