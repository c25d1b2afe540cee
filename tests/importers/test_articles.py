"""Importers: bytes → articles, or one clear reason."""

import hashlib
import itertools

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.core import Limits
from annotate_kit.importers import Imported, Metadata, Refused, free_id, read_article, split_header


def name(stem: str | None) -> str:
    return stem or "article-0"


def read(raw: bytes, given: Metadata, *, markdown: bool = False) -> Imported | Refused:
    return read_article(raw, given=given, name_article=name, markdown=markdown)


def imported(raw: bytes, *, markdown: bool = False, **given: str) -> Imported:
    result = read(raw, Metadata(**given), markdown=markdown)
    assert isinstance(result, Imported)
    return result


def refused(raw: bytes, **given: str) -> Refused:
    result = read(raw, Metadata(**given))
    assert isinstance(result, Refused)
    return result


def test_the_first_line_is_the_title_and_stays_in_the_text() -> None:
    result = imported(b"\n\nBusan  loses\r\n\r\nThe vote was held in Paris.\r\n\r\n")
    assert result.text == "\n\nBusan  loses\n\nThe vote was held in Paris.\n"
    assert result.article.title == "Busan loses"
    assert result.article.id == "busan-loses"
    assert result.article.length == len(result.text)
    assert result.article.text_sha256 == hashlib.sha256(result.text.encode()).hexdigest()


def test_a_markdown_heading_is_the_title_without_its_mark() -> None:
    assert imported(b"# Expo vote #\n\nText.\n", markdown=True).article.title == "Expo vote"
    assert imported(b"# Expo vote\n\nText.\n").article.title == "# Expo vote"
    assert imported(b"No heading\n\nText.\n", markdown=True).article.title == "No heading"


def test_decomposed_korean_is_composed_once() -> None:
    result = imported("부산 엑스포\n\n김윤 회장은 말했다.\n".encode())
    assert result.text.startswith("부산")
    assert result.article.language == "ko"


def test_japanese_is_known_by_its_kana_and_other_languages_are_not_guessed() -> None:
    assert imported("大阪・関西万博が決まった。\n".encode()).article.language == "ja"
    assert imported(b"Osaka won.\n").article.language is None


def test_a_header_block_describes_the_article_and_options_win() -> None:
    raw = b"Title: Expo vote\nSource: BIE\nDate: 2023-11-28\nURL: https://example.org/a\n\nRiyadh won.\n"
    article = imported(raw, source="Yonhap", licence="CC-BY-4.0", language="en").article
    assert (article.title, article.source, article.published) == ("Expo vote", "Yonhap", "2023-11-28")
    assert (article.url, article.licence, article.language) == ("https://example.org/a", "CC-BY-4.0", "en")
    assert imported(raw).text == "Riyadh won.\n"


def test_a_fenced_header_may_have_one_line_and_quotes() -> None:
    assert split_header('---\nlang: "ko"\n---\n\n본문\n') == (Metadata(language="ko"), "본문\n")


@pytest.mark.parametrize(
    "text",
    [
        "Source: Yonhap\n\nOne line alone may be a caption.\n",
        "Title: x\nNote: y\n\nAn unknown key makes it text.\n",
        "Title: x",
        "---\nTitle: x\n",
        "---\n---\nText.\n",
        "\nTitle: x\nSource: y\n\nA blank line first.\n",
        "Plain text.\n",
    ],
)
def test_what_is_no_header_block_is_text(text: str) -> None:
    assert split_header(text) == (Metadata(), text)


@given(st.text())
def test_a_header_is_never_half_taken(text: str) -> None:
    metadata, rest = split_header(text)
    assert text.endswith(rest)
    assert (metadata == Metadata()) == (rest == text)


@pytest.mark.parametrize(
    ("raw", "given", "reason"),
    [
        (b"", {}, "empty"),
        (b"\xff\xfea\x00", {}, "UTF-16"),
        (b"Title: x\nSource: y\n\n\n", {}, "no text"),
        (b"Text.\n", {"published": "2023-02-30"}, "published"),
        (b"Text.\n", {"url": "javascript:alert(1)"}, "url"),
        (b"Text.\n", {"url": "http://[broken"}, "url"),
        (b"Text.\n", {"url": "http://a.org/a b"}, "url"),
        (b"Text.\n", {"language": "English"}, "language"),
    ],
)
def test_what_cannot_be_an_article_is_refused_in_one_sentence(raw: bytes, given: dict[str, str], reason: str) -> None:
    result = refused(raw, **given)
    assert reason in result.reason
    assert result.hint
    assert "\n" not in result.reason + result.hint


def test_a_broken_byte_is_named_by_line_and_column() -> None:
    result = refused(b"One.\nTw\xffo.\n")
    assert (result.line, result.column) == (2, 3)


def test_a_text_beyond_the_limit_is_refused() -> None:
    limits = attrs.evolve(Limits(), article_bytes=10)
    result = read_article(b"x" * 11, given=Metadata(), name_article=name, limits=limits)
    assert isinstance(result, Refused)
    assert result.reason == "it has more than 10 bytes"
    assert result.hint == "Split it, import the article alone, or raise limits.article-bytes in annotate-kit.toml."


def test_a_text_that_grows_beyond_the_limit_when_it_is_normalised_is_refused_too() -> None:
    """What is kept could not be read again otherwise."""
    limits = attrs.evolve(Limits(), article_bytes=30)
    raw = "\N{DEVANAGARI LETTER QA}".encode() * 9
    result = read_article(raw, given=Metadata(), name_article=name, limits=limits)
    assert len(raw) < 30
    assert isinstance(result, Refused)
    assert "more than 30 bytes" in result.reason


def test_an_id_is_free_whatever_is_taken() -> None:
    taken = {"expo", "expo-2"}
    fallback = map("article-{}".format, itertools.count()).__next__
    assert free_id("expo", taken.__contains__, fallback) == "expo-3"
    assert free_id("bie", taken.__contains__, fallback) == "bie"
    assert free_id(None, taken.__contains__, fallback) == "article-0"
    assert free_id("con", taken.__contains__, fallback) == "article-1"


def test_a_title_of_bytes_that_are_no_text_is_refused() -> None:
    made = read_article(b"Text.\n", given=Metadata(title="a\udcff"), name_article=lambda stem: stem or "article-1")
    assert isinstance(made, Refused)
    assert made.reason == "title: it holds bytes that are no text"


def test_an_address_with_a_password_is_refused_and_never_repeated() -> None:
    for url in ("https://kim:hunter2@example.org/a", "https://hunter2@example.org", "//hunter2@["):
        result = read_article(b"Text.\n", given=Metadata(url=url), name_article=name)
        assert isinstance(result, Refused)
        assert "hunter2" not in result.reason + result.hint
    made = read_article(b"Text.\n", given=Metadata(url="https://example.org/@kim?to=a@b"), name_article=name)
    assert isinstance(made, Imported)
