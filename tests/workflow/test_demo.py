"""The demo: its project, its keys, and what they make of the article that nobody has annotated."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.fakes.goldens import check_golden
from tests.fakes.memory_fs import MemoryFs

from annotate_kit.core import CLAIM_KINDS, Annotation, Record, make_id
from annotate_kit.core.pointers import leaves
from annotate_kit.errors import ExistsError
from annotate_kit.keys import KEYMAP, key_of
from annotate_kit.schema import caption
from annotate_kit.store import Store, shipped_files
from annotate_kit.tui import ReplayResult, replay
from annotate_kit.workflow.demo import ANNOTATOR, ARTICLE, parse_keys, recorded_keys, sequential_ids, start_demo
from annotate_kit.workflow.project import Project, open_project
from annotate_kit.workflow.validation import validate_project

ROOT = "/work/demo"
GOLDEN = Path(__file__).parent / "goldens" / "demo-records.json"


def shipped() -> dict[str, bytes]:
    return {**shipped_files("schemas"), **shipped_files("annotations")}


@attrs.frozen(kw_only=True)
class Replayed:
    project: Project
    result: ReplayResult

    @property
    def annotation(self) -> Annotation:
        found = self.project.annotation(ARTICLE, ANNOTATOR)
        assert found is not None
        return found


@cache
def replayed() -> Replayed:
    fs = MemoryFs()
    start_demo(Store(fs, ROOT), shipped(), shown="demo")
    result = replay(
        open_project(fs, ROOT),
        article_id=ARTICLE,
        annotator=ANNOTATOR,
        keys=recorded_keys(),
        clock=lambda: 1_700_000_000.0,
        ids=sequential_ids(),
        keep_screens=True,
    )
    return Replayed(project=open_project(fs, ROOT), result=result)


def test_a_demo_is_a_project_with_an_article_that_nobody_has_annotated() -> None:
    fs = MemoryFs()
    report = start_demo(Store(fs, ROOT), shipped(), shown="demo")
    assert report.kept == ()
    project = open_project(fs, ROOT)
    assert project.annotators(ARTICLE) == ()
    assert validate_project(project).problems == ()
    assert set(project.catalog.types) == {"agreement", "expo-bid", "official", "organization"}


def test_a_folder_that_holds_anything_is_left_as_it_is() -> None:
    fs = MemoryFs()
    fs.put(f"{ROOT}/notes.txt", b"mine")
    with pytest.raises(ExistsError, match="demo is there already"):
        start_demo(Store(fs, ROOT), shipped(), shown="demo")
    assert Store(fs, ROOT).list_folder("") == ("notes.txt",)


@pytest.mark.parametrize(
    ("script", "keys"),
    [
        ("tab o\n\n# all of this is a comment\n*", ("tab", "o", "*")),
        ("tab  # to the next candidate", ("tab",)),
        ('/ "new york" enter', ("/", "n", "e", "w", " ", "y", "o", "r", "k", "enter")),
        ('""', ()),
        ('"#1" ; [ \' \\', ("#", "1", ";", "[", "'", "\\")),
        ("ㅁ 김", ("ㅁ", "김")),
    ],
)
def test_a_script_of_keys_is_read(script: str, keys: tuple[str, ...]) -> None:
    assert parse_keys(script) == keys


def test_ids_of_a_replay_are_always_the_same() -> None:
    ids = sequential_ids()
    assert [ids("s"), ids("official"), ids("s")] == ["s-0000000001", "official-0000000002", "s-0000000003"]
    assert len(sequential_ids()("s")) == len(make_id("s", 0))


def test_the_recorded_keys_use_what_a_newcomer_has_to_know() -> None:
    counts = Counter(recorded_keys())
    assert counts.keys() >= {
        "tab",
        ")",
        "shift+tab",
        "l",
        "]",
        "[",
        ";",
        "-",
        "/",
        "*",
        "enter",
        "R",
        "r",
        "e",
        ">",
        "q",
    }
    known = {key for binding in KEYMAP for key in binding.keys}
    named = [key for key in counts if len(key) > 1]
    assert all(key_of(key, None) in known for key in named)


def test_the_app_understands_every_recorded_key() -> None:
    found = replayed()
    assert found.result.return_code == 0
    refused = ("does nothing here", "none of the keys asked for", "No field has", "No hit", "Nothing else to tag")
    for number, screen in enumerate(found.result.screens):
        assert not any(words in screen for words in refused), f"key {number + 1}:\n{screen}"


def test_the_replay_leaves_by_the_last_key() -> None:
    # The last `q` ends the app, which paints no screen any more.
    assert len(replayed().result.rows_repainted) == len(recorded_keys()) - 1


def test_the_replay_makes_the_expected_records() -> None:
    annotation = replayed().annotation
    assert annotation.status == "done"
    made = json.dumps(list(readable(replayed().project, annotation)), ensure_ascii=False, indent=2) + "\n"
    check_golden(GOLDEN, made.encode())


def readable(project: Project, annotation: Annotation) -> Iterator[dict[str, Any]]:
    """Each record with its references and words spelt out, in the order of its first mention, and no ids."""
    names = {
        record.id: f"{record.type}: {caption(project.catalog.types[record.type], record.data)}"
        for record in annotation.records.values()
    }
    quotes = {span.id: span.quote for span in annotation.spans.values()}

    def spelt(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: spelt(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [spelt(inner) for inner in value]
        return names.get(value, value) if isinstance(value, str) else value

    def place(record: Record) -> tuple[str, int]:
        return record.type, min(annotation.spans[span].start for span in record.mentions)

    for record in sorted(annotation.records.values(), key=place):
        yield {
            "type": record.type,
            "data": spelt(dict(sorted(record.data.items()))),
            "is known from other articles": record.entity is not None,
            "mentions": [quotes[span] for span in record.mentions],
            "evidence": {
                pointer: [{"words": [quotes[span] for span in claim.spans], "claim": claim.claim} for claim in claims]
                for pointer, claims in sorted(record.evidence.items())
            },
        }


def test_the_replayed_project_has_no_problems() -> None:
    assert validate_project(replayed().project).problems == ()


def test_every_value_has_words_behind_it() -> None:
    for record in replayed().annotation.records.values():
        for pointer, _ in leaves(record.data):
            claims = [
                claim
                for at, listed in record.evidence.items()
                if pointer == at or pointer.startswith(f"{at}/")
                for claim in listed
            ]
            assert claims, f"{record.data}: {pointer}"
            assert all(claim.spans and claim.claim in CLAIM_KINDS for claim in claims)
