"""Values out of words: dates, numbers, money, codes, names. The words stay the evidence."""

from annotate_kit.reading.amounts import Amount, find_amount, find_amounts
from annotate_kit.reading.dates import find_date, read_dates
from annotate_kit.reading.numbers import Figure, find_figure
from annotate_kit.reading.people import PersonName, find_names
from annotate_kit.reading.values import Named, NotUnderstood, Understood, read_value

__all__ = [
    "Amount",
    "Figure",
    "Named",
    "NotUnderstood",
    "PersonName",
    "Understood",
    "find_amount",
    "find_amounts",
    "find_date",
    "find_figure",
    "find_names",
    "read_dates",
    "read_value",
]
