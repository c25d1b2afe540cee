"""Keys a span and a field: the cheapest keys for each finished sample article, by hand, proved by playing them.

    .venv/bin/python benchmarks/keys.py [--quick] [--project FOLDER] [--width N] [--suggested]

For every span the cheapest way to its words and one key, under the kit's own motions and under those that other
terminal annotators offer; then a plan for everything that the article's annotation says (mentions, values, evidence,
claims), played through the real app without a terminal and compared with the annotation. Nothing is suggested and no
other article is known. Seconds are the keystroke-level model's: 0.2 s a key, 1.35 s a thought (a chunk of keys).
Then the same mentions where suggestions stand: simulated ones, of which 0.8 are right and which name 0.9 of what there
is (by a fixed seed), and those that the kit's own suggesters make of the other sample articles; `y` accepts, `x`
refuses, `*` tags the other places, and what nobody suggests is tagged by hand. `--suggested` prints this alone.
Aims: 2.5 keys a mention in English, 3.2 in Korean, 3 for a field that one letter fills; 1.5 with simulated suggestions.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from random import Random

import attrs
from timing import REPOSITORY, table

from annotate_kit.core import Annotation, Article, Ids
from annotate_kit.keys import View, loaded, press
from annotate_kit.keys.planning import OURS, PLAIN, VIM, Done, Ground, Mention, Motions, Plan, Value, differences, plan
from annotate_kit.keys.planning_deciding import Suggest, decided
from annotate_kit.store import DiskFs
from annotate_kit.suggest import Here, New, Question, Source, Suggestion, merge_suggestions, run_suggesters
from annotate_kit.text import Range
from annotate_kit.tui import replay
from annotate_kit.tui.workbench import Workbench
from annotate_kit.workflow.learning import learned_suggester
from annotate_kit.workflow.project import Project, open_project
from annotate_kit.workflow.suggesting import suggesters_of

__all__ = ["SIZE", "a_field", "a_mention", "by_hand", "is_simple", "seconds", "span_costs"]

SIZE = (120, 40)
_KEY, _THOUGHT = 0.2, 1.35
_PRECISION, _RECALL = 0.8, 0.9
"""Of simulated suggestions."""
_QUICK = 3
"""Articles."""


@attrs.frozen(kw_only=True)
class Sample:
    """An article with what somebody has said about it."""

    article: Article
    annotation: Annotation
    project: Project
    """Of this article alone, with nothing said."""

    @property
    def language(self) -> str:
        """`en`, `ko`, `ja`; "?" where the article has none."""
        return (self.article.language or "?")[:2]


def seconds(keys: int, thoughts: int) -> float:
    """What the keystroke-level model says."""
    return _KEY * keys + _THOUGHT * thoughts


def by_hand(project: Project, article: str, folder: Path) -> Project:
    """A project in a new folder that knows the article alone, and nothing about it."""
    place = folder / "annotations" / article
    place.mkdir(parents=True)
    source = Path(project.store.root)
    shutil.copytree(source / "schemas", folder / "schemas")
    for name in ("article.json", "text.txt"):
        shutil.copy(source / "annotations" / article / name, place)
    return open_project(DiskFs(), str(folder))


def opened(project: Project, article: str) -> View:
    """The article as the app opens it."""
    bench = Workbench(
        project, article_id=article, annotator="planner", clock=lambda: 0.0, ids=_ids(), size=SIZE, card=False
    )
    for _ in bench.loading():
        pass
    assert bench.desk is not None
    view = bench.desk.view
    bench.close()
    return view


def _ids() -> Ids:
    numbers = count(1)
    return lambda prefix: f"{prefix}-{next(numbers):010}"


def span_costs(view: View, annotation: Annotation, motions: Motions) -> list[tuple[int, int]]:
    """Keys and thoughts of each span in the order of the text: the way to its words, and one key."""
    ground = Ground.of(view, motions)
    now, found = ground.view, []
    for span in annotation.ordered_spans:
        way = ground.way(now, Range(start=span.start, end=span.end))
        if way is not None:
            found.append((way.cost + 1, way.thoughts + 1))
            for key in way.keys:
                now = press(now, key, str).view
    return found


def a_mention(made: Plan) -> list[float]:
    """Keys of each mention that was tagged; those that one key tags share its cost."""
    found: list[float] = []
    for done in made.done:
        if isinstance(done.act, Mention):
            number = 1 + sum(isinstance(also, Mention) for also in done.also)
            found += [done.cost / number] * number
    return found


def is_simple(done: Done) -> bool:
    """Whether one letter fills the field: it is the record's own."""
    return isinstance(done.act, Value) and done.act.pointer.count("/") == 1


def a_field(made: Plan, *, simple: bool = False) -> list[int]:
    """Keys of each value that was filled, the way to its words counted."""
    return [done.cost for done in made.done if isinstance(done.act, Value) and (is_simple(done) or not simple)]


def _samples(source: Path, folder: Path) -> list[Sample]:
    project = open_project(DiskFs(), str(source))
    found = []
    for article in project.article_ids:
        for annotator in project.annotators(article)[:1]:
            annotation = project.annotation(article, annotator)
            if annotation is not None and annotation.spans:
                alone = by_hand(project, article, folder / article)
                found.append(Sample(article=project.article(article), annotation=annotation, project=alone))
    return found


def _played(sample: Sample, made: Plan) -> tuple[str, ...]:
    """What the app's annotation lacks or has too much once the keys were played."""
    replay(
        sample.project,
        article_id=sample.article.id,
        annotator="planner",
        keys=made.keys,
        clock=lambda: 0.0,
        ids=_ids(),
        size=SIZE,
    )
    said = sample.project.annotation(sample.article.id, "planner")
    assert said is not None
    return differences(said, sample.annotation)


def simulated(annotation: Annotation, view: View, *, seed: int = 4) -> Suggest:
    """Suggestions for so many of the mentions, and so many wrong ones among them."""
    chance = Random(seed)  # noqa: S311  # the same at every run, and no secret
    gold = [
        (span.start, span.end, record)
        for record in annotation.records.values()
        for span in (annotation.spans[key] for key in record.mentions)
        if len(span.fragments) == 1
    ]
    right = sorted(chance.sample(gold, round(_RECALL * len(gold))), key=lambda each: each[:2])
    places = {(start, end) for start, end, _ in gold}
    free = [(one.start, one.end) for one in loaded(view).candidates or () if (one.start, one.end) not in places]
    wrong = chance.sample(free, min(len(free), round(len(right) * (1 / _PRECISION - 1))))
    types = sorted({record.type for _, _, record in gold})
    proposed = [(start, end, record.type, record.id) for start, end, record in right]
    proposed += [(start, end, chance.choice(types), "") for start, end in wrong]
    standing: dict[tuple[int, int], tuple[str, str]] = {
        (start, end): (kind, gold) for start, end, kind, gold in proposed
    }

    def suggest(view: View, made: Mapping[str, str]) -> list[Suggestion]:
        if view.annotation.records or view.annotation.rejected:
            # What was decided, or tagged otherwise, is proposed no more.
            left = {(one.start, one.end) for one in view.advice.standing}
            for place in [place for place in standing if place not in left]:
                del standing[place]
        return [
            Suggestion(
                start=start,
                end=end,
                type=kind,
                target=Here(record=made[record]) if record in made else New(name=view.text[start:end]),
                score=0.8,
                reason="simulated",
                source=Source(name="simulated", version="1"),
            )
            for (start, end), (kind, record) in standing.items()
        ]

    return suggest


def real(sample: Sample, source: Path, folder: Path) -> tuple[View, Suggest]:
    """The article in the whole project, where it alone is unfinished, and what the kit's suggesters make of it."""
    for part in ("schemas", "annotations"):
        shutil.copytree(source / part, folder / part)
    for file in (folder / "annotations" / sample.article.id).iterdir():
        if file.name not in ("article.json", "text.txt"):
            file.unlink()
    project = open_project(DiskFs(), str(folder))
    view = opened(project, sample.article.id)
    learned = learned_suggester(project, "analyst", sample.article.id, language=sample.article.language)
    asked = [*suggesters_of(("names", "patterns")), *([learned] if learned is not None else [])]

    def suggest(now: View, _made: Mapping[str, str]) -> list[Suggestion]:
        question = Question(
            article=now.article, index=now.index, catalog=now.catalog, annotation=now.annotation, known=now.known
        )
        found = merge_suggestions(run_suggesters(asked, question).suggestions, now.annotation, now.text)
        return [one for one in found if one.is_mention]

    return view, suggest


def _suggested_table(samples: Sequence[Sample], views: Sequence[View], source: Path, folder: Path) -> None:
    rows, sums = [], {"simulated": [0, 0], "the kit's": [0, 0]}
    for sample, view in zip(samples, views, strict=True):
        cells = []
        own = (view, simulated(sample.annotation, view))
        for name, (begun, suggest) in (
            ("simulated", own),
            ("the kit's", real(sample, source, folder / sample.article.id)),
        ):
            made = decided(begun, sample.annotation, suggest)
            sums[name][0] += made.cost
            sums[name][1] += made.mentions - len(made.left)
            share = f"{made.accepted} y, {made.refused} x, {made.by_hand} by hand"
            cells += [f"{made.cost / max(made.mentions - len(made.left), 1):.2f}", share]
        rows.append((sample.article.id, sample.language, *cells))
    heads = ("article", "", "simulated", "", "the kit's", "")
    table(
        f"keys a mention with suggestions: {_PRECISION} right, {_RECALL} of what there is; and real ones", heads, rows
    )
    for name, (cost, mentions) in sums.items():
        print(f"  {name}: {cost / mentions:.2f} keys a mention{' (aim 1.5)' if name == 'simulated' else ''}")


def _numbers(values: Sequence[float]) -> str:
    return f"{statistics.mean(values):.2f} ({statistics.median(values):.1f})" if values else "—"


def _spans_table(samples: Sequence[Sample], views: Sequence[View]) -> None:
    rows = []
    for sample, view in zip(samples, views, strict=True):
        cells = []
        for motions in (OURS, VIM, PLAIN):
            costs = span_costs(view, sample.annotation, motions)
            mean = statistics.mean(seconds(*each) for each in costs)
            cells += [_numbers([keys for keys, _ in costs]), f"{mean:.1f} s"]
        rows.append((sample.article.id, sample.language, str(len(sample.annotation.spans)), *cells))
    heads = ("article", "", "spans", *(part for each in (OURS, VIM, PLAIN) for part in (each.name, "")))
    table("every span: the way to its words and one key, mean (median) and seconds", heads, rows)


def _plans_table(samples: Sequence[Sample], plans: Sequence[Plan]) -> None:
    rows, said = [], []
    for sample, made in zip(samples, plans, strict=True):
        missed = _played(sample, made)
        said += [f"  {sample.article.id}: {line}" for line in missed]
        rows.append(
            (
                sample.article.id,
                sample.language,
                _numbers(a_mention(made)),
                _numbers(a_field(made, simple=True)),
                _numbers(a_field(made)),
                str(made.cost),
                f"{seconds(made.cost, made.thoughts) / 60:.1f} min",
                f"{len(missed)} differ" if missed else "equal",
            )
        )
    heads = ("article", "", "a mention", "a simple field", "a field", "keys", "model", "played")
    table("everything, by hand: keys, mean (median), and what the app has in the end", heads, rows)
    for language, aim in (("en", 2.5), ("ko", 3.2)):
        those = [made for sample, made in zip(samples, plans, strict=True) if sample.language == language]
        if those:
            mean = statistics.mean(cost for made in those for cost in a_mention(made))
            simple = statistics.mean(cost for made in those for cost in a_field(made, simple=True))
            print(f"  {language}: {mean:.2f} keys a mention (aim {aim}), {simple:.2f} a simple field (aim 3)")
    print("\n".join(said))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help=f"{_QUICK} articles")
    parser.add_argument("--project", default=str(REPOSITORY), help="a project with finished annotations")
    parser.add_argument("--width", type=int, default=1, help="unfinished plans kept at each step")
    parser.add_argument("--suggested", action="store_true", help="mentions with suggestions, and nothing else")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        samples = _samples(Path(asked.project), Path(place))[: _QUICK if asked.quick else None]
        views = [opened(sample.project, sample.article.id) for sample in samples]
        with tempfile.TemporaryDirectory() as other:
            _suggested_table(samples, views, Path(asked.project), Path(other))
        if asked.suggested:
            return
        _spans_table(samples, views)
        plans = [plan(view, sample.annotation, width=asked.width) for sample, view in zip(samples, views, strict=True)]
        _plans_table(samples, plans)


if __name__ == "__main__":
    main()
