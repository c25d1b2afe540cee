"""How far the work is: articles, words, spans, records, problems, who, and progress."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import attrs

from annotate_kit.core import Annotation
from annotate_kit.errors import AccessError
from annotate_kit.suggest import Tally, Tallying
from annotate_kit.text import index_text
from annotate_kit.workflow.checked_cache import CheckedCache
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.validation import validate_project

__all__ = ["ArticleStatus", "ProjectStatus", "project_status"]


@attrs.frozen(kw_only=True)
class ArticleStatus:
    """One annotation file, or an article that nobody has begun."""

    article: str
    title: str
    words: int
    annotator: str | None
    """None where the article is new."""
    status: str
    """`new`, or the annotation file's."""
    spans: int = 0
    records: int = 0
    problems: int = 0
    """Errors and warnings."""


@attrs.frozen(kw_only=True)
class ProjectStatus:
    """The state of a project, in article order."""

    lines: tuple[ArticleStatus, ...]
    records: Mapping[str, int]
    """Record type → how many there are, over all annotation files."""
    spans: Mapping[str, int]
    """Record type → spans that are mentions or evidence of such records."""
    suggestions: tuple[Tally, ...] = ()
    """How many suggestions of each suggester were accepted and refused, by type and field."""

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return len({line.article for line in self.lines})

    @property
    def done(self) -> int:
        """How many of them have an annotation file that is done."""
        return len({line.article for line in self.lines if line.status == "done"})

    @property
    def problems(self) -> int:
        """Errors and warnings over all annotation files."""
        return sum(line.problems for line in self.lines)


def project_status(
    project: Project, *, progress: Callable[[], None] = lambda: None, cache: CheckedCache | None = None
) -> ProjectStatus:
    """Read the whole project and count; `progress` is called after each article.

    What `cache` knows of files that have not changed is not checked again.

    Problems are those that `validate` finds in an annotation file; what cannot be read is listed as damaged.
    """
    found = Counter(problem.file for problem in validate_project(project, cache=cache).problems)
    lines: list[ArticleStatus] = []
    records: Counter[str] = Counter()
    spans: Counter[str] = Counter()
    tallied = Tallying()
    for id_ in project.article_ids:
        try:
            article, text = project.article(id_), project.text(id_)
        except AccessError:
            broken = sum(count for file, count in found.items() if file.startswith(f"annotations/{id_}/"))
            lines.append(
                ArticleStatus(article=id_, title=id_, words=0, annotator=None, status="damaged", problems=broken)
            )
            continue
        words = len(index_text(text).word_edges[0])
        new = ArticleStatus(article=id_, title=article.title, words=words, annotator=None, status="new")
        annotators = project.annotators(id_)
        if not annotators:
            lines.append(new)
        for annotator in annotators:
            problems = found[f"annotations/{id_}/{annotator}.json"]
            loaded = project.loaded(id_, annotator)
            read = loaded.annotation or Annotation(article=id_, annotator=annotator, text_sha256="")
            tallied.add(read)
            for record in read.records.values():
                records[record.type] += 1
                spans[record.type] += len(set(record.span_ids()))
            line = _line(new, read, problems)
            lines.append(attrs.evolve(line, status="damaged") if loaded.is_damaged else line)
        progress()
    return ProjectStatus(lines=tuple(lines), records=dict(records), spans=dict(spans), suggestions=tallied.tallies)


def _line(new: ArticleStatus, annotation: Annotation, problems: int) -> ArticleStatus:
    return attrs.evolve(
        new,
        annotator=annotation.annotator,
        status=annotation.status,
        spans=len(annotation.spans),
        records=len(annotation.records),
        problems=problems,
    )
