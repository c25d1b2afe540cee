"""A whole annotation: its records, its spans on their text, and all that refers to each other."""

from __future__ import annotations

from collections.abc import Iterator

from annotate_kit.core.annotation import Annotation, Article
from annotate_kit.core.own_rules import NO_RULES
from annotate_kit.core.problems import Problem
from annotate_kit.schema import Catalog
from annotate_kit.validate.claims import claim_problems
from annotate_kit.validate.counts import count_problems
from annotate_kit.validate.duplicates import duplicate_problems
from annotate_kit.validate.meaning import meaning_problems
from annotate_kit.validate.places import Places, places_of
from annotate_kit.validate.records import Checker, checker_of
from annotate_kit.validate.references import reference_problems
from annotate_kit.validate.saying import saying_problems
from annotate_kit.validate.texts import text_problems
from annotate_kit.validate.times import time_problems
from annotate_kit.validate.waivers import without_waived

__all__ = ["all_problems", "asks", "check_annotation"]


def check_annotation(
    catalog: Catalog, article: Article | None, text: str | None, annotation: Annotation, *, file: str = ""
) -> tuple[Problem, ...]:
    """Everything wrong with an annotation that nobody waived, by pointer into the file that would be written.

    Without a text, nothing is said of the spans' words.
    """
    places = places_of(catalog, annotation, file)
    return without_waived(all_problems(catalog, article, text, annotation, places), annotation)


def all_problems(
    catalog: Catalog,
    article: Article | None,
    text: str | None,
    annotation: Annotation,
    places: Places,
    families: frozenset[str] | None = None,
) -> Iterator[Problem]:
    """Everything wrong with an annotation, waived or not; what nobody takes is not looked for.

    Args:
        catalog: the record types.
        article: that it is about; None where it cannot be read.
        text: of the article; None where it cannot be read.
        annotation: as far as it could be read.
        places: where everything stands.
        families: beginnings of codes such as AK2, of which nothing may be left out; all where it says None.
    """
    checker = checker_of(catalog)
    if article is not None and annotation.article and annotation.article != article.id:
        yield _other_article(article, annotation, places)
    blocked: set[str] = set()
    for record in annotation.ordered_records:
        checked = checker.check(record)
        if checked.is_blocked:
            blocked.add(record.id)
        yield from places.placed(record, checked.problems)
    if text is not None and asks(families, "AK2"):
        yield from text_problems(annotation, text, places)
    if asks(families, "AK3"):
        yield from reference_problems(annotation, places, checker)
    found = _of_meaning(article, annotation, places, checker, families)
    yield from (problem for problem in found if problem.record not in blocked)
    if families is None:
        yield from (problem for problem in _own(annotation, text, places) if problem.record not in blocked)


def asks(families: frozenset[str] | None, *wanted: str) -> bool:
    """Whether one of these families is asked for."""
    return families is None or not families.isdisjoint(wanted)


def _of_meaning(
    article: Article | None,
    annotation: Annotation,
    places: Places,
    checker: Checker,
    families: frozenset[str] | None,
) -> Iterator[Problem]:
    """What is asked of data that its schema has described."""
    if asks(families, "AK3", "AK4"):
        yield from meaning_problems(annotation, places, checker)
    if asks(families, "AK4"):
        yield from time_problems(annotation, article, places, checker)
        yield from count_problems(annotation, places, checker)
        yield from claim_problems(annotation, places, checker)
        yield from saying_problems(annotation, article, places, checker)
    if asks(families, "AK5"):
        yield from duplicate_problems(annotation, places)


def _own(annotation: Annotation, text: str | None, places: Places) -> Iterator[Problem]:
    if places.catalog.own is not NO_RULES:
        from annotate_kit.validate.own_checking import own_problems  # noqa: PLC0415 - most projects have none

        yield from own_problems(annotation, text, places, places.catalog.own)


def _other_article(article: Article, annotation: Annotation, places: Places) -> Problem:
    return Problem(
        code="AK207",
        message=f'the file is about the article "{annotation.article}", but lies in the folder of "{article.id}"',
        hint=f'Write "{article.id}", or move the file.',
        file=places.file,
        pointer="/article",
        suggestion=article.id,
    )
