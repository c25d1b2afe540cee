"""The words of a text that no date, sum or number covers, as the name finders of each script see them."""

from collections.abc import Iterator

from annotate_kit.text.amounts import Amount
from annotate_kit.text.indexing import TextIndex

Token = tuple[int, int, str]
"""Start, end and the word itself."""

Found = tuple[int, int, str]
"""Start, end and kind of what a finder offers."""


def free_tokens(index: TextIndex, amounts: list[Amount]) -> Iterator[Token]:
    """The words that no amount overlaps, in order."""
    text = index.text
    waiting = iter(amounts)
    amount = next(waiting, None)
    for start, end in zip(*index.word_edges, strict=True):
        while amount is not None and amount[1] <= start:
            amount = next(waiting, None)
        if amount is None or end <= amount[0]:
            yield start, end, text[start:end]
