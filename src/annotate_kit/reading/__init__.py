"""Values out of words: dates, numbers, money, codes, names. The words stay the evidence."""

from annotate_kit.reading.amounts import Amount, find_amount
from annotate_kit.reading.dates import find_date
from annotate_kit.reading.numbers import Figure, find_figure
from annotate_kit.reading.values import Named, NotUnderstood, Understood, read_value

__all__ = [
    "Amount",
    "Figure",
    "Named",
    "NotUnderstood",
    "Understood",
    "find_amount",
    "find_date",
    "find_figure",
    "read_value",
]
