"""What is shown as a token moves nothing: tags around it have the offsets and the words of the text itself."""

from __future__ import annotations

import hashlib
import json

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.escapes import PAYLOADS
from tests.tui.stage import ROOT, Stage, a_disk

from annotate_kit.codec import encode_article
from annotate_kit.core import Article
from annotate_kit.text import cell_width

ARTICLE = "tokens"
PIECES = st.sampled_from(
    (
        *(one for one in PAYLOADS if "\0" not in one),
        "\ufeff",
        "\u200b",
        "\u00ad",
        "\u2028",
        "\t",
        "é",
        "한국",
        "👩‍👩‍👧",
        "漢",
        "a",
    )
)
TEXTS = st.lists(st.lists(PIECES, max_size=8).map("".join), min_size=2, max_size=5)
"""What stands before, between and after the names."""


def _stage(text: str) -> Stage:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article(id=ARTICLE, title="Tokens", text_sha256=sha256, length=len(text), language="en")
    fs = a_disk()
    fs.put(f"{ROOT}/annotations/{ARTICLE}/text.txt", text.encode())
    fs.put(f"{ROOT}/annotations/{ARTICLE}/article.json", encode_article(article))
    return Stage(ARTICLE, fs=fs, size=(100, 30))


def _saved(stage: Stage) -> list[tuple[int, int, str]]:
    """The start, end and quote of each span in the file."""
    stage.play("escape escape q")
    held = json.loads(stage.fs.files[f"{ROOT}/annotations/{ARTICLE}/tester.json"].seen)
    return sorted((*span["fragments"][0], span["quotes"][0]) for span in held["spans"])


@given(TEXTS)
@settings(max_examples=8)
def test_names_that_are_searched_and_tagged_among_tokens_keep_their_offsets(pieces: list[str]) -> None:
    text = " Busan ".join(pieces) + "\n"
    stage = _stage(text)
    stage.play("/ B u s a n enter")
    for _ in pieces[2:]:
        stage.play("n")
    stage.play("o enter *")
    spans = _saved(stage)
    assert spans
    assert all(text[start:end] == quote == "Busan" for start, end, quote in spans)


@given(TEXTS)
@settings(max_examples=8)
def test_a_click_behind_tokens_takes_the_word_that_is_shown_there(pieces: list[str]) -> None:
    text = " Busan ".join(pieces).replace("\n", " ") + "\n"
    stage = _stage(text)
    y, line = next((y, line) for y, line in enumerate(stage.screen()) if "Busan" in line)
    stage.bench.click(cell_width(line[: line.index("Busan")]) + 1, y)
    stage.play("o enter")
    ((start, end, quote),) = _saved(stage)
    assert text[start:end] == quote
    assert "Busan" in quote
    assert text.index("Busan") in range(start, end)


@given(TEXTS)
@settings(max_examples=8)
def test_a_span_with_tokens_inside_quotes_the_text_itself(pieces: list[str]) -> None:
    text = " Busan ".join(pieces) + " Rome.\n"
    stage = _stage(text)
    stage.play("/ B u s a n enter shift+right shift+right shift+right o enter")
    for start, end, quote in _saved(stage):
        assert text[start:end] == quote
        assert quote.startswith("Busan")
