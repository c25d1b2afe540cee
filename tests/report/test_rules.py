"""The pages of the rules: every code has one, its example behaves, and docs/rules is what they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.rule_examples import problems_of

from annotate_kit.core import RULES
from annotate_kit.errors import UsageError
from annotate_kit.report.rules import find_code, rule_page, rules_index
from annotate_kit.validate.rules import PAGES

DOCS = Path(__file__).parents[2] / "docs/rules"


def test_every_code_has_a_page() -> None:
    assert list(PAGES) == list(RULES)
    assert all(page.code == code for code, page in PAGES.items())


@pytest.mark.parametrize("code", sorted(RULES))
def test_the_bad_example_breaks_its_rule(code: str) -> None:
    assert code in {problem.code for problem in problems_of(PAGES[code], PAGES[code].bad)}


@pytest.mark.parametrize("code", sorted(RULES))
def test_the_good_example_does_not(code: str) -> None:
    found = problems_of(PAGES[code], PAGES[code].good)
    assert code not in {problem.code for problem in found}, found
    # What is shown as right is no error of another kind either.
    assert not [problem for problem in found if problem.is_error]


@pytest.mark.parametrize("code", sorted(RULES))
def test_the_docs_are_the_pages(code: str) -> None:
    assert (DOCS / f"{code}.md").read_text("utf-8") == rule_page(code), "run `python docs/make_rules.py`"


def test_the_docs_have_an_index_and_nothing_else() -> None:
    assert (DOCS / "README.md").read_text("utf-8") == rules_index(), "run `python docs/make_rules.py`"
    assert {path.name for path in DOCS.iterdir()} == {"README.md", *(f"{code}.md" for code in RULES)}


@pytest.mark.parametrize("name", ["AK104", "ak104", "unknown-value", "Unknown-Value"])
def test_a_rule_is_found_by_code_or_name(name: str) -> None:
    assert find_code(name) == "AK104"


@pytest.mark.parametrize(
    ("name", "hint"),
    [("unknown-valeu", "Did you mean unknown-value?"), ("AK999", "Did you mean AK"), ("?", "lists them")],
)
def test_a_rule_that_is_none_is_a_wrong_question(name: str, hint: str) -> None:
    with pytest.raises(UsageError, match="there is no rule"):
        find_code(name)
    with pytest.raises(UsageError) as error:
        find_code(name)
    assert hint in str(error.value)


def test_a_page_shows_what_its_example_needs() -> None:
    page = rule_page("AK104")
    assert page.startswith("# AK104 unknown-value\n\nA value is not among")
    assert '"enum": ["vote", "selected"]' in page
    assert "Riyadh won 119 votes." in rule_page("AK203")
    assert "Riyadh won 119 votes." not in rule_page("AK204")
    assert "city.schema.json" not in rule_page("AK203")
    assert "```text\nannotations/expo-vote/Kim Yoon.json\n```" in rule_page("AK605")
