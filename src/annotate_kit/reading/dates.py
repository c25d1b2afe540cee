"""Dates out of words, as EDTF: full, partial and intervals, and such as are reckoned from the article's day."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

import attrs

from annotate_kit.core import parse_edtf
from annotate_kit.reading.calendar_names import KANJI_NUMBER, MONTHS, WEEKDAYS, any_of, full_year, kanji_value
from annotate_kit.reading.date_intervals import find_interval
from annotate_kit.reading.date_shapes import find_moment
from annotate_kit.reading.moments import DateReading, DatesRead, Moment, resolved

__all__ = ["DatesRead", "find_date", "read_dates"]

_LONGEST = 120
"""Code points of words that may be a date."""


_NONE = DatesRead(reason="the words give no date")


def find_date(words: str, published: str | None = None, language: str | None = None) -> str | None:
    """The date that the words give, as EDTF, or None where they give none for certain.

    Args:
        words: as printed: "May 17, 2023", "5월 17일", "last month", "昨年", "Wednesday".
        published: the article's day as EDTF, without which nothing relative can be told.
        language: the article's, which tells day and month in digits apart.
    """
    read = read_dates(words, published, language)
    return read.readings[0].edtf if read.is_sure else None


def read_dates(words: str, published: str | None = None, language: str | None = None) -> DatesRead:
    """All that the words may mean as a date; arguments as of `find_date`."""
    if len(words) > _LONGEST or not _may_be_date(words):
        return _NONE
    known = parse_edtf(published) if published else None
    day = known.earliest if known and known.precision == "day" else None
    read = _read(words, day, (language or "").partition("-")[0].lower())
    if not read.readings and day is None and _read(words, _SOME_DAY, "").readings:
        return DatesRead(reason="the date is reckoned from the article's day, which is not known")
    return read


def _may_be_date(words: str) -> bool:
    """Whether there is a digit or a word of time in them at all: nearly all words that are looked at have none."""
    return any(map(str.isdigit, words)) or _TIME_WORD.search(words.casefold()) is not None


_TIME_WORD = re.compile(
    any_of(MONTHS) + "|day|night|morning|afternoon|evening|morrow|week|month|year|quarter|half|ago"
    "|spring|summer|autumn|fall|winter|century|decade|ties|teens"
    "|[일월년주달해봄여름가을겨올작오늘어내모그말초기날]|[年月日春夏秋冬週期今昨明]|あ[すさし]|お[とと]|き[のょ]"
)


_SOME_DAY = dt.date(2000, 5, 17)


def _read(words: str, day: dt.date | None, language: str) -> DatesRead:
    if _EDTF.match(words) and parse_edtf(words.strip()):
        return DatesRead(readings=(DateReading(edtf=words.strip()),), is_sure=True)
    text = _plain(words)
    text, time = _without_time(text)
    if not text:
        return _NONE
    text, mark = _marked(text)
    read = (
        _opened(text, day)
        or _slashed(text, day, language)
        or _at(text, day)
        or find_interval(text, day, _moment)
        or _vague(text, day)
        or _NONE
    )
    return attrs.evolve(read, readings=tuple(_finished(one, mark, time) for one in read.readings))


_EDTF = re.compile(r"\s*(?:[-0-9]|Y-?[0-9]|\.\./)")


def _finished(reading: DateReading, mark: str, time: str) -> DateReading:
    edtf = reading.edtf
    if mark and "/" not in edtf and edtf[-1] not in "?~%":
        edtf += mark
    notes = (reading.why, f'the time of day, "{time}", is not kept' if time else "")
    return DateReading(edtf=edtf, why="; ".join(note for note in notes if note))


def _plain(words: str) -> str:
    text = unicodedata.normalize("NFKC", words).lower()
    text = " ".join(text.replace("’", "'").replace("‘", "'").split()).strip('[]"“”「」『』,;:. ')
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    return re.sub(rf"[{KANJI_NUMBER}]{{1,6}}(?=[年月日])", lambda match: str(kanji_value(match[0])), text)


_ZONE = r"(?: ?(?:kst|jst|gmt|utc|[ecmp][sd]t|cest?|bst|local time)\b)?"
_EN_TIME = (
    rf"(?:\bat )?\b\d{{1,2}}(?::\d\d){{1,2}}(?: ?[ap]\.?m\b\.?)?{_ZONE}"
    rf"|(?:\bat )?\b\d{{1,2}} ?[ap]\.?m\b\.?{_ZONE}"
    r"|(?:\bat |\baround )?\b(?:noon|midnight)\b"
    r"|(?:\bin the |\b(?:early|late) )?\b(?<!this )(?<!last )(?:morning|afternoon|evening|night)\b"
)
_ASIAN_TIME = (
    r" ?(?:오전|오후|새벽|아침|저녁|밤)? ?\d{1,2}시(?: ?\d{1,2}분| 반)?"
    r"|(?<=[ 일]) ?(?:오전|오후|새벽|아침|저녁|정오|자정|밤|낮)(?= |$)"
    r"|(?:午前|午後|夜|朝|未明|夕方|深夜)?\d{1,2}時(?:\d{1,2}分|半)?|(?<=[日曜])(?:の)?(?:午前|午後|正午|夕方|未明|深夜|夜|朝|昼)$"
)
_TIME = re.compile(rf"(?:{_EN_TIME}|{_ASIAN_TIME})")
_ISO_TIME = re.compile(r"(?<=\d)t\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:z|[+-]\d\d:?\d\d)?$")


def _without_time(text: str) -> tuple[str, str]:
    """The words without a time of day, and the time."""
    match = _ISO_TIME.search(text) or _TIME.search(text)
    if match is None:
        return text, ""
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return " ".join(re.sub(r"(?:\b(?:on|at|in the)|[,의の])? *$", "", rest).split()).strip(", "), match[0].strip()


_ABOUT = re.compile(r"(?:in or |on or )?(?:about|around|circa|ca\.?|c\.|approximately|roughly|약|대략|約|およそ) *")
_ABOUT_AFTER = re.compile(r" ?(?:경|쯤|무렵|(?<=[일월년말초])께|즈음|頃|ごろ|ころ|or so)(?:에)?$")
_MAYBE = re.compile(r"(?:probably|possibly|perhaps|likely|maybe|아마도?|おそらく|たぶん) *(?:in |on )?")


def _marked(text: str) -> tuple[str, str]:
    """The words without what makes them approximate or uncertain, and EDTF's mark for it."""
    maybe = _MAYBE.match(text)
    text = text[maybe.end() :] if maybe else text
    about = _ABOUT.match(text)
    text = text[about.end() :] if about else text
    text = _LEAD.sub("", text)
    after = _ABOUT_AFTER.search(text)
    text = text[: after.start()] if after else text
    is_about = bool(about or after)
    return text, "%" if maybe and is_about else "?" if maybe else "~" if is_about else ""


_LEAD = re.compile(r"(?:on|in|at|by|of|the|dated|during|as of|with effect from) +")
_SINCE = re.compile(r"(?:since|from|starting(?: in| on| from)?|beginning(?: in| on)|effective) +")
_SINCE_AFTER = re.compile(r"(?: ?onwards?| ?부터(?:는)?| ?이후(?:로|부터)?| ?이래(?:로)?|から|以降|以来|より)$")
_UNTIL = re.compile(r"(?:until|till|up to|through) +(?:the )?")
_UNTIL_AFTER = re.compile(r"(?: ?까지(?:는|의)?|まで(?:に|の)?)$")
_PARTICLE = re.compile(
    r"(?<=[일월년해달말초주기대봄름을울순늘제반짜도])(?: ?날)?(?:에는|에도|에서|에|의|은|는|을|를|자로|자|로|이)$"
    r"|(?<=[年月日旬末春夏秋冬曜期半代紀週度頭])(?:には|にも|に|の|は|、|も|付)$"
)


def _opened(text: str, day: dt.date | None) -> DatesRead | None:
    """From a date on, or until one."""
    for before, after, form in ((_SINCE, _SINCE_AFTER, "{}/.."), (_UNTIL, _UNTIL_AFTER, "../{}")):
        lead, tail = before.match(text), after.search(text)
        if not lead and not tail:
            continue
        read = _at(text[lead.end() if lead else 0 : tail.start() if tail else None], day)
        if read is None:
            continue
        made = [attrs.evolve(one, edtf=form.format(one.edtf)) for one in read.readings if "/" not in one.edtf]
        if made and all(parse_edtf(one.edtf) for one in made):
            return DatesRead(readings=(*made, *read.readings), is_sure=True)
    return None


_FILLERS = re.compile(r"\b(?:the|of|in|on)\b|,|(?<=[a-z])\.(?= |$)|(?<=[a-z])\.(?=\d)")
_MONTH_DOT = re.compile(rf"\b({any_of(name for name in MONTHS if name.isascii())})\.")
_WEEKDAY_EN = any_of(name for name in WEEKDAYS if name.isascii())
_WEEKDAY_BEFORE = re.compile(rf"(?:on )?({_WEEKDAY_EN})\.?(?:,| )(?: ?the)? ?(?=\S*\d|{any_of(MONTHS)})")
_WEEKDAY_AFTER = re.compile(rf"(?<=\d)(?:,| )? ?(?:\(({_WEEKDAY_EN})\.?\)|,? ({_WEEKDAY_EN})\.?)$")
_WEEKDAY_ASIAN = re.compile(
    r"(?<=[일日]) ?(?:\(([월화수목금토일月火水木金土日])(?:요일|曜日?|・?祝)?\)"
    r"|([월화수목금토일]요일|[月火水木金土日]曜日?))"
)


def _moment(text: str, day: dt.date | None) -> Moment | None:
    """The moment of words that may have a weekday beside it, particles behind it, and fillers between."""
    weekday = None
    for pattern in (_WEEKDAY_BEFORE, _WEEKDAY_AFTER, _WEEKDAY_ASIAN):
        if match := pattern.search(text) if pattern is not _WEEKDAY_BEFORE else pattern.match(text):
            weekday = WEEKDAYS[match[1] or match[match.lastindex or 1]]
            text = f"{text[: match.start()]} {text[match.end() :]}".strip()
            break
    english = " ".join(_FILLERS.sub(" ", _MONTH_DOT.sub(r"\1 ", text)).split())
    moment = find_moment(english, day)
    if moment is None and not text.isascii():
        tight = text.replace(" ", "")
        moment = find_moment(tight, day) or find_moment(_PARTICLE.sub("", tight), day)
    if moment is None or weekday is None:
        return moment
    return attrs.evolve(moment, weekday=weekday) if moment.day is not None else None


def _at(text: str, day: dt.date | None) -> DatesRead | None:
    moment = _moment(text, day)
    if moment is None or moment.bare is not None:
        return None
    readings = resolved(moment, day)
    if readings:
        is_sure = moment.weekday is None or moment.year is not None or not readings[0].why.startswith("or ")
        return DatesRead(readings=readings, is_sure=is_sure)
    if moment.weekday is None:
        return None
    # The weekday is another one: the date as printed is offered, not taken.
    readings = resolved(attrs.evolve(moment, weekday=None), day)
    return DatesRead(readings=readings, reason="the weekday does not fit the date") if readings else None


_SLASHED = re.compile(r"(?P<one>\d{1,2})(?P<sep>[/.-])(?P<two>\d{1,2})(?:(?P=sep)(?P<year>\d{4}|\d\d))?\.?")
_MONTHS_IN_YEAR = 12


def _slashed(text: str, day: dt.date | None, language: str) -> DatesRead | None:
    """Day and month in digits: which is which is asked where it cannot be told."""
    match = _SLASHED.fullmatch(text)
    if match is None or (match["year"] is None and match["sep"] != "/"):
        return _year_first(text)
    one, two, year = int(match["one"]), int(match["two"]), match["year"]
    full = None if year is None else int(year) if len(year) > 2 else full_year(year)  # noqa: PLR2004  # two digits
    orders = [Moment(year=full, month=one, day=two), Moment(year=full, month=two, day=one)]
    if match["sep"] != "/" or language in _DAY_FIRST:
        orders.reverse()
    if len(year or "") == 2 and language in _YEAR_FIRST:  # noqa: PLR2004  # two digits
        orders = [Moment(year=full_year(match["one"]), month=two, day=int(year or 0))]
    elif year is None and language in _YEAR_FIRST:
        orders = orders[:1]
    found = [resolved(moment, day)[:1] for moment in orders]
    readings = tuple({one.edtf: one for group in found for one in group}.values())
    if not readings:
        return None
    is_sure = len(readings) == 1
    return DatesRead(
        readings=readings, is_sure=is_sure, reason="" if is_sure else "day and month could be either way round"
    )


_YEAR_FIRST = frozenset({"ko", "ja", "zh"})
_DAY_FIRST = frozenset({"fr", "de", "es", "it", "pt", "nl", "pl", "ru", "tr", "vi", "id", "ar"})
_YEAR_AND_TWO = re.compile(r"(?P<year>[12]\d{3}) ?/ ?(?P<two>\d\d)")


def _year_first(text: str) -> DatesRead | None:
    """2027/28 are two years, 2023/05 is a month, 2011/12 may be either."""
    match = _YEAR_AND_TWO.fullmatch(text)
    if match is None:
        return None
    year, two = int(match["year"]), int(match["two"])
    span = DateReading(edtf=f"{year:04}/{year - year % 100 + two:04}")
    month = DateReading(edtf=f"{year:04}-{two:02}")
    found = tuple(one for one, fits in ((span, year % 100 < two), (month, 1 <= two <= _MONTHS_IN_YEAR)) if fits)
    return DatesRead(readings=found, is_sure=len(found) == 1, reason="two years, or year and month") if found else _NONE


_VAGUE = re.compile(
    r"(?P<lead>before|after|within|past|in|earlier than|later than) (?P<rest>.+)"
    r"|(?P<rest2>.+?) ?(?P<tail>이전|전|후|뒤|내|안에|以前|前|後|later)(?:에|に|의)?"
)
_SAME_DAY = frozenset({"이날", "이 날", "당일", "同日", "当日", "the same day", "same day", "that day", "그날"})


def _vague(text: str, day: dt.date | None) -> DatesRead | None:
    """What is near a date that is told: offered, but for a person to decide."""
    if text in _SAME_DAY and day is not None:
        offer = DateReading(edtf=day.isoformat(), why="the article's day, or one that it names before")
        return DatesRead(readings=(offer,), reason="the words mean a day that is named before them")
    match = _VAGUE.fullmatch(text)
    if match is None:
        return None
    read = _at(match["rest"] or match["rest2"], day)
    return attrs.evolve(read, is_sure=False, reason="the words say before or after it, not when") if read else None
