"""Suggestions behind the open article: asked for when nobody waits for a key, shown once they are there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from annotate_kit import keys
from annotate_kit.core import Annotation
from annotate_kit.errors import AnnotateKitError
from annotate_kit.suggest import (
    Answers,
    EntryPoint,
    Message,
    Question,
    Suggestion,
    load_suggesters,
    merge_suggestions,
)
from annotate_kit.tui.desk import Check, Desk
from annotate_kit.workflow.learning import learned_suggester
from annotate_kit.workflow.suggesting import Advisor, kept_suggestions, suggesters_of

__all__ = ["Advising", "Packages"]

Packages = Callable[[], Sequence[EntryPoint]]
"""The suggesters that installed packages offer; asking takes a moment, and is done in another thread."""


class Advising:
    """The suggestions of one open article. `think` is called in the app's loop; what it gives, in another thread."""

    def __init__(self, desk: Desk, packages: Packages) -> None:
        self._desk = desk
        self._packages = packages
        self._advisor: Advisor | None = None
        self._asked: Annotation | None = None
        self._known: object = None
        self._has_learned = False

    def think(self) -> Check | None:
        """What is to be worked out; None where the suggestions are up to date."""
        view, annotation = self._desk.view, self._desk.session.annotation
        question = Question(
            article=view.article,
            index=view.index,
            catalog=view.catalog,
            annotation=annotation,
            known=view.known,
        )
        if self._asked is not annotation or self._known is not view.known:
            return partial(self._tried, question, partial(self._ask, question, view))
        return None if self._has_learned else partial(self._tried, question, partial(self._learn, question))

    def _tried(self, question: Question, work: Check) -> Callable[[], None]:
        try:
            return work()
        except Exception as error:  # noqa: BLE001  # suggesters come from packages, too
            what = f"suggestions failed: {type(error).__name__}: {error}"
            return partial(self._give_up, question, what)

    def _give_up(self, question: Question, what: str) -> None:
        """The same question is not asked again: it would fail again, and again at once."""
        self._asked, self._known = question.annotation, question.known
        self._has_learned = True
        self._desk.say(what)

    def _ask(self, question: Question, view: keys.View | None) -> Callable[[], None]:
        if view is not None:
            keys.prepare_known(view)
        answers = self._prepared().ask(question)
        settings = self._desk.project.settings.suggest
        kept = kept_suggestions(self._desk.project, question) if "files" in settings.sources else None
        merged = merge_suggestions(
            (*answers.suggestions, *(kept.suggestions if kept else ())),
            question.annotation,
            question.text,
            least_score=settings.least_score,
        )
        return partial(self._take, question, merged, (*answers.messages, *(kept.messages if kept else ())))

    def _learn(self, question: Question) -> Callable[[], None]:
        """What takes long comes last: the model of what was accepted so far."""
        self._has_learned = True
        try:
            is_new = self._prepared().learn()
        except (AnnotateKitError, ValueError) as error:
            what = Answers(suggestions=(), messages=(Message(source="learned", what=str(error).rstrip(".")),))
            return partial(self._tell, what.messages)
        return self._ask(question, None) if is_new else lambda: None

    def _prepared(self) -> Advisor:
        if self._advisor is None:
            project, session = self._desk.project, self._desk.session
            names = project.settings.suggest.sources
            loaded = load_suggesters(self._packages())
            known = {"names", "patterns", "learned", "files", *(one.source.name for one in loaded.suggesters)}
            unknown = [name for name in names if name not in known]
            hint = "See [suggest] sources in annotate-kit.toml."
            self._advisor = Advisor(
                suggesters_of([name for name in names if name in known], loaded.suggesters),
                later=partial(
                    learned_suggester,
                    project,
                    session.annotator,
                    session.article.id,
                    language=session.article.language,
                )
                if "learned" in names
                else lambda: None,
                messages=(
                    *loaded.messages,
                    *(Message(source=name, what="no such suggester is here", hint=hint) for name in unknown),
                ),
                seconds=project.store.limits.suggest_seconds,
            )
        return self._advisor

    def _take(self, question: Question, merged: tuple[Suggestion, ...], messages: tuple[Message, ...]) -> None:
        desk = self._desk
        if desk.session.annotation is question.annotation:
            # Else a key has changed something meanwhile, and the next look finds that it is asked for again.
            self._asked, self._known = question.annotation, question.known
            desk.view = keys.with_suggestions(desk.view, merged)
        self._tell(messages)

    def _tell(self, messages: tuple[Message, ...]) -> None:
        if messages:
            first = messages[0]
            more = f" (and {len(messages) - 1} more)" if len(messages) > 1 else ""
            self._desk.say(f"{first.source}: {first.what}. {first.hint}".rstrip() + more)
