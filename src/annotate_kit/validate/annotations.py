"""A whole annotation: its records, its spans on their text, and all that refers to each other."""

from __future__ import annotations

from annotate_kit.core.annotation import Annotation, Article
from annotate_kit.core.problems import Problem
from annotate_kit.schema import Catalog
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

__all__ = ["all_problems", "blocked_records", "check_annotation"]


def check_annotation(
    catalog: Catalog, article: Article | None, text: str | None, annotation: Annotation, *, file: str = ""
) -> tuple[Problem, ...]:
    """Everything wrong with an annotation that nobody waived, by pointer into the file that would be written.

    Without a text, nothing is said of the spans' words.
    """
    places = places_of(catalog, annotation, file)
    return without_waived(all_problems(catalog, article, text, annotation, places), annotation)


def all_problems(
    catalog: Catalog, article: Article | None, text: str | None, annotation: Annotation, places: Places
) -> tuple[Problem, ...]:
    """Everything wrong with an annotation, waived or not."""
    checker = checker_of(catalog)
    problems: list[Problem] = []
    if article is not None and annotation.article and annotation.article != article.id:
        problems.append(_other_article(article, annotation, places))
    for record in annotation.ordered_records:
        problems += places.placed(record, checker.check(record).problems)
    if text is not None:
        problems += text_problems(annotation, text, places)
    problems += reference_problems(annotation, places, checker)
    problems += meaning_problems(annotation, places, checker)
    problems += time_problems(annotation, article, places, checker)
    problems += count_problems(annotation, places, checker)
    problems += saying_problems(annotation, article, places, checker)
    problems += duplicate_problems(annotation, places)
    blocked = blocked_records(annotation, checker)
    return tuple(p for p in problems if p.record not in blocked or not p.code.startswith(_MEANING))


def blocked_records(annotation: Annotation, checker: Checker) -> frozenset[str]:
    """The ids of the records of whose data nothing can be said before their schemas are put right."""
    return frozenset(record.id for record in annotation.ordered_records if checker.check(record).is_blocked)


_MEANING = ("AK4", "AK5")
"""How the codes begin of what is asked of data that its schema has described."""


def _other_article(article: Article, annotation: Annotation, places: Places) -> Problem:
    return Problem(
        code="AK207",
        message=f'the file is about the article "{annotation.article}", but lies in the folder of "{article.id}"',
        hint=f'Write "{article.id}", or move the file.',
        file=places.file,
        pointer="/article",
        suggestion=article.id,
    )
