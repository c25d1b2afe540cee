"""The readers of what comes from outside, each as a function of bytes that raises only where it is wrong."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import attrs
from tests.fakes.handed_back import a_project, exported
from tests.fakes.projects import ARTICLE, SCHEMA, an_article
from tests.hostile.corpus import ANNOTATION, BOMBS, SPELLINGS, TOMLS, sound

from annotate_kit.codec import (
    decode_annotation,
    decode_article,
    decode_settings,
    encode,
    encode_annotation,
    encode_article,
    locate,
    parse_json,
)
from annotate_kit.codec.scanner import scan
from annotate_kit.core import ABSENT, Annotation, edtf_problem
from annotate_kit.core.dates import parse_edtf
from annotate_kit.errors import InputError, UsageError
from annotate_kit.importers import Imported, Metadata, read_article
from annotate_kit.reading import find_amounts, find_figure, find_names, read_dates
from annotate_kit.schema import lint
from annotate_kit.store.journal import read_journal
from annotate_kit.store.salvage import salvage
from annotate_kit.store.unfinished import sides_of, unfinished
from annotate_kit.suggest import Question, Source
from annotate_kit.suggest.answering import read_answer
from annotate_kit.suggest.files import read_lines
from annotate_kit.text import display, index_text
from annotate_kit.workbook.reading import read_workbook

CASES = Path(__file__).parents[1] / "reading" / "cases"


@attrs.frozen(kw_only=True)
class Reader:
    """One of them."""

    read: Callable[[bytes], None]
    """Raises where something is wrong with it, never for what is wrong with the bytes."""
    seeds: Callable[[], tuple[bytes, ...]]
    """What it is meant to read, to be changed at random."""
    share: int
    """Of a thousand inputs, how many are for it: what is quick gets more."""


# JSON and what is written in it.


def _json(raw: bytes) -> None:
    parsed = parse_json(raw, file="f")
    assert (parsed.value is not ABSENT) or parsed.problems
    if not parsed.problems:
        # What is strict is what the standard library reads, and can be written and read again.
        assert parse_json(encode(parsed.value), file="f").value == parsed.value  # type: ignore[arg-type]  # not ABSENT
        json.loads(raw)
    for problem in locate(parsed.problems, raw):
        assert problem.place is not None
        assert problem.place.line >= 1
        assert problem.place.column >= 1


def _scanner(raw: bytes) -> None:
    text = raw.decode("utf-8", "replace")
    found = scan(text)
    for start, end in ((fault.start, fault.end) for fault in found.faults):
        assert 0 <= start <= end <= len(text)
    for _, _, start, end in found.offsets.values():
        assert 0 <= start <= end <= len(text)


def _annotation(raw: bytes) -> None:
    decoded = decode_annotation(parse_json(raw, file="f").value, file="f")
    if decoded.annotation is not None:
        written = encode_annotation(decoded.annotation)
        again = decode_annotation(parse_json(written, file="f").value, file="f")
        assert again.annotation is not None
        assert encode_annotation(again.annotation) == written


def _article(raw: bytes) -> None:
    decoded = decode_article(parse_json(raw, file="f").value, file="f")
    if decoded.article is not None:
        encode_article(decoded.article)


def _damaged(raw: bytes) -> None:
    encode_annotation(salvage(raw))
    sides = sides_of(raw)
    merged = unfinished(raw, id_=ARTICLE, annotator="kim")
    assert sides is not None or merged is None


def _journal(raw: bytes) -> None:
    read = read_journal(raw, session="s")
    assert 0 <= read.good <= len(raw)
    numbers = [entry.ref.number for entry in read.entries]
    assert numbers == sorted(set(numbers))


def _settings(raw: bytes) -> None:
    with suppress(InputError, UsageError):
        decode_settings(raw, file="t")


def _schema(raw: bytes) -> None:
    value = parse_json(raw, file="f").value
    if value is not ABSENT:
        for problem in lint({"city.schema.json": value}):
            assert problem.message


# Texts.


def _text(raw: bytes) -> None:
    made = read_article(
        raw, given=Metadata(), name_article=lambda stem: stem or "article-1", markdown=len(raw) % 2 == 0
    )
    if isinstance(made, Imported):
        assert unicodedata.is_normalized("NFC", made.text)
        assert "\r" not in made.text
        assert made.article.length == len(made.text)
        index_text(made.text)
        shown = display(made.text)
        assert not any(unicodedata.category(letter) == "Cc" and letter not in "\t\n" for letter in shown)


def _values(raw: bytes) -> None:
    words = raw.decode("utf-8", "replace")
    for published, language in (("2024-05-17", "en"), (None, "ko"), ("2024-02", "ja")):
        for reading in read_dates(words, published, language).readings:
            assert edtf_problem(reading.edtf) is None, reading
    if edtf_problem(words) is None:
        parse_edtf(words)
    list(find_amounts(words))
    find_figure(words)
    find_names(words)


# Files of others.


def _workbook(raw: bytes) -> None:
    with suppress(InputError):
        read_workbook(raw, file="b")


@cache
def _question() -> Question:
    project = a_project()
    id_ = project.article_ids[0]
    article = attrs.evolve(an_article(text=project.text(id_)), id=id_)
    annotation = Annotation(article=id_, annotator="kim", text_sha256=article.text_sha256)
    return Question(
        article=article, index=index_text(project.text(id_)), catalog=project.catalog, annotation=annotation, known=()
    )


def _suggestions(raw: bytes) -> None:
    question, source = _question(), Source(name="files", version="1")
    for found in read_lines(raw, question, file="f", source=source).suggestions:
        assert 0 <= found.start < found.end <= len(question.text)
    for found in read_answer(raw, question, tuple(question.catalog.types), source).suggestions:
        assert 0 <= found.start < found.end <= len(question.text)


# Seeds.


def _sound(*parts: str) -> Callable[[], tuple[bytes, ...]]:
    def seeds() -> tuple[bytes, ...]:
        return tuple(raw for path, raw in sound().items() if any(part in path for part in parts))

    return seeds


def _with_spellings(seeds: Callable[[], tuple[bytes, ...]]) -> Callable[[], tuple[bytes, ...]]:
    return lambda: (*seeds(), *(raw for raw in SPELLINGS.values() if len(raw) < 10_000))


def _schemas() -> tuple[bytes, ...]:
    plain = json.loads(SCHEMA)
    shipped = (Path(__file__).parents[2] / "schemas").glob("*.schema.json")
    bombs = (json.dumps({**plain, **bomb}).encode() for bomb in BOMBS.values())
    return (*(path.read_bytes() for path in sorted(shipped)), *(raw for raw in bombs if len(raw) < 5_000))


def _words() -> tuple[bytes, ...]:
    rows = [line for path in sorted(CASES.glob("*.tsv")) for line in path.read_bytes().splitlines()]
    return tuple(row.partition(b"\t")[0] for row in rows)


def _texts() -> tuple[bytes, ...]:
    text = next(raw for path, raw in sound().items() if path.endswith("text.txt"))
    header = b"title: The vote\npublished: 2023-11-28\nurl: https://example.org/a\nlanguage: en\n\n"
    return (text, header + text, b"# The vote\n\n" + text, text.decode().encode("utf-16"), "Zürich".encode("latin-1"))


def _conflicted() -> tuple[bytes, ...]:
    raw = sound()[ANNOTATION]
    return (raw, b"<<<<<<< ours\n" + raw + b"=======\n" + raw.replace(b"Busan", b"Rome") + b">>>>>>> theirs\n")


def _proposals() -> tuple[bytes, ...]:
    line: dict[str, Any] = {"class": "city", "text": "Busan", "attributes": {"name": "Busan"}, "interval": [0, 5]}
    quote = {"quote": "Busan", "before": "votes. ", "value": "Busan"}
    said = {"records": [{"type": "city", "name": quote, "data": {"name": quote}}]}
    body = {"choices": [{"message": {"content": json.dumps(said)}, "finish_reason": "stop"}], "usage": {}}
    return (json.dumps(line).encode() + b"\n", json.dumps(body).encode())


READERS: Mapping[str, Reader] = {
    "json": Reader(read=_json, seeds=_with_spellings(_sound(".json")), share=170),
    "scanner": Reader(read=_scanner, seeds=_with_spellings(_sound(".json")), share=120),
    "annotation": Reader(read=_annotation, seeds=_sound("kim.json"), share=150),
    "article": Reader(read=_article, seeds=_sound("article.json"), share=130),
    "damaged": Reader(read=_damaged, seeds=_conflicted, share=50),
    "journal": Reader(read=_journal, seeds=_sound("/journal/", "/history/"), share=130),
    "settings": Reader(read=_settings, seeds=lambda: tuple(text.encode()[:2_000] for text in TOMLS), share=100),
    "text": Reader(read=_text, seeds=_texts, share=50),
    "values": Reader(read=_values, seeds=_words, share=60),
    "suggestions": Reader(read=_suggestions, seeds=_proposals, share=30),
    "schema": Reader(read=_schema, seeds=_schemas, share=5),
    "workbook": Reader(read=_workbook, seeds=lambda: (exported(a_project()),), share=5),
}
"""Name → reader; the shares come to a thousand."""
