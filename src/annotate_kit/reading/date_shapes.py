"""The forms that dates have in English, Korean and Japanese, and in digits: words → a moment."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Mapping

import attrs

from annotate_kit.reading.calendar_names import (
    DAYS,
    ERAS,
    KANJI_NUMBER,
    MONTH_STEPS,
    MONTHS,
    NUMBER_WORDS,
    ORDINALS,
    PARTS,
    SEASONS,
    UNITS,
    WEEK_STEPS,
    WEEKDAYS,
    YEAR_STEPS,
    any_of,
    full_year,
    kanji_value,
)
from annotate_kit.reading.moments import Moment
from annotate_kit.reading.relative import ago, day_step, fiscal_year, month_step, nth_weekday, week_step, weekday_near

__all__ = ["find_moment"]

_Groups = Mapping[str, str | None]
_Build = Callable[[_Groups, dt.date | None], Moment | None]


def find_moment(text: str, day: dt.date | None) -> Moment | None:
    """The moment that words give, in small letters and NFKC, without commas and times; None where they give none.

    Args:
        text: at most a few dozen code points.
        day: the article's, without which nothing relative can be told.
    """
    for pattern, build in _shapes(text.isascii()):
        match = pattern.fullmatch(text)
        found = build(match.groupdict(), day) if match else None
        if found is not None:
            return found
    return None


# What the groups of a pattern mean.

_LEANS: Mapping[str, int] = {
    **dict.fromkeys(("last", "past", "지난", "昨", "去る", "この前の", "前の"), -1),
    **dict.fromkeys(("next", "coming", "upcoming", "오는", "다음", "来る", "次の", "来"), 1),
    **dict.fromkeys(("this", "이번", "올", "今", "この"), 0),
}
_KANJI_ONE_TO_FOUR = "一二三四"


_VAGUE = frozenset({"year", "month", "연", "年", "월", "月"})
"""Words that need others: "the end of the year"."""


def _year(groups: _Groups) -> int | None:
    if text := groups.get("year"):
        return int(text)
    if text := groups.get("short"):
        return full_year(text)
    if text := groups.get("era"):
        within = groups["era_year"]
        return ERAS[text] + (1 if within == "元" else int(within or 1))
    return None


def _calendar(groups: _Groups, day: dt.date | None) -> Moment | None:
    """A year, month, day, season, quarter or half, or several of them."""
    said = {name for name, text in groups.items() if text}
    if said <= {"year_word", "month_word"} and {groups.get("year_word"), groups.get("month_word")} & _VAGUE:
        return None
    year, why = _year(groups), ""
    month = _month(groups)
    for steps, name in ((YEAR_STEPS, "year_word"), (MONTH_STEPS, "month_word")):
        if word := groups.get(name):
            if day is None:
                return None
            year, stepped = month_step(day, steps.get(word, 0) * (12 if name == "year_word" else 1))
            month = stepped if name == "month_word" else month
            why = "reckoned from the article's day"
    return _with_parts(
        Moment(
            year=year,
            month=month,
            day=int(groups["day"] or 0) if groups.get("day") else _ordinal(groups, "day_word"),
            season=SEASONS.get(groups.get("season") or ""),
            months=_months(groups),
            lean=0 if year is not None else _LEANS.get(groups.get("lean") or groups.get("day_lean") or "", 0),
            why=why,
        ),
        groups.get("part") or "",
    )


def _month(groups: _Groups) -> int | None:
    text = groups.get("month")
    return (MONTHS.get(text) or int(text)) if text else None


def _ordinal(groups: _Groups, name: str) -> int | None:
    text = groups.get(name)
    return ORDINALS[text] if text else None


def _months(groups: _Groups) -> tuple[int, int] | None:
    if text := groups.get("quarter"):
        number = _KANJI_ONE_TO_FOUR.find(text) + 1 or ORDINALS.get(text) or int(text)
        return (number * 3 - 2, number * 3)
    half = groups.get("half")
    return ((1, 6) if half in ("first", "1", "1st") else (7, 12)) if half else None


def _with_parts(moment: Moment, part: str) -> Moment | None:
    said = PARTS.get(part, "")
    if said in ("h1", "h2"):
        return attrs.evolve(moment, months=(1, 6) if said == "h1" else (7, 12)) if moment.month is None else None
    if said in ("1", "2", "3"):
        return attrs.evolve(moment, third=int(said)) if moment.month is not None else None
    return attrs.evolve(moment, part=said)


def _decade(groups: _Groups, _day: dt.date | None) -> Moment | None:
    tens = groups["decade"] or ""
    tens = tens if len(tens) == 3 else f"{19 if int(tens) > 2 else 20}{tens}"  # noqa: PLR2004  # "199", or "9"
    # "The 2000s" are the decade or the century.
    other = f"{tens[:2]}XX" if tens.endswith("0") else ""
    why = "the decade is not named in full" if len(groups["decade"] or "") == 1 else ""
    return _fixed(f"{tens}X", groups, other=other, why=why)


def _decade_word(groups: _Groups, _day: dt.date | None) -> Moment | None:
    return _fixed(f"19{_TENS.index(groups['tens'] or '') + 2}X", groups, why="the decade is not named in full")


_TENS = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_CENTURIES: Mapping[str, int] = {
    word: n
    for n, word in enumerate(
        ("fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first"), start=15
    )
}


def _century(groups: _Groups, _day: dt.date | None) -> Moment | None:
    text = groups["century"] or ""
    number = _CENTURIES.get(text) or int(text)
    return _fixed(f"{number - 1:02}XX", groups) if 1 <= number < 100 else None  # noqa: PLR2004  # four digits


def _fixed(edtf: str, groups: _Groups, *, other: str = "", why: str = "") -> Moment:
    part = PARTS.get(groups.get("part") or "", "")
    return Moment(
        fixed=edtf, other=other, why="; ".join(x for x in (why, f'"{part}" is not kept' if part else "") if x)
    )


def _before_christ(groups: _Groups, _day: dt.date | None) -> Moment | None:
    # The year before 1 is 0.
    year = 1 - int(groups["bc"] or 0)
    return Moment(fixed=f"-{-year:04}" if year else "0000") if year <= 0 else None


def _anno_domini(groups: _Groups, _day: dt.date | None) -> Moment | None:
    return Moment(fixed=f"{int(groups['ad'] or 0):04}")


def _day_word(groups: _Groups, day: dt.date | None) -> Moment | None:
    return day_step(day, DAYS[groups["word"] or ""])


def _week_word(groups: _Groups, day: dt.date | None) -> Moment | None:
    weekday = groups.get("weekday")
    step = WEEK_STEPS[groups["week"] or ""]
    return week_step(day, step, WEEKDAYS[weekday] if weekday else None)


def _weekday(groups: _Groups, day: dt.date | None) -> Moment | None:
    lean = groups.get("lean") or ""
    return weekday_near(
        day, WEEKDAYS[groups["weekday"] or ""], _LEANS.get(lean, 0), is_this=lean in ("this", "이번", "この")
    )


def _ago(groups: _Groups, day: dt.date | None) -> Moment | None:
    count = groups["count"] or ""
    number = NUMBER_WORDS.get(count) or (kanji_value(count) if count[0] in KANJI_NUMBER else int(count))
    return ago(day, number * (1 if groups.get("ahead") else -1), UNITS[groups["unit"] or ""])


def _nth(groups: _Groups, day: dt.date | None) -> Moment | None:
    made = _calendar({**groups, "weekday": None}, day)
    nth = groups["nth"] or ""
    return (
        nth_weekday(made, -1 if nth == "last" else ORDINALS[nth], WEEKDAYS[groups["weekday"] or ""]) if made else None
    )


def _fiscal(groups: _Groups, day: dt.date | None) -> Moment | None:
    word = groups.get("fiscal_word")
    return fiscal_year(
        day, int(groups["fiscal"] or 0) if not word else None, {"今": 0, "昨": -1, "来": 1}.get(word or "", 0)
    )


def _first_quarter(groups: _Groups, day: dt.date | None) -> Moment | None:
    """The quarter before or after the article's, or its own."""
    if day is None:
        return None
    months = day.year * 12 + (day.month - 1) // 3 * 3 + 3 * _LEANS[groups["lean"] or ""]
    first = months % 12 + 1
    return Moment(year=months // 12, months=(first, first + 2), why="reckoned from the article's day")


def _digits(groups: _Groups, day: dt.date | None) -> Moment | None:
    return _calendar(groups, day)


def _bare(groups: _Groups, day: dt.date | None) -> Moment | None:
    made = _calendar({**groups, "bare": None}, day) if len(groups) > 1 else Moment()
    return attrs.evolve(made, bare=int(groups["bare"] or 0)) if made else None


def _latin_only(names: Mapping[str, int]) -> list[str]:
    return [name for name in names if name.isascii()]


def _asian_only(names: Mapping[str, object]) -> str:
    return any_of(name.replace(" ", "") for name in names if not name.isascii())


@functools.cache
def _shapes(is_ascii: bool) -> tuple[tuple[re.Pattern[str], _Build], ...]:  # noqa: FBT001 - one of two tables
    # Compiled when first needed: most commands read no dates.
    forms = (*_in_digits(), *(_english() if is_ascii else _asian()))
    return tuple((re.compile(pattern), build) for pattern, build in forms)


def _in_digits() -> tuple[tuple[str, _Build], ...]:
    return (
        (r"(?P<year>[12]\d{3})(?P<sep>[-/.]) ?(?P<month>\d{1,2})(?P=sep) ?(?P<day>\d{1,2})\.?", _digits),
        (r"(?P<year>[12]\d{3})(?P<month>\d\d)(?P<day>\d\d)", _digits),
        (r"(?P<year>[12]\d{3})[./] ?(?P<month>\d{1,2})\.?", _digits),
        (r"'(?P<short>\d\d)\. ?(?P<month>\d{1,2})(?:\. ?(?P<day>\d{1,2})\.?)?", _digits),
        (r"(?P<bare>\d{1,2})", _bare),
    )


def _english() -> tuple[tuple[str, _Build], ...]:
    """The words "of", "the", "in" and "on" are gone from them."""
    year = rf"(?:(?P<year>[12]\d{{3}})|(?P<year_word>{any_of(_latin_only(YEAR_STEPS))}|year)|'(?P<short>\d\d))"
    month = rf"(?P<month>{any_of(_latin_only(MONTHS))})"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    part = r"(?:(?P<part>early|mid|late|end|beginning|start|middle)[ -]?)?"
    lean = r"(?:(?P<lean>last|past|next|coming|upcoming|this) )"
    month_word = rf"(?P<month_word>{any_of(_latin_only(MONTH_STEPS))}|month)"
    season = rf"(?P<season>{any_of(_latin_only(SEASONS))})"
    weekday = rf"(?P<weekday>{any_of(name for name in WEEKDAYS if name.endswith('day'))})"
    week = rf"(?P<week>{any_of(_latin_only(WEEK_STEPS))})"
    quarter = r"(?P<quarter>first|second|third|fourth|1st|2nd|3rd|4th)"
    count = rf"(?P<count>\d{{1,4}}|{any_of(_latin_only(NUMBER_WORDS))})"
    unit = rf"(?P<unit>{any_of(_latin_only(dict.fromkeys(UNITS, 0)))})"
    ordinal = rf"(?P<nth>last|{any_of(list(ORDINALS)[:5])})"
    return (
        (rf"{month} ?{day}(?: {year})?", _calendar),
        (rf"{day}[ -]?{month}(?:[ -]{year})?", _calendar),
        (rf"{year} {month} {day}", _calendar),
        (rf"{part}{lean}?{month}(?:[ -]{year})?", _calendar),
        (rf"{part}{year}(?: {month})?", _calendar),
        (rf"{part}{month_word}", _calendar),
        (rf"{day} {month_word}", _calendar),
        (r"(?P<day>\d{1,2})(?:st|nd|rd|th)", _calendar),
        (rf"{day} {year}", _calendar),
        (rf"{month} (?P<day_word>{any_of(list(ORDINALS)[:10])})(?: {year})?", _calendar),
        (rf"{part}{lean}?{season}(?: {year})?", _calendar),
        (rf"{year} {season}", _calendar),
        (rf"{quarter}[ -]quarter(?: {year})?", _calendar),
        (rf"{year} {quarter}[ -]quarter", _calendar),
        (rf"last quarter {year}", lambda groups, day: _calendar({**groups, "quarter": "4"}, day)),
        (rf"(?:q(?P<quarter>[1-4]))(?: ?{year})?", _calendar),
        (rf"{year} ?q(?P<quarter>[1-4])", _calendar),
        (rf"(?P<quarter>[1-4])q(?: ?(?:{year}|(?P<two>\d\d)))?", _quarter_short),
        (rf"{lean}quarter", _first_quarter),
        (rf"(?P<half>first|second)[ -]half(?: {year})?", _calendar),
        (rf"h(?P<half>[12])(?: ?{year})?", _calendar),
        (rf"{year} ?h(?P<half>[12])", _calendar),
        (rf"{part}(?P<decade>[12]\d\d)0'?s", _decade),
        (rf"{part}'?(?P<decade>[2-9])0'?s", _decade),
        (rf"{part}(?P<tens>{any_of(_TENS)})", _decade_word),
        (rf"{part}(?P<century>\d{{1,2}})(?:st|nd|rd|th)[ -]century", _century),
        (rf"{part}(?P<century>{any_of(_CENTURIES)})[ -]century", _century),
        (r"(?P<bc>\d{1,4}) ?b\.?c\.?(?:e\.?)?", _before_christ),
        (r"a\.?d\.? ?(?P<ad>\d{1,4})", _anno_domini),
        (r"(?P<ad>\d{1,4}) ?(?:a\.?d\.?|c\.?e\.?)", _anno_domini),
        (rf"(?P<word>{any_of(_latin_only(DAYS))})", _day_word),
        (rf"{week}", _week_word),
        (rf"{week} {weekday}", _week_word),
        (rf"{weekday} {week}", _week_word),
        (rf"{lean}?{weekday}", _weekday),
        (rf"{count} {unit} (?:ago|earlier)", _ago),
        (rf"{count} {unit} (?P<ahead>from now|from today|hence)", _ago),
        (rf"{ordinal} {weekday} {month}(?: {year})?", _nth),
        (r"(?P<year_word>year)[ -](?P<part>end)", _calendar),
    )


def _quarter_short(groups: _Groups, day: dt.date | None) -> Moment | None:
    return _calendar({**groups, "short": groups.get("two") or groups.get("short")}, day)


def _asian() -> tuple[tuple[str, _Build], ...]:
    """Spaces are gone from them."""
    era = rf"(?P<era>{any_of(ERAS)})(?P<era_year>\d{{1,2}}|元)年"
    year_word = rf"(?P<year_word>{_asian_only(YEAR_STEPS)}|연|年)"
    year = rf"(?:(?:서기|西暦)?(?P<year>[12]\d{{3}})(?:년도?|年)|{year_word}|{era}|'?(?P<short>\d\d)년)"
    lean = r"(?P<lean>지난|오는|이번|다음|올|来る|去る)?"
    month = rf"(?:{lean}(?P<month>\d{{1,2}})(?:월|月)|(?P<month_word>{_asian_only(MONTH_STEPS)}|월|月))"
    day = r"(?:(?P<day_lean>지난|오는|来る|去る)?(?P<day>\d{1,2})(?:일|日))"
    part = rf"(?P<part>{_asian_only(PARTS)})"
    of = "[의の]?"
    season = rf"(?P<season>{_asian_only(SEASONS)})철?"
    weekday = rf"(?P<weekday>{any_of(name for name in WEEKDAYS if not name.isascii() and len(name) > 1)})"
    week = rf"(?P<week>{_asian_only(WEEK_STEPS)})"
    count = rf"(?P<count>\d{{1,4}}|{_asian_only(NUMBER_WORDS)}|[{KANJI_NUMBER}]{{1,4}})"
    unit = rf"(?P<unit>{_asian_only(UNITS)})"
    quarter = r"(?:제|第)?(?P<quarter>[1-4一二三四])(?:/4)?(?:분기|四半期)"
    return (
        (rf"(?:{year}{of})?{month}(?:{of}{day})?(?:{of}{part})?", _calendar),
        # What "to" follows: 5월 16~17일, 2023년 5~10월.
        (rf"(?:{year}{of})?{month}{of}(?P<day>\d{{1,2}})", _calendar),
        (rf"{year}{of}(?P<bare>\d{{1,2}})", _bare),
        (rf"{year}(?:{of}{part})?", _calendar),
        (rf"{day}", _calendar),
        (rf"(?:{year}{of})?(?P<part>상반기|하반기|上半期|下半期)", _calendar),
        (rf"(?:{year}{of})?(?P<lean>지난|오는|이번|다음|올|今|この|昨|来)?{of}{season}", _calendar),
        (rf"(?:{year}{of})?{quarter}", _calendar),
        (r"(?P<decade>[12]\d\d)0(?:년대|年代)(?P<part>초반?|중반|말|후반|初頭|半ば|末|後半|前半)?", _decade),
        (r"(?P<decade>[2-9])0(?:년대|年代)(?P<part>초반?|중반|말|후반|初頭|半ば|末|後半|前半)?", _decade),
        (r"(?P<century>\d{1,2})(?:세기|世紀)(?P<part>초반?|중반|말|후반|初頭|半ば|末|後半|前半)?", _century),
        (r"(?P<fiscal>[12]\d{3})年度|(?P<fiscal_word>今|昨|来)年度", _fiscal),
        (r"(?:기원전|紀元前)(?P<bc>\d{1,4})(?:년|年)", _before_christ),
        (rf"(?P<word>{_asian_only(DAYS)})", _day_word),
        (rf"{week}(?:{of}{weekday})?", _week_word),
        (rf"(?P<lean>지난|오는|이번|다음|来る|去る|この前の|前の|次の|この)?{weekday}", _weekday),
        (rf"{count}{unit}(?:전|前)", _ago),
    )
