"""The figures that a change must not make dearer: keys on the sample articles, under the real key table.

Where a change makes them cheaper, write the new figures here; where it makes them dearer, it had better be worth it.
`benchmarks/keys.py` prints these and more, and plays whole articles through the app.
"""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import attrs
import pytest

from annotate_kit.core import Annotation, Json
from annotate_kit.core.values import is_array
from annotate_kit.keys import View, open_view, press
from annotate_kit.keys.planning import OURS, PLAIN, Ground, Mention, Motions, Value, differences, plan
from annotate_kit.store import DiskFs
from annotate_kit.text import Range
from annotate_kit.tui import replay
from annotate_kit.workflow.project import Project, open_project

REPOSITORY = Path(__file__).parents[2]

SPANS = {
    # Every span of an article: the way to its words and one key.
    #                        median, keys in all
    "expo-2030-vote": (2, 207),
    "fki-new-name": (2, 246),
    "korea-saudi-forum-2022": (2, 252),
    "osaka-2025-vote": (2, 190),
    "partnership-fund": (2, 233),
    "riyadh-expo-registered": (2, 157),
}
SOME_SPANS = ("fki-new-name", "osaka-2025-vote")

BEGINNINGS = {
    # Everything that is said of an article's first code points.
    #        code points, a mention, a field (medians), keys in all
    "osaka-2025-vote": (350, 2, 2, 93),
    "fki-new-name": (200, 2.834, 1, 64),
    "expo-2030-vote": (600, 2, 2, 130),
    "partnership-fund": (200, 2.25, 2, 128),
}
SOME_BEGINNINGS = ("fki-new-name", "osaka-2025-vote")


@cache
def sample() -> Project:
    return open_project(DiskFs(), str(REPOSITORY))


def opened(article: str) -> View:
    project = sample()
    empty = Annotation(article=article, annotator="planner", text_sha256="0")
    return open_view(
        article=project.article(article),
        text=project.text(article),
        catalog=project.catalog,
        annotation=empty,
        width=82,
        height=36,
    )


def goal(article: str) -> Annotation:
    annotation = sample().annotation(article, "analyst")
    assert annotation is not None
    return annotation


def costs(article: str, motions: Motions) -> list[int]:
    ground = Ground.of(opened(article), motions)
    view, found = ground.view, []
    for span in goal(article).ordered_spans:
        way = ground.way(view, Range(start=span.start, end=span.end))
        assert way is not None, span.quote
        found.append(way.cost + 1)
        for key in way.keys:
            view = press(view, key, str).view
        assert view.words == span.quote
    return found


@pytest.mark.parametrize("article", SOME_SPANS)
def test_a_span_is_no_dearer_than_it_was(article: str) -> None:
    check_spans(article)


@pytest.mark.soak
@pytest.mark.parametrize("article", SPANS.keys() - set(SOME_SPANS))
def test_a_span_is_no_dearer_than_it_was_in_the_other_articles(article: str) -> None:
    check_spans(article)


def check_spans(article: str) -> None:
    found = costs(article, OURS)
    median, in_all = SPANS[article]
    assert statistics.median(found) <= median
    assert sum(found) <= in_all, (statistics.median(found), sum(found))


def test_other_annotators_motions_cost_half_as_much_again() -> None:
    # Under plain motions the median span takes 3 keys and all of them 315.
    assert sum(costs("osaka-2025-vote", OURS)) * 1.5 <= _UNDER_PLAIN_MOTIONS


@pytest.mark.soak
def test_plain_motions_cost_what_they_did() -> None:
    assert sum(costs("osaka-2025-vote", PLAIN)) == _UNDER_PLAIN_MOTIONS


_UNDER_PLAIN_MOTIONS = 315
"""Keys for every span of one article."""


def beginning(annotation: Annotation, end: int) -> Annotation:
    """What is said of the first code points of a text, with words from there alone."""
    spans = {key: span for key, span in annotation.spans.items() if span.end <= end}
    named = [key for key, record in annotation.records.items() if spans.keys() & set(record.mentions)]
    gone = annotation.records.keys() - set(named)
    records = {}
    for key in named:
        record = annotation.records[key]
        rests = {at: {span for claim in claims for span in claim.spans} for at, claims in record.evidence.items()}
        said = {at for at, words in rests.items() if words <= spans.keys()}
        data = _kept(record.data, "", said, gone)
        assert isinstance(data, Mapping)
        records[key] = attrs.evolve(
            record,
            data=data,
            mentions=tuple(span for span in record.mentions if span in spans),
            evidence={at: claims for at, claims in record.evidence.items() if at in said},
        )
    used = {span for record in records.values() for span in record.span_ids()}
    return attrs.evolve(annotation, spans={key: spans[key] for key in spans if key in used}, records=records)


def _kept(value: Json, pointer: str, said: set[str], gone: set[str]) -> Any:
    if isinstance(value, Mapping):
        found = {name: _kept(inner, f"{pointer}/{name}", said, gone) for name, inner in value.items()}
        return {name: inner for name, inner in found.items() if inner is not None} or ({} if not pointer else None)
    if is_array(value):
        items: list[Any] = []
        for n, inner in enumerate(value):  # type: ignore[arg-type]  # an array
            item = _kept(inner, f"{pointer}/{n}", said, gone)
            if item is None:
                break
            items.append(item)
        return items or None
    return value if pointer in said and value not in gone else None


@pytest.mark.parametrize("article", SOME_BEGINNINGS)
def test_a_beginning_is_planned_and_no_dearer_than_it_was(article: str, tmp_path: Path) -> None:
    check_beginning(article, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("article", BEGINNINGS.keys() - set(SOME_BEGINNINGS))
def test_a_beginning_of_the_other_articles_is_no_dearer_than_it_was(article: str, tmp_path: Path) -> None:
    check_beginning(article, tmp_path)


def check_beginning(article: str, folder: Path) -> None:
    end, mention, field, in_all = BEGINNINGS[article]
    wanted = beginning(goal(article), end)
    found = plan(opened(article), wanted)
    assert (found.left, differences(played(article, folder, found.keys), wanted)) == ((), ())
    mentions: list[float] = []
    for done in found.done:
        if isinstance(done.act, Mention):
            # What one key tags shares its cost.
            number = 1 + sum(isinstance(also, Mention) for also in done.also)
            mentions += [done.cost / number] * number
    fields = [done.cost for done in found.done if isinstance(done.act, Value)]
    assert (statistics.median(mentions) <= mention, statistics.median(fields) <= field, found.cost <= in_all) == (
        True,
        True,
        True,
    ), (statistics.median(mentions), statistics.median(fields), found.cost)


def played(article: str, folder: Path, keys: Sequence[str]) -> Annotation:
    """What the app has written once the keys were pressed in it, in a project that knows nothing but the article."""
    place = folder / "annotations" / article
    place.mkdir(parents=True)
    shutil.copytree(REPOSITORY / "schemas", folder / "schemas")
    for name in ("article.json", "text.txt"):
        shutil.copy(REPOSITORY / "annotations" / article / name, place)
    project = open_project(DiskFs(), str(folder))
    numbers = count(1)
    replay(
        project,
        article_id=article,
        annotator="planner",
        keys=keys,
        clock=lambda: 0.0,
        ids=lambda prefix: f"{prefix}-{next(numbers):010}",
        size=(120, 40),
    )
    said = project.annotation(article, "planner")
    assert said is not None
    return said
