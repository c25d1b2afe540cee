"""What the learned suggester learns from, and where: in a process of its own, so that no key waits for it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from annotate_kit.errors import AnnotateKitError
from annotate_kit.store import FINAL
from annotate_kit.suggest import Example, LearnedSuggester, Lesson, can_learn, language_key, solve, solving, train
from annotate_kit.text import index_text
from annotate_kit.workflow.project import Project

__all__ = ["examples_of", "learned_suggester", "solve_aside"]

_MOST: Final = 200
"""Articles to learn from: as many take three seconds."""


def examples_of(
    project: Project, annotator: str, except_article: str | None = None, *, language: str | None
) -> Iterator[Example]:
    """The other articles of a language with what was accepted in them.

    Of the adjudicated file, else this annotator's, else the first. What cannot be read is passed over; validation tells
    of it.
    """
    for id_ in project.article_ids:
        annotators = project.annotators(id_) if id_ != except_article else ()
        chosen = next((name for name in (FINAL, annotator) if name in annotators), next(iter(annotators), None))
        if chosen is None:
            continue
        try:
            article = project.article(id_)
            if language_key(article.language) != language_key(language):
                continue
            annotation, text = project.annotation(id_, chosen), project.text(id_)
        except AnnotateKitError:
            continue
        if annotation is not None and annotation.text_sha256 == article.text_sha256:
            yield Example(index=index_text(text), annotation=annotation, language=article.language)


def learned_suggester(
    project: Project, annotator: str, except_article: str | None = None, *, language: str | None
) -> LearnedSuggester | None:
    """A suggester that learned from the other articles; None where there is nothing to learn, or no library for it."""
    if not can_learn():
        return None
    examples = islice(examples_of(project, annotator, except_article, language=language), _MOST)
    model = train(examples, solve=solve_aside)
    return None if model is None else LearnedSuggester(model)


def solve_aside(lessons: Sequence[Lesson]) -> bytes:
    """The model that these sentences make, worked out in another process: the library would hold this one up.

    Where there can be no other process, it is worked out here.
    """
    # A line at a time: one long call of the encoder would hold everything up, too.
    raw = b"".join(json.dumps(lesson).encode() + b"\n" for lesson in lessons)
    command = [sys.executable, "-P", solving.__file__]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, check=True)  # noqa: S603  # our own file
    except (OSError, subprocess.SubprocessError):
        return solve(lessons)
    return done.stdout
