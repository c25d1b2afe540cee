"""A whole annotation: its records, its spans on their text, and all that refers to each other."""

from __future__ import annotations

from annotate_kit.core.annotation import Annotation, Article
from annotate_kit.core.problems import Problem
from annotate_kit.schema import Catalog
from annotate_kit.validate.counts import count_problems
from annotate_kit.validate.meaning import meaning_problems
from annotate_kit.validate.places import Places, places_of
from annotate_kit.validate.records import checker_of
from annotate_kit.validate.references import reference_problems
from annotate_kit.validate.saying import saying_problems
from annotate_kit.validate.texts import text_problems
from annotate_kit.validate.times import time_problems

__all__ = ["check_annotation"]


def check_annotation(
    catalog: Catalog,
    article: Article | None,
    text: str | None,
    annotation: Annotation,
    *,
    file: str = "",
    places: Places | None = None,
) -> tuple[Problem, ...]:
    """Everything wrong with an annotation, by pointer into its file: the one that was read, else the one to be written.

    Without a text, nothing is said of the spans' words.
    """
    places = places or places_of(catalog, annotation, file)
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
    return tuple(problems)


def _other_article(article: Article, annotation: Annotation, places: Places) -> Problem:
    return Problem(
        code="AK207",
        message=f'the file is about the article "{annotation.article}", but lies in the folder of "{article.id}"',
        hint=f'Write "{article.id}", or move the file.',
        file=places.file,
        pointer="/article",
        suggestion=article.id,
    )
