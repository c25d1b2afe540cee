"""Values read out of words: the tables of cases of tests/reading, read by the kit and by libraries for the same.

    .venv/bin/python benchmarks/reading.py

Each row of the tables is words, a language, and what a careful reader takes out of them, or that nothing can be taken
for certain. The kit is right on all of them, as its tests demand; the tables were made beside it. The libraries are
told the language and the article's day. A whole day where the words say a month or a year counts as right where it
lies in it, though it pretends to know the day: how often is told.
"""

from __future__ import annotations

import datetime as dt
import importlib
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from timing import REPOSITORY, table

from annotate_kit.core import parse_edtf
from annotate_kit.reading import find_amount, find_figure, read_dates

CASES = REPOSITORY / "tests" / "reading" / "cases"
LANGUAGES = {"english": "en", "korean": "ko", "japanese": "ja"}
CURRENCIES = frozenset({"USD", "EUR", "GBP", "KRW", "JPY", "CNY", "SAR"})
"""That an article's sums may be in, where words use a code."""
WEDNESDAY = "2023-05-17"

Row = tuple[str, str, list[str]]
"""Words, language, and the further columns."""


def rows(kind: str) -> Iterator[Row]:
    for path in sorted(CASES.glob(f"{kind}-*.tsv")):
        language = LANGUAGES[path.stem.rpartition("-")[2]]
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                words, *columns = line.split("\t")
                yield words, language, columns


def found_library(name: str) -> Any | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


# A reader takes words, language and the article's day, and gives an EDTF text or number; None for nothing certain.
Reader = Callable[[str, str, str | None], Any]


def by_dateparser(library: Any) -> Reader:
    def read(words: str, language: str, published: str | None) -> dt.date | None:
        settings: dict[str, Any] = {"PREFER_DATES_FROM": "past"}
        if published:
            settings["RELATIVE_BASE"] = dt.datetime.combine(dt.date.fromisoformat(published[:10]), dt.time())
        try:
            found = library.parse(words, languages=[language], settings=settings)
        except OverflowError:
            return None
        return found.date() if found else None

    return read


def kit_dates(words: str, language: str, published: str | None) -> str | None:
    read = read_dates(words, published, language)
    return read.readings[0].edtf if read.is_sure else None


def dates_of(read: Reader) -> list[str]:
    """Right on days; on months, years and intervals; how many of these as a day; right refusals; wrong answers."""
    right, parts, of_days, of_parts, as_day, refused, of_refused, made_up = 0, 0, 0, 0, 0, 0, 0, 0
    began = time.perf_counter()
    for words, language, (published, expected) in rows("dates"):
        day = {"": WEDNESDAY, "-": None}.get(published, published)
        if day is not None and len(day) < len(WEDNESDAY):
            continue
        found = read(words, language, day)
        if expected.startswith(("?", "-")) and not expected[1:2].isdigit():
            of_refused += 1
            refused += found is None
            made_up += found is not None
            continue
        is_day = len(expected) == len(WEDNESDAY)
        of_days, of_parts = of_days + is_day, of_parts + (not is_day)
        is_right = found is not None and _fits(found, expected)
        right, parts = right + (is_day and is_right), parts + (not is_day and is_right)
        as_day += not is_day and is_right and isinstance(found, dt.date)
    spent = (time.perf_counter() - began) / (of_days + of_parts + of_refused)
    return [
        f"{right} of {of_days}",
        f"{parts} of {of_parts}" + (f", {as_day} as a day" if as_day else ""),
        f"{refused} of {of_refused}",
        str(made_up),
        f"{spent * 1e6:,.0f} µs",
    ]


def _fits(found: str | dt.date, expected: str) -> bool:
    if isinstance(found, str):
        return found == expected
    date = parse_edtf(expected)
    return bool(date and (date.earliest or found) <= found <= (date.latest or found))


def numbers_of(kind: str, read: Reader, languages: frozenset[str]) -> list[str]:
    """Right values; right refusals; made up ones; only in the languages that the reader knows, of all."""
    right = of_all = refused = of_refused = made_up = 0
    began = time.perf_counter()
    for words, language, (expected,) in rows(kind):
        found = read(words, language, None) if language in languages else None
        if expected == "-":
            of_refused += 1
            refused += found is None
            made_up += found is not None
            continue
        of_all += 1
        value = float(expected.partition(" ")[0].lstrip("~"))
        right += found is not None and abs(float(found) - value) < 1e-6 * max(abs(value), 1)
    spent = (time.perf_counter() - began) / (of_all + of_refused)
    return [f"{right} of {of_all}", "", f"{refused} of {of_refused}", str(made_up), f"{spent * 1e6:,.0f} µs"]


def by_text2num(library: Any) -> Reader:
    def read(words: str, language: str, _published: str | None) -> Any:
        try:
            return library.text2num(words.replace(",", ""), language)
        except (ValueError, KeyError):
            return None

    return read


def by_quantulum(parser: Any) -> Reader:
    def read(words: str, _language: str, _published: str | None) -> Any:
        try:
            found = parser.parse(words)
        except Exception:  # noqa: BLE001 - whatever it raises, it read nothing
            return None
        return found[0].value if len(found) == 1 else None

    return read


def kit_number(words: str, _language: str, _published: str | None) -> Any:
    found = find_figure(words)
    return found.value if found else None


def kit_sum(words: str, _language: str, _published: str | None) -> Any:
    found = find_amount(words, CURRENCIES)
    return found.value if found else None


def main() -> None:
    warnings.simplefilter("ignore")
    everything, english = frozenset(LANGUAGES.values()), frozenset({"en"})
    lines = [["dates", "annotate-kit", *dates_of(kit_dates)]]
    for kind, read in (("numbers", kit_number), ("money", kit_sum)):
        lines.append([kind, "annotate-kit", *numbers_of(kind, read, everything)])
    libraries = (
        ("dates", "dateparser", "dateparser", lambda library: dates_of(by_dateparser(library))),
        ("numbers", "text2num", "text_to_num", lambda library: numbers_of("numbers", by_text2num(library), english)),
        ("numbers", "quantulum3", "quantulum3.parser", lambda it: numbers_of("numbers", by_quantulum(it), english)),
        ("money", "quantulum3", "quantulum3.parser", lambda it: numbers_of("money", by_quantulum(it), english)),
    )
    for kind, name, module, measured in libraries:
        library = found_library(module)
        lines.append([kind, name, *(measured(library) if library else ["not installed", "", "", "", ""])])
    head = ["table", "read by", "days or values", "partial dates", "refused", "made up", "a row"]
    table("What is right on the tables of tests/reading", head, lines)


if __name__ == "__main__":
    main()
