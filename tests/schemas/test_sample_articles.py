"""The sample articles and what the analyst found in them, checked by reading the files and nothing else."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from annotate_kit.codec import decode_annotation, decode_article, encode_annotation, encode_article, parse_json
from annotate_kit.schema import load_catalog
from annotate_kit.validate import check_annotation_file, check_article_file

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parents[2] / "annotations"
ARTICLES = sorted(path.parent for path in FOLDER.glob("*/article.json"))
ANNOTATED = [folder for folder in ARTICLES if (folder / "analyst.json").exists()]
CONTEXT = 32
SCHEMAS = sorted((FOLDER.parent / "schemas").glob("*.schema.json"))


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def text_of(folder: Path) -> str:
    return (folder / "text.txt").read_bytes().decode()


def leaves(value: Any, pointer: str = "") -> Iterator[str]:
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, f"{pointer}/{key}")
    else:
        yield pointer


CATALOG = load_catalog({path.name: read(path) for path in SCHEMAS})


def name_of(folder: Path) -> str:
    return folder.name


each_article = pytest.mark.parametrize("folder", ARTICLES, ids=name_of)
each_annotated = pytest.mark.parametrize("folder", ANNOTATED, ids=name_of)


def test_there_are_eight_articles_and_six_are_annotated() -> None:
    assert len(ARTICLES) >= 8
    assert len(ANNOTATED) >= 6


def test_articles_speak_english_korean_and_japanese() -> None:
    assert {read(folder / "article.json")["language"] for folder in ANNOTATED} == {"en", "ko", "ja"}


def test_an_article_holds_emoji_sequences_and_right_to_left_names() -> None:
    text = "".join(text_of(folder) for folder in ANNOTATED)
    assert "\N{ZERO WIDTH JOINER}" in text
    assert any(unicodedata.bidirectional(character) == "AL" for character in text)


@each_article
def test_metadata_is_that_of_the_text(folder: Path) -> None:
    article = read(folder / "article.json")
    text = text_of(folder)
    assert article["id"] == folder.name
    assert article["title"] == text.split("\n")[0]
    assert article["length"] == len(text)
    assert article["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()


@each_article
def test_text_is_normalised(folder: Path) -> None:
    text = text_of(folder)
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@each_article
def test_article_has_250_to_600_words(folder: Path) -> None:
    text = text_of(folder)
    # Japanese writes no spaces; about two characters make a word.
    words = len(text) / 2 if read(folder / "article.json")["language"] == "ja" else len(text.split())
    assert 250 <= words <= 600


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/*.json")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_file_is_canonical(path: Path) -> None:
    canonical = json.dumps(read(path), ensure_ascii=False, sort_keys=True, indent=2) + "\n"
    assert path.read_bytes() == canonical.encode()


@each_article
def test_metadata_survives_reading_and_writing(folder: Path) -> None:
    written = (folder / "article.json").read_bytes()
    decoded = decode_article(parse_json(written, file="article.json").value, file="article.json")
    assert decoded.problems == ()
    assert decoded.article is not None
    assert encode_article(decoded.article) == written


@each_annotated
def test_annotation_survives_reading_and_writing(folder: Path) -> None:
    written = (folder / "analyst.json").read_bytes()
    decoded = decode_annotation(parse_json(written, file="analyst.json").value, file="analyst.json")
    assert decoded.problems == ()
    assert decoded.annotation is not None
    assert encode_annotation(decoded.annotation) == written


@each_article
def test_nothing_is_wrong_with_the_article(folder: Path) -> None:
    raw = (folder / "article.json").read_bytes()
    checked = check_article_file(raw, text=text_of(folder), file="article.json", folder=folder.name)
    assert checked.problems == ()


@each_annotated
def test_nothing_is_wrong_with_the_annotation(folder: Path) -> None:
    parsed = parse_json((folder / "article.json").read_bytes(), file="article.json")
    checked = check_annotation_file(
        (folder / "analyst.json").read_bytes(),
        catalog=CATALOG,
        article=decode_article(parsed.value, file="article.json").article,
        text=text_of(folder),
        file=f"annotations/{folder.name}/analyst.json",
    )
    assert checked.problems == ()


@each_annotated
def test_annotation_is_done_and_belongs_to_its_article(folder: Path) -> None:
    annotation = read(folder / "analyst.json")
    assert annotation["status"] == "done"
    assert annotation["article"] == folder.name
    assert annotation["text_sha256"] == read(folder / "article.json")["text_sha256"]
    assert set(annotation["schemas"]) == {record["type"] for record in annotation["records"]}


@each_annotated
def test_span_quotes_its_text_and_surroundings(folder: Path) -> None:
    text = text_of(folder)
    for span in read(folder / "analyst.json")["spans"]:
        ((start, end),) = span["fragments"]
        assert span["quotes"] == [text[start:end]]
        assert span["prefix"] == text[max(0, start - CONTEXT) : start]
        assert span["suffix"] == text[end : end + CONTEXT]
        assert text[start:end].strip() == text[start:end]


@each_annotated
def test_every_value_has_evidence_and_every_span_a_use(folder: Path) -> None:
    annotation = read(folder / "analyst.json")
    used: set[str] = set()
    for record in annotation["records"]:
        assert set(leaves(record["data"])) == set(record["evidence"]), record["id"]
        assert record["mentions"], record["id"]
        used.update(record["mentions"])
        for claims in record["evidence"].values():
            for claim in claims:
                assert claim["spans"], record["id"]
                used.update(claim["spans"])
    assert used == {span["id"] for span in annotation["spans"]}


@each_annotated
def test_places_and_ids_are_there_once(folder: Path) -> None:
    annotation = read(folder / "analyst.json")
    places = [tuple(span["fragments"][0]) for span in annotation["spans"]]
    assert places == sorted(set(places), key=lambda place: (place[0], -place[1]))
    ids = [item["id"] for item in annotation["spans"] + annotation["records"]]
    assert len(ids) == len(set(ids))
    order = [(record["type"], record["id"]) for record in annotation["records"]]
    assert order == sorted(order)


def test_all_four_types_are_used() -> None:
    records = [record for folder in ANNOTATED for record in read(folder / "analyst.json")["records"]]
    counts = Counter(record["type"] for record in records)
    assert set(counts) == {"agreement", "expo-bid", "official", "organization"}


def test_entity_joins_records_of_one_type_in_several_articles() -> None:
    members: dict[str, list[tuple[str, str, str]]] = {}
    for folder in ANNOTATED:
        for record in read(folder / "analyst.json")["records"]:
            if "entity" in record:
                members.setdefault(record["entity"], []).append((folder.name, record["type"], record["id"]))
    for entity, group in members.items():
        assert len({article for article, _, _ in group}) == len(group) > 1, entity
        assert len({type_name for _, type_name, _ in group}) == 1, entity
        assert entity in {record_id for _, _, record_id in group}
