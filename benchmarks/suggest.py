"""Suggestions replayed: how much a person still tags by hand, and how much of what is proposed is wrong.

    .venv/bin/python benchmarks/suggest.py [--quick] [--project FOLDER] [--articles N]

The finished articles of a project in the order in which they appeared, each from nothing, with what the articles before
it gave: their entities, and a model trained on them. A person goes through the text, takes what is right (`y`), refuses
what is wrong (`x`), and tags the rest by hand; the suggesters are asked again after every mention, as in the app. Right
means the same words and type as the finished annotation; where they went to another record, the person puts the two
together. Then the same for a made-up corpus, whose people and bodies come back from article to article; then the time
that a suggester takes for a text, and the model to learn.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

import attrs
from stories import make_stories
from timing import REPOSITORY, milliseconds, table

from annotate_kit.core import Annotation, Article, Ids, Json, Record, apply, changes, make_id, make_span
from annotate_kit.schema import field_at
from annotate_kit.store import DiskFs
from annotate_kit.suggest import (
    Example,
    FieldValue,
    Here,
    Known,
    LearnedSuggester,
    NameOf,
    NameSuggester,
    PatternSuggester,
    Question,
    Suggester,
    Suggestion,
    accept,
    can_learn,
    merge_suggestions,
    names_of,
    reject,
    train,
)
from annotate_kit.text import TextIndex, index_text, name_key, occurrences
from annotate_kit.workflow.entities import gather_entities
from annotate_kit.workflow.project import Project, open_project
from annotate_kit.workflow.register import Register
from annotate_kit.workflow.reshaping import merge_records

__all__ = ["WAYS", "Before", "Counts", "Gold", "befores", "golds", "replay"]

LEAST = 0.4
"""The score below which a project shows nothing unless its settings say otherwise."""
ALL = ("names", "patterns", "learned")
WAYS: Mapping[str, tuple[Sequence[str], bool]] = {
    "nothing": ((), False),
    "`*` alone": ((), True),
    **{name: ((name,), False) for name in ALL},
    "all together": (ALL, False),
    "all, and `*`": (ALL, True),
}
"""Name → whose suggestions are shown, and whether a tag takes all other places with the same words along."""


@attrs.frozen(kw_only=True)
class Gold:
    """A finished article."""

    article: Article
    index: TextIndex
    annotation: Annotation

    @property
    def mentions(self) -> dict[tuple[int, int, str], str]:
        """Place and type of each mention in one piece → its record."""
        spans, records = self.annotation.spans, self.annotation.records
        return {
            (spans[span].start, spans[span].end, records[record].type): record
            for span, named in self.annotation.mentioned.items()
            if span in spans and len(spans[span].fragments) == 1
            for record in named
        }

    @property
    def values(self) -> dict[tuple[int, int, str, str], Json]:
        """Place, type and field of each value that words say → what they are taken for."""
        found: dict[tuple[int, int, str, str], Json] = {}
        for record in self.annotation.records.values():
            for pointer, claims in record.evidence.items():
                for span in (self.annotation.spans[id_] for claim in claims for id_ in claim.spans):
                    found[span.start, span.end, record.type, _template(pointer)] = _at(record, pointer)
        return found


@attrs.define
class Counts:
    """What a replay came to. Mutable: it grows article by article."""

    mentions: int = 0
    by_hand: int = 0
    along: int = 0
    """Taken along by `*`."""
    right: int = 0
    wrong: int = 0
    other_record: int = 0
    """Of the right ones, those that would have gone to another record than the words mean."""
    values: int = 0
    values_right: int = 0
    values_wrong: int = 0

    def add(self, other: Counts) -> None:
        """Count another article too."""
        for field in attrs.fields(Counts):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


def _template(pointer: str) -> str:
    return "/".join("*" if step.isdecimal() else step for step in pointer.split("/"))


def _at(record: Record, pointer: str) -> Json:
    value: Json = dict(record.data)
    for step in pointer.split("/")[1:]:
        value = value[int(step)] if isinstance(value, list | tuple) else value.get(step) if value else None  # type: ignore[union-attr]
    return value


def _all(value: Json, steps: Sequence[str]) -> list[Json]:
    """The values that a record has at a pointer, of whichever items of lists."""
    if not steps:
        return [value]
    inner: Sequence[Json] = ()
    if steps[0].isdecimal() and isinstance(value, list | tuple):
        inner = value
    elif isinstance(value, Mapping) and steps[0] in value:
        inner = [value[steps[0]]]
    return [found for one in inner for found in _all(one, steps[1:])]


def golds(project: Project) -> Iterator[Gold]:
    """The finished articles in the order in which they appeared."""
    for id_ in sorted(project.article_ids, key=lambda id_: (project.article(id_).published or "", id_)):
        for annotator in project.annotators(id_)[:1]:
            annotation = project.annotation(id_, annotator)
            if annotation is not None and annotation.records:
                yield Gold(article=project.article(id_), index=index_text(project.text(id_)), annotation=annotation)


@attrs.frozen(kw_only=True)
class Before:
    """What the articles before one give."""

    known: Sequence[Known]
    learned: LearnedSuggester | None


def befores(project: Project, gold: Sequence[Gold], folder: Path) -> list[Before]:
    """For each article what those before it give: a project grows by one article at a time."""
    shutil.copytree(Path(project.store.root) / "schemas", folder / "schemas")
    (folder / "annotations").mkdir()
    found = []
    for n, one in enumerate(gold):
        known = gather_entities(open_project(DiskFs(), str(folder)), Register())
        learned = None
        if n and can_learn():
            model = train(_examples(gold[:n]))
            learned = LearnedSuggester(model) if model else None
        found.append(Before(known=known, learned=learned))
        source = Path(project.store.root) / "annotations" / one.article.id
        shutil.copytree(source, folder / "annotations" / one.article.id)
    return found


def _examples(gold: Sequence[Gold]) -> list[Example]:
    return [Example(index=one.index, annotation=one.annotation, language=one.article.language) for one in gold]


class Person:
    """Goes through one article with the suggestions of some suggesters at hand."""

    def __init__(self, project: Project, gold: Gold, before: Before, names: Sequence[str], *, star: bool) -> None:
        self.catalog, self.gold, self.before, self.star = project.catalog, gold, before, star
        made: dict[str, Suggester | None] = {
            "names": NameSuggester(),
            "patterns": PatternSuggester(),
            "learned": before.learned,
        }
        self.suggesters = [found for name in names if (found := made[name]) is not None]
        self.kept: tuple[Suggestion, ...] | None = None
        annotation = gold.annotation
        self.annotation = Annotation(article=annotation.article, annotator="p", text_sha256=annotation.text_sha256)
        numbers = count(1)
        self.ids: Ids = lambda prefix: make_id(prefix, next(numbers))
        self.counts = Counts(mentions=len(gold.mentions), values=len(gold.values))
        self.left = dict(gold.mentions)
        self.values = dict(gold.values)
        self.records: dict[str, str] = {}
        """Record of the finished annotation → the one made here."""

    def go(self) -> Counts:
        at, refused = 0, set[tuple[int, int, str, str]]()
        shown = self.ask()
        while True:
            offered = next((one for one in shown if one.start >= at and _key(one) not in refused), None)
            mine = min((place for place in self.left if place[0] >= at), default=None)
            if offered is None and mine is None:
                return self.counts
            if offered is not None and (mine is None or offered.start <= mine[0]):
                at = offered.start
                if self.decide(offered):
                    shown = self.ask()
                else:
                    refused.add(_key(offered))
            elif mine is not None:
                at = mine[0]
                self.tag(mine)
                shown = self.ask()

    def ask(self) -> tuple[Suggestion, ...]:
        question = Question(
            article=self.gold.article,
            index=self.gold.index,
            catalog=self.catalog,
            annotation=self.annotation,
            known=self.before.known,
        )
        found: list[Suggestion] = []
        for suggester in self.suggesters:
            if isinstance(suggester, LearnedSuggester):
                # It sees the text alone: once is enough.
                self.kept = suggester.suggest(question) if self.kept is None else self.kept
                found += self.kept
            else:
                found += suggester.suggest(question)
        return merge_suggestions(found, self.annotation, self.gold.index.text, least_score=LEAST)

    def decide(self, offered: Suggestion) -> bool:
        """Whether it is right, and then it is taken."""
        place = (offered.start, offered.end, offered.type)
        if not offered.is_mention:
            meant = self._meant(offered)
            if meant is None or not self.fields(offered, meant):
                return False
            self.take(offered)
            return True
        if place not in self.left:
            self.counts.wrong += 1
            self.annotation = apply(reject(offered, self.annotation, self.gold.index.text), self.annotation)
            return False
        self.counts.right += 1
        record = self.left.pop(place)
        self.fields(offered, self.gold.annotation.records[record])
        self.take(offered)
        self._merge(record, self._mentioned(offered))
        return True

    def _meant(self, offered: Suggestion) -> Record | None:
        """The finished record that stands for the one that a value is proposed for."""
        assert isinstance(offered.target, Here)
        here = offered.target.record
        found = (record for record, made in self.records.items() if made == here)
        return self.gold.annotation.records.get(next(found, ""))

    def fields(self, offered: Suggestion, meant: Record) -> bool:
        """Count the values that come with it; whether all are right: for these words, or as the record has them."""
        right = wrong = 0
        for value in offered.fields:
            key = (value.start, value.end, offered.type, _template(value.pointer))
            is_name = isinstance(value.value, NameOf)
            if key in self.values and (is_name or self.values[key] == value.value):
                right += 1
                del self.values[key]
            elif not is_name and value.value in _all(meant.data, value.pointer.split("/")[1:]):
                right += 1
            elif not is_name or self._names_a_record(offered.type, value):
                # A name without a record is left out when the rest is taken.
                wrong += 1
        self.counts.values_right += right
        self.counts.values_wrong += wrong
        return not wrong and bool(right)

    def _names_a_record(self, type_name: str, value: FieldValue) -> bool:
        assert isinstance(value.value, NameOf)
        key = name_key(value.value.words)
        field = field_at(self.catalog.types[type_name], value.pointer)
        records = [one for one in self.annotation.records.values() if field is not None and one.type in field.ref]
        return any(name_key(n) == key for record in records for n in names_of(self.catalog, self.annotation, record))

    def take(self, offered: Suggestion) -> None:
        edit = accept(offered, self.annotation, self.gold.index.text, self.ids, catalog=self.catalog)
        self.annotation = apply(edit, self.annotation)

    def _merge(self, meant: str, made: str) -> None:
        held = self.records.setdefault(meant, made)
        if held != made:
            # The person sees that it is the other record, and puts the two together.
            self.counts.other_record += 1
            self.annotation = apply(merge_records(self.catalog, self.annotation, held, made), self.annotation)

    def _mentioned(self, offered: Suggestion) -> str:
        span = changes.find_span(self.annotation, ((offered.start, offered.end),))
        assert span is not None
        return next(
            record
            for record in self.annotation.mentioned[span.id]
            if self.annotation.records[record].type == offered.type
        )

    def tag(self, place: tuple[int, int, str]) -> None:
        self.counts.by_hand += 1
        record = self._mention(place)
        if self.star:
            words = self.gold.index.text[place[0] : place[1]]
            for start, end in ((found.start, found.end) for found in occurrences(self.gold.index, words)):
                if self.left.get((start, end, place[2])) == record:
                    self.counts.along += 1
                    self._mention((start, end, place[2]))

    def _mention(self, place: tuple[int, int, str]) -> str:
        record = self.left.pop(place)
        span = make_span(id=self.ids("s"), text=self.gold.index.text, fragments=(place[:2],))
        held = self.records.get(record)
        if held is not None:
            edit = changes.add_mention(self.annotation, held, span)
        else:
            held = self.records[record] = self.ids(place[2])
            said = self.gold.annotation.records[record]
            # What is typed of a record by hand is its name, as tagging writes it.
            data = {name: span.quote for name in ("name", "title", "city") if name in said.data}
            made = Record(id=held, type=place[2], data=data, entity=said.entity)
            edit = changes.new_record(self.annotation, made, span)
        self.annotation = apply(edit, self.annotation)
        return record


def _key(one: Suggestion) -> tuple[int, int, str, str]:
    return (one.start, one.end, one.type, "" if one.is_mention else one.fields[0].pointer)


def replay(project: Project, gold: Sequence[Gold], before: Sequence[Before], way: str) -> Counts:
    """All articles in their order."""
    names, star = WAYS[way]
    counts = Counts()
    for one, given in zip(gold, before, strict=True):
        counts.add(Person(project, one, given, names, star=star).go())
    return counts


def _replays(project: Project, title: str, folder: Path, *, has_values: bool = True) -> None:
    gold = list(golds(project))
    before = befores(project, gold, folder)
    rows = []
    for way in WAYS:
        if way == "learned" and not can_learn():
            continue
        got = replay(project, gold, before, way)
        offered, values = got.right + got.wrong, got.values_right + got.values_wrong
        rows.append(
            (
                way,
                _share(got.by_hand, got.mentions),
                _share(got.along, got.mentions),
                _share(got.right, got.mentions),
                _share(got.right, offered),
                _share(got.other_record, got.right),
                _share(got.values_right, got.values),
                _share(got.values_right, values),
            )
        )
    heads = ("", "by hand", "by `*`", "by `y`", "precision", "other record", "values", "precision")
    mentions = sum(len(one.mentions) for one in gold)
    values = sum(len(one.values) for one in gold)
    said = f"{title}: {len(gold)} articles, {mentions:,} mentions"
    if has_values:
        table(f"{said}, {values:,} values", heads, rows)
    else:
        table(said, heads[:-2], [row[:-2] for row in rows])


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "—"


# Speed.


def _speeds(project: Project, folder: Path, *, quick: bool) -> None:
    """A text of all articles, with everything known of the others; and what learning from so many takes."""
    gold = list(golds(project))
    given = befores(project, gold, folder)[-1]
    text = "\n\n".join(one.index.text for one in gold) * (1 if quick else 4)
    index = index_text(text)
    article = attrs.evolve(gold[0].article, length=len(text))
    blank = Annotation(article=article.id, annotator="p", text_sha256=article.text_sha256)
    question = Question(article=article, index=index, catalog=project.catalog, annotation=blank, known=given.known)
    size = len(text.encode()) / 1e6
    suggesters: list[Suggester] = [NameSuggester(), PatternSuggester(), *([given.learned] if given.learned else [])]
    rows = []
    for suggester in suggesters:
        suggester.suggest(question)
        start = time.process_time()
        found = suggester.suggest(question)
        seconds = time.process_time() - start
        rows.append((suggester.source.name, f"{size / seconds:.2f} MB/s", milliseconds(seconds), f"{len(found):,}"))
    table(
        f"a text of {size:.2f} MB, {len(given.known):,} things known", ("", "speed", "processor", "suggestions"), rows
    )
    if can_learn():
        _learning(gold)


def _learning(gold: Sequence[Gold]) -> None:
    rows = []
    for number in (10, 50, 100):
        examples = _examples((list(gold) * number)[:number])
        start = time.process_time()
        train(examples)
        rows.append((f"{number} articles", milliseconds(time.process_time() - start)))
    table("learning from (aim: under a second at fifty)", ("", "processor"), rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer articles")
    parser.add_argument("--project", default=str(REPOSITORY), help="a project with finished annotations")
    parser.add_argument("--articles", type=int, help="in the made-up corpus")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        for name in ("samples", "grown", "grown-stories", "all"):
            (root / name).mkdir()
        sample = open_project(DiskFs(), asked.project)
        _replays(sample, "the finished articles of the project", root / "grown")
        number = asked.articles or (15 if asked.quick else 60)
        stories = open_project(DiskFs(), str(make_stories(root / "stories", number)))
        _replays(stories, "a made-up corpus", root / "grown-stories", has_values=False)
        _speeds(stories, root / "all", quick=asked.quick)


if __name__ == "__main__":
    main()
