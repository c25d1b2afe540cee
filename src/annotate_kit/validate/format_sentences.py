"""The messages of `format`: dates, addresses and the like, and what was meant by those in another spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping

from annotate_kit.core.dates import edtf_problem, parse_edtf
from annotate_kit.core.problems import Problem
from annotate_kit.validate import wording
from annotate_kit.validate.cases import Case
from annotate_kit.validate.engines import find_engine
from annotate_kit.validate.repairs import find_address

__all__ = ["say_format"]

_FORMATS: Mapping[str, tuple[str, str]] = {
    "date": ("a day", "Write it like 2023-05-17."),
    "time": ("a time of day", "Write it like 09:30:00Z."),
    "date-time": ("a day and time", "Write it like 2023-05-17T09:30:00Z."),
    "duration": ("a duration", "Write it like P3D or PT2H."),
    "email": ("an e-mail address", "Write it like name@example.org."),
    "idn-email": ("an e-mail address", "Write it like name@example.org."),
    "hostname": ("a host name", "Write it like www.example.org."),
    "idn-hostname": ("a host name", "Write it like www.example.org."),
    "ipv4": ("an IPv4 address", "Write it like 192.0.2.1."),
    "ipv6": ("an IPv6 address", "Write it like 2001:db8::1."),
    "uri": ("a full web address", "Write it like https://www.example.org/page."),
    "iri": ("a full web address", "Write it like https://www.example.org/page."),
    "uuid": ("a UUID", "Write it like 123e4567-e89b-12d3-a456-426614174000."),
    "regex": ("a regular expression", "Look for a bracket that is not closed."),
}


def say_format(case: Case) -> Problem:
    """The problem of a text that is not what its schema's `format` names."""
    assert isinstance(case.value, str)
    shown = case.subject if case.value else f"{case.place} is empty and"
    if case.wanted == "edtf":
        return _date(case, shown)
    what, how = _FORMATS.get(str(case.wanted), (f"of the format {wording.quoted(str(case.wanted))}", ""))
    bare = case.value.strip()
    if bare not in ("", case.value) and _is_of(bare, str(case.wanted)):
        return _without_edges(case)
    meant = find_address(bare) if case.wanted in ("uri", "iri") else None
    if meant is not None and _is_of(meant, str(case.wanted)):
        return case.say("AK106", f"{shown} is not {what}; did you mean {wording.quoted(meant)}?", suggestion=meant)
    return case.say("AK106", f"{shown} is not {what}", how)


def _is_of(text: str, format_: str) -> bool:
    engine = find_engine(_ONE, {_ONE: {"format": format_}})
    return engine is not None and engine.is_valid(text)


_ONE = "https://annotate-kit.invalid/format.json"
"""The address of a schema that wants just one format."""


def _without_edges(case: Case) -> Problem:
    assert isinstance(case.value, str)
    meant = case.value.strip()
    what = f"{case.subject} has white space at an end; did you mean {wording.quoted(meant)}?"
    return case.say("AK106", what, suggestion=meant)


_NO_DATE = "This is no date; w"
"""How the advice begins where nothing better is known; the message says so already."""


def _date(case: Case, shown: str) -> Problem:
    assert isinstance(case.value, str)
    if case.value != case.value.strip() and parse_edtf(case.value.strip()):
        return _without_edges(case)
    if case.says_unknown:
        return case.say("AK106", f"{shown} is not a date", case.how_to_fill)
    start, _, end = case.value.partition("/")
    advice = f"{edtf_problem(case.value)}.".replace(_NO_DATE, "W")
    if parse_edtf(start) and parse_edtf(end) and parse_edtf(f"{end}/{start}"):
        return case.say("AK401", f"{shown} ends before it begins", f"Write {end}/{start}.", suggestion=f"{end}/{start}")
    meant = _day_in(case.value)
    if meant:
        return case.say("AK106", f"{shown} is not a date; did you mean {wording.quoted(meant)}?", suggestion=meant)
    return case.say("AK106", f"{shown} is not a date", advice)


def _day_in(text: str) -> str | None:
    """The date that is certainly meant by words, or by a day with a time; None where none is, or it is no date."""
    from annotate_kit.reading import find_date  # noqa: PLC0415 - only where something is wrong

    day, _, time = text.strip().partition("T")
    if time[:1].isdigit() and parse_edtf(day):
        return day
    if any(map(str.isalpha, text)):
        return find_date(text)
    # Of other digits edtf_problem knows better what is wrong; a thirteenth month is no other day.
    return next((meant for pattern, made in _DIGITS if (meant := _made(pattern, made, text.strip()))), None)


def _made(pattern: re.Pattern[str], made: str, text: str) -> str | None:
    """The date in another spelling of its digits, if it is one."""
    found = pattern.fullmatch(text)
    meant = made.format(*(part.zfill(2) for part in found.groups())) if found else ""
    return meant if meant and parse_edtf(meant) else None


_DAY = "([0-9]{4}-[0-9]{2}-[0-9]{2})"
_DIGITS = tuple(
    (re.compile(pattern), made)
    for pattern, made in (
        ("([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})[.]?", "{}-{}-{}"),
        ("([0-9]{4})([0-9]{2})([0-9]{2})", "{}-{}-{}"),
        ("([0-9]{4})[-.]([0-9])", "{}-{}"),
        ("([0-9]{4})[.]([0-9]{2})[.]?", "{}-{}"),
        ("([0-9]{4}) ?[-–—~] ?([0-9]{4})", "{}/{}"),
        (f"{_DAY} ?[-–—~] ?{_DAY}", "{}/{}"),
        ("([0-9]{4}) ?[-–—~]", "{}/.."),
    )
)
"""Spellings of dates in which the year comes first, so that nothing can be mistaken for another."""
