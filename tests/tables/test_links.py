"""Addresses of pages and passages."""

import pytest
from tests.fakes.sources import FORUM, a_span

from annotate_kit.tables import page_url
from annotate_kit.tables.links import passage_url


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("HTTPS://EXAMPLE.ORG/한", True),
        (None, False),
        ("", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("ftp://example.org/", False),
        ("https:///nobody", False),
        ("https://example.org/a b", False),
        ("https://example.org/\x1b[31m", False),
        ("https://[broken", False),
    ],
)
def test_only_pages_of_the_web_are_links(url: str | None, is_safe: bool) -> None:  # a table
    assert page_url(url) == (url if is_safe else None)


def test_a_passage_is_named_by_its_words() -> None:
    assert passage_url("https://e.org/#x", a_span(FORUM, "Kim Yoon & Sasaki (co-chairs)")) == (
        "https://e.org/#:~:text=Kim%20Yoon%20%26%20Sasaki%20%28co%2Dchairs%29"
    )
    assert passage_url("https://e.org/", a_span(FORUM, "부산")) == "https://e.org/#:~:text=%EB%B6%80%EC%82%B0"
    assert passage_url("mailto:x@e.org", a_span(FORUM, "Busan")) is None


def test_a_long_passage_is_named_by_its_first_and_last_words() -> None:
    text = " ".join(f"word{n}" for n in range(40))
    assert passage_url("https://e.org/", a_span(text, text)) == (
        "https://e.org/#:~:text=word0%20word1%20word2%20word3,word36%20word37%20word38%20word39"
    )
