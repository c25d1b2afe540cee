"""The problems of one annotation file as `validate` counts them: while somebody works on it, and on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from annotate_kit.errors import AnnotateKitError

if TYPE_CHECKING:
    from annotate_kit.core import Annotation, Article, Problem
    from annotate_kit.workflow.project import Project

__all__ = ["problems_now", "problems_on_disk"]


def problems_now(
    project: Project, article: Article, text: str, annotation: Annotation, path: str
) -> tuple[Problem, ...]:
    """What is wrong with an annotation in memory, without what the settings leave out.

    Args:
        project: whose settings and schemas they are.
        article: what is known about the text.
        text: the article's text.
        annotation: what is looked at.
        path: of the file that it would be written into, relative to the project.
    """
    # jsonschema and its kin are imported here: not before the article is on the screen.
    from annotate_kit.workflow.selecting import selection  # noqa: PLC0415
    from annotate_kit.workflow.validation import check_annotation  # noqa: PLC0415

    found = check_annotation(project.catalog, article, text, annotation)
    try:
        is_wanted = selection(project, select=(), ignore=())
    except AnnotateKitError:
        # The settings name a rule that there is not; `validate` says so, and here everything is shown.
        return found
    return tuple(problem for problem in found if is_wanted(attrs.evolve(problem, file=path)))


def problems_on_disk(project: Project, path: str) -> tuple[Problem, ...]:
    """What `validate` finds in a file: also what does not survive reading it, as in one that is damaged."""
    from annotate_kit.workflow.validation import validate_project  # noqa: PLC0415  # as above

    try:
        report = validate_project(project, (path,))
    except AnnotateKitError:
        # It was there a moment ago; opening it says what is wrong.
        return ()
    return tuple(problem for problem in report.problems if problem.file == path)
