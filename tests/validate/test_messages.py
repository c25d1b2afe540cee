"""What people read: real mistakes with the four types, each with its one message."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from annotate_kit.core import Problem

EXAMPLES = Path(__file__).parents[2] / "schemas/examples"
INVALID = sorted(EXAMPLES.glob("*/invalid/*.json"))

Problems = Callable[..., tuple[Problem, ...]]


@attrs.frozen(kw_only=True)
class Mistake:
    """An example file with a mistake, and what is said of it."""

    file: str
    code: str
    pointer: str
    message: str
    hint: str = ""
    suggestion: str | None = None
    at_key: bool = False


MISTAKES = [
    Mistake(
        file="expo-bid/stage-misspelt",
        code="AK104",
        pointer="/stage",
        message='stage "candidature-submited" is not in the list; did you mean "candidature-submitted"?',
        suggestion="candidature-submitted",
    ),
    Mistake(
        file="expo-bid/stage-in-capitals",
        code="AK104",
        pointer="/stage",
        message='stage "Selected" is not in the list; did you mean "selected"?',
        suggestion="selected",
    ),
    Mistake(
        file="expo-bid/category-by-its-title",
        code="AK104",
        pointer="/category",
        message='category "World Expo" is not in the list; did you mean "world"?',
        suggestion="world",
    ),
    Mistake(
        file="expo-bid/category-unknown",
        code="AK104",
        pointer="/category",
        message='category "universal" is not in the list',
        hint="Use world, specialised, horticultural, triennale or other.",
    ),
    Mistake(
        file="expo-bid/country-unknown",
        code="AK104",
        pointer="/country",
        message='country "ZZ" is not in the list',
        hint="Use one of its 251 codes, such as KR (South Korea) or AD (Andorra).",
    ),
    Mistake(
        file="expo-bid/candidature-without-city",
        code="AK102",
        pointer="",
        message='city is missing; it is needed because stage is "candidature-submitted"',
        hint='Add "city", for example "Busan". Only an intention may leave the city open.',
    ),
    Mistake(
        file="expo-bid/category-missing",
        code="AK102",
        pointer="",
        message="category is missing",
        hint='Add "category": "…", one of world, specialised, horticultural, triennale or other.',
    ),
    Mistake(
        file="expo-bid/vote-without-votes-for",
        code="AK102",
        pointer="/votes/0",
        message="vote 1: votes for is missing",
        hint='Add "votes_for", for example 29.',
    ),
    Mistake(
        file="expo-bid/position-without-who",
        code="AK102",
        pointer="/positions/0",
        message="position 1: who is missing",
        hint='Add "who", for example {"country": "JP"}.',
    ),
    Mistake(
        file="expo-bid/votes-for-as-text",
        code="AK101",
        pointer="/votes/0/votes_for",
        message='vote 1: votes for is the text "29", but must be a whole number',
        hint="Write 29.",
        suggestion="29",
    ),
    Mistake(
        file="expo-bid/votes-for-a-fraction",
        code="AK101",
        pointer="/votes/0/votes_for",
        message="vote 1: votes for is the number 29.5, but must be a whole number",
        hint="Write it like 29.",
    ),
    Mistake(
        file="expo-bid/votes-for-negative",
        code="AK107",
        pointer="/votes/0/votes_for",
        message="vote 1: votes for is -1, but must be 0 or more",
        hint="Write it like 29.",
    ),
    Mistake(
        file="expo-bid/year-a-number",
        code="AK101",
        pointer="/year",
        message="year is the number 2030, but must be text",
        hint='Write "2030".',
        suggestion='"2030"',
    ),
    Mistake(
        file="expo-bid/year-of-two-digits",
        code="AK105",
        pointer="/year",
        message='year "30" does not have the right form',
        hint='Write it like "2030" or "2027/28".',
    ),
    Mistake(
        file="expo-bid/year-with-a-dash",
        code="AK105",
        pointer="/year",
        message='year "2027-28" does not have the right form; did you mean "2027/28"?',
        suggestion="2027/28",
    ),
    Mistake(
        file="expo-bid/proposed-dates-reversed",
        code="AK401",
        pointer="/proposed_dates",
        message='proposed dates "2030-10-31/2030-05-01" ends before it begins',
        hint="Write 2030-05-01/2030-10-31.",
        suggestion="2030-05-01/2030-10-31",
    ),
    Mistake(
        file="expo-bid/who-both-country-and-person",
        code="AK108",
        pointer="/positions/0/who",
        message="position 1: who has both country and official, of which only one may stand",
        hint="Keep one of them.",
    ),
    Mistake(
        file="expo-bid/rival-twice",
        code="AK111",
        pointer="/rivals/1",
        message='rivals has the same entry "expo-bid-0c5n8t2v4w" twice, as number 1 and number 2',
        hint="Take one of them out.",
    ),
    Mistake(
        file="expo-bid/city-empty",
        code="AK107",
        pointer="/city",
        message="city is empty",
        hint="Leave it out where it is not known.",
    ),
    Mistake(
        file="official/role-with-unknown-property",
        code="AK103",
        pointer="/roles/0/organisation",
        message='role 1 has no property "organisation"; did you mean "organization"?',
        suggestion="organization",
        at_key=True,
    ),
    Mistake(
        file="official/unknown-property",
        code="AK103",
        pointer="/title",
        message='official has no property "title"',
        hint='Write it within "roles": [{"title": "chief"}].',
        at_key=True,
    ),
    Mistake(
        file="official/name-null",
        code="AK101",
        pointer="/name",
        message="name is null",
        hint='Write it like "Kim Yoon".',
    ),
    Mistake(
        file="official/role-country-unknown",
        code="AK104",
        pointer="/roles/0/country",
        message='role 1: country "UK" is not in the list; did you mean "GB" (United Kingdom)?',
        suggestion="GB",
    ),
    Mistake(
        file="official/born-with-a-time",
        code="AK106",
        pointer="/born",
        message='born "1953-01-01T08:00" is not a date; did you mean "1953-01-01"?',
        suggestion="1953-01-01",
    ),
    Mistake(
        file="official/validity-on-a-day-that-is-none",
        code="AK106",
        pointer="/roles/0/validity",
        message='role 1: validity "2023-02-29/.." is not a date',
        hint="There is no 29 February 2023; the month has 28 days.",
    ),
    Mistake(
        file="official/roles-empty",
        code="AK107",
        pointer="/roles",
        message="roles is empty",
        hint='Write it like [{"title": "chairman", "position": "chair", "status": "current"}].',
    ),
    Mistake(
        file="official/role-in-words-only",
        code="AK101",
        pointer="/roles/0",
        message='role 1 is the text "chief", but must be an object',
        hint='Write {"title": "chief"}.',
        suggestion='{"title":"chief"}',
    ),
    Mistake(
        file="organization/country-by-name",
        code="AK104",
        pointer="/country",
        message='country "South Korea" is not in the list; did you mean "KR" (South Korea)?',
        suggestion="KR",
    ),
    Mistake(
        file="organization/name-with-space-at-the-end",
        code="AK105",
        pointer="/name",
        message='name "Bank of Korea␣" has white space at an end; did you mean "Bank of Korea"?',
        suggestion="Bank of Korea",
    ),
    Mistake(
        file="organization/name-on-two-lines",
        code="AK105",
        pointer="/name",
        message='name "Bank of␊Korea" has a line break in it; did you mean "Bank of Korea"?',
        suggestion="Bank of Korea",
    ),
    Mistake(
        file="organization/website-without-scheme",
        code="AK106",
        pointer="/website",
        message='website "www.bok.or.kr" is not a full web address; did you mean "https://www.bok.or.kr"?',
        suggestion="https://www.bok.or.kr",
    ),
    Mistake(
        file="organization/aliases-not-a-list",
        code="AK101",
        pointer="/aliases",
        message='aliases is the text "BOK", but must be a list',
        hint='Write ["BOK"].',
        suggestion='["BOK"]',
    ),
    Mistake(
        file="organization/founded-in-words",
        code="AK106",
        pointer="/founded",
        message='founded "June 1950" is not a date; did you mean "1950-06"?',
        suggestion="1950-06",
    ),
    Mistake(
        file="organization/not-an-object",
        code="AK101",
        pointer="",
        message="organization is a list, but must be an object",
        hint='Write it like {"name": "Federation of Korean Industries", "kind": "association"}.',
    ),
    Mistake(
        file="agreement/party-in-words-only",
        code="AK101",
        pointer="/parties/0",
        message='party 1 is the text "South Korea", but must be an organization or a country',
        hint='Write {"country": "KR"}.',
        suggestion='{"country":"KR"}',
    ),
    Mistake(
        file="agreement/party-without-a-name",
        code="AK108",
        pointer="/parties/0",
        message="party 1: organization or country is missing",
        hint='Write it like {"country": "KR"}.',
    ),
    Mistake(
        file="agreement/party-with-unknown-role",
        code="AK104",
        pointer="/parties/0/role",
        message='party 1: role "sponsor" is not in the list',
        hint="Use party, guarantor, mediator, beneficiary, depositary, witness or observer.",
    ),
    Mistake(
        file="agreement/party-a-person",
        code="AK108",
        pointer="/parties/0",
        message="party 1 fits none of the 2 alternatives: it must be an organization or a country",
        hint='Write it like {"country": "KR"}.',
    ),
    Mistake(
        file="agreement/signed-by-one-party-and-a-witness",
        code="AK110",
        pointer="/parties",
        message='parties needs at least 2 entries of the kind "A party that is bound", because status is "signed"',
        hint=(
            "What is signed, ratified or in force binds at least two parties; a witness, an observer, a mediator or a "
            "depositary is none."
        ),
    ),
    Mistake(
        file="agreement/one-party",
        code="AK107",
        pointer="/parties",
        message="parties has 1 entry, but needs at least 2",
        hint='Add another, such as {"country": "KR"}.',
    ),
    Mistake(
        file="agreement/amount-with-thousands",
        code="AK105",
        pointer="/amount/amount",
        message='amount: amount "7,800" does not have the right form; did you mean "7800"?',
        suggestion="7800",
    ),
    Mistake(
        file="agreement/amount-without-currency",
        code="AK102",
        pointer="/amount",
        message="amount: currency is missing",
        hint='Add "currency": "…", one of its 155 codes, such as USD (US dollar) or KRW (South Korean won).',
    ),
    Mistake(
        file="agreement/currency-by-its-sign",
        code="AK104",
        pointer="/amount/currency",
        message='amount: currency "$" is not in the list; did you mean "USD" (US dollar)?',
        suggestion="USD",
    ),
    Mistake(
        file="agreement/attendance-approximate-in-words",
        code="AK101",
        pointer="/occasion/attendance/approximate",
        message='occasion, attendance: approximate is the text "yes", but must be true or false',
        hint="Write true.",
        suggestion="true",
    ),
    Mistake(
        file="agreement/dates-empty",
        code="AK107",
        pointer="/dates",
        message="dates is empty",
        hint="Leave it out where it is not known.",
    ),
]


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.file)
def test_a_real_mistake_is_told_in_one_sentence(mistake: Mistake, problems_of: Problems) -> None:
    type_, _, name = mistake.file.partition("/")
    (path,) = (EXAMPLES / type_ / "invalid").glob(f"{name}.AK*.json")
    (problem,) = problems_of(type_, read(path))
    said = Mistake(
        file=mistake.file,
        code=problem.code,
        pointer=problem.data_pointer or "",
        message=problem.message,
        hint=problem.hint or "",
        suggestion=problem.suggestion,
        at_key=problem.at_key,
    )
    assert said == mistake
    assert problem.pointer == f"/data{mistake.pointer}"
    assert problem.record == f"{type_}-0000000000"


@pytest.mark.parametrize("path", INVALID, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_one_mistake_gives_one_message(path: Path, problems_of: Problems) -> None:
    (problem,) = problems_of(path.parts[-3], read(path))
    assert problem.is_error
    assert "\n" not in problem.message + problem.hint
    assert not problem.message.endswith(".")
    assert not problem.hint or problem.hint.endswith(".")
    for jargon in ("oneOf", "anyOf", "$ref", "schema", "JSON Pointer", "const"):
        assert jargon not in problem.message + problem.hint


def test_the_caption_names_the_record_for_people(problems_of: Problems) -> None:
    data = {"category": "world", "year": "2030", "country": "KR", "city": "Busan", "stage": "votes"}
    (problem,) = problems_of("expo-bid", data)
    assert problem.caption == 'expo-bid "Busan 2030"'
    assert problem.found == '"votes"'


# Several mistakes at once.


def test_missing_properties_of_one_place_are_one_message(problems_of: Problems) -> None:
    (problem,) = problems_of("expo-bid", {"country": "KR"})
    assert problem.message == "category, year and stage are missing"
    assert problem.hint == 'Add "category", "year" and "stage".'


def test_a_property_that_is_misspelt_is_not_missing_too(problems_of: Problems) -> None:
    data = {"category": "world", "yaer": "2030", "country": "KR", "stage": "intention"}
    (problem,) = problems_of("expo-bid", data)
    assert problem.message == 'expo bid has no property "yaer"; did you mean "year"?'


def test_a_misspelt_alternative_is_recognized(problems_of: Problems) -> None:
    data = {
        "category": "world",
        "year": "2030",
        "country": "KR",
        "stage": "intention",
        "positions": [{"who": {"contry": "JP"}, "stance": "supports"}],
    }
    (problem,) = problems_of("expo-bid", data)
    assert problem.message == 'position 1: who has no property "contry"; did you mean "country"?'


def test_a_wrong_code_inside_an_alternative_is_told_for_that_alternative(problems_of: Problems) -> None:
    parties = [{"country": "KR"}, {"country": "Japan"}]
    data = {"title": "pact", "instrument": "treaty", "status": "proposed", "parties": parties}
    (problem,) = problems_of("agreement", data)
    assert problem.message == 'party 2: country "Japan" is not in the list; did you mean "JP" (Japan)?'
    assert problem.data_pointer == "/parties/1/country"


def test_independent_mistakes_are_told_one_by_one_in_the_order_of_the_places(problems_of: Problems) -> None:
    data = {"name": "", "roles": [{"title": "x", "status": "gone"}, {"position": "chair"}], "died": "yesterday"}
    assert [(problem.code, problem.data_pointer) for problem in problems_of("official", data)] == [
        ("AK106", "/died"),
        ("AK107", "/name"),
        ("AK104", "/roles/0/status"),
        ("AK102", "/roles/1"),
    ]


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("17 May 2023", 'is not a date; did you mean "2023-05-17"?'),
        ("2023년 5월", 'is not a date; did you mean "2023-05"?'),
        ("2023-05-17T09:30:00Z", 'is not a date; did you mean "2023-05-17"?'),
        ("T09:30", "is not a date"),
        ("last month", "is not a date"),
        ("soon", "is not a date"),
        ("2023-13", "is not a date"),
    ],
)
def test_a_date_in_words_is_read_where_it_is_certain(problems_of: Problems, date: str, said: str) -> None:
    (problem,) = problems_of("organization", {"name": "x", "kind": "company", "founded": date})
    assert problem.message == f'founded "{date}" {said}'
    assert bool(problem.hint) is (problem.suggestion is None)


def test_a_value_that_is_too_long_to_be_shown_is_not_suggested(problems_of: Problems) -> None:
    (problem,) = problems_of("official", {"name": "x", "roles": ["chief of " + "staff " * 50]})
    assert (problem.hint, problem.suggestion) == ('Write it like {"title": "co-chair"}.', None)
    (problem,) = problems_of("official", {"name": {"en": "Kim " * 50}, "roles": [{"title": "x"}]})
    assert (problem.hint, problem.suggestion) == ('Write it like "Kim Yoon".', None)


@pytest.mark.parametrize(
    ("organization", "hint"),
    [
        ({"id": "organization-4w9t1c8v6n"}, 'Write "organization-4w9t1c8v6n".'),
        ({"id": "a", "name": "b"}, 'Write it like "organization-4w9t1c8v6n".'),
        ({"id": 7}, 'Write it like "organization-4w9t1c8v6n".'),
        ({}, 'Write it like "organization-4w9t1c8v6n".'),
    ],
)
def test_an_object_where_its_id_belongs_is_recognized(problems_of: Problems, organization: Any, hint: str) -> None:
    roles = [{"title": "chief", "organization": organization}]
    (problem,) = problems_of("official", {"name": "x", "roles": roles})
    assert (problem.code, problem.hint) == ("AK101", hint)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("KR ", '"KR␣" is not in the list; did you mean "KR" (South Korea)?'),
        ("\u00a0KR\n", '"␣KR␊" is not in the list; did you mean "KR" (South Korea)?'),
        ("South\tKorea", '"South␉Korea" is not in the list; did you mean "KR" (South Korea)?'),
        (" ", '"␣" is not in the list'),
        (f"{'가' * 300}{' ' * 300}", f'"{"가" * 15}…{"가" * 8}{"␣" * 8}" is not in the list'),
        (f" {'x' * 300}", f'"␣{"x" * 58}…" is not in the list'),
    ],
)
def test_white_space_that_is_wrong_is_seen(problems_of: Problems, text: str, shown: str) -> None:
    (problem,) = problems_of("organization", {"name": "x", "kind": "company", "country": text})
    assert problem.message == f"country {shown}"


def test_what_is_hostile_is_shown_harmless_and_short(problems_of: Problems) -> None:
    (problem,) = problems_of("organization", {"name": "\x1b[31mred\u202e", "kind": "\x07bell\n" * 40})
    shown = problem.message + problem.found + problem.caption
    assert not {"\x07", "\x1b", "\u202e", "\n"} & set(shown)
    assert len(problem.message) < 120
