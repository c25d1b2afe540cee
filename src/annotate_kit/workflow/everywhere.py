"""Say it once for a whole project: the same words in every article, shown first, tagged in one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from annotate_kit.core import Batch, Ids
from annotate_kit.suggest import Elsewhere, New, Question, Source, Suggestion, accept_all, merge_suggestions
from annotate_kit.text import occurrences
from annotate_kit.workflow.acts import Act, ArticleEdit, do_act
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.session import Clock
from annotate_kit.workflow.suggesting import question_of

__all__ = ["SOURCE", "Places", "places_everywhere", "tag_everywhere"]

SOURCE = Source(name="everywhere", version="1")
"""The origin of spans that were tagged in one act over the project."""


@attrs.frozen(kw_only=True)
class Places:
    """Where the words stand in one article, and are not tagged yet."""

    question: Question
    suggestions: tuple[Suggestion, ...]
    """One for each place, in text order; never empty."""

    @property
    def article(self) -> str:
        """The article's id."""
        return self.question.article.id


def places_everywhere(
    project: Project,
    words: Sequence[str],
    type_name: str,
    annotator: str,
    *,
    entity: str | None,
    ignore_case: bool = False,
    except_article: str | None = None,
    progress: Callable[[], None] = lambda: None,
) -> tuple[Places, ...]:
    """Every article that has the words untagged, in the order of the ids; `progress` is called after each article.

    Args:
        project: where to look.
        words: the names, each looked for whole.
        type_name: the record type.
        annotator: whose files they would go to.
        entity: the real thing that they name; None for a record of its own in each article.
        ignore_case: whether capitals do not matter.
        except_article: an article that is left out, because it is open.
        progress: called after each article.
    """
    target = New() if entity is None else Elsewhere(entity=entity)
    found: list[Places] = []
    for id_ in project.article_ids:
        if id_ != except_article:
            question = question_of(project, id_, annotator, ())
            places = {
                (place.start, place.end)
                for name in words
                for place in occurrences(question.index, name, ignore_case=ignore_case)
            }
            raw = [
                Suggestion(
                    start=start, end=end, type=type_name, target=target, score=1.0, reason="same words", source=SOURCE
                )
                for start, end in sorted(places)
            ]
            left = merge_suggestions(raw, question.annotation, question.text)
            found += [Places(question=question, suggestions=left)] if left else []
        progress()
    return tuple(found)


def tag_everywhere(project: Project, places: Sequence[Places], *, by: str, clock: Clock, ids: Ids) -> int:
    """Tag all these places in one act, which `acts.take_back` takes back as a whole; how many were tagged.

    Raises:
        AnnotateKitError: where a file has changed meanwhile, or the disk refuses; what was done stays, and can be
            taken back.
    """
    edits: list[ArticleEdit] = []
    count = 0
    for one in places:
        question = one.question
        edit = accept_all(one.suggestions, question.annotation, question.text, ids, catalog=question.catalog)
        assert isinstance(edit, Batch)
        count += len(edit.edits)
        edits.append(ArticleEdit(article=one.article, annotator=by, edit=edit))
    first = places[0] if places else None
    if first is not None:
        words = first.question.text[first.suggestions[0].start : first.suggestions[0].end]
        act = Act(label=f'tag "{words}" in {len(edits)} articles', by=by, edits=tuple(edits))
        do_act(project, act, clock=clock, ids=ids)
    return count
