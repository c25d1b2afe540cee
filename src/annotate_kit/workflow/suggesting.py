"""Suggestions for an article: who is asked, in how much time, and the file that keeps what was proposed elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Final

import attrs

from annotate_kit.codec import encode, parse_json
from annotate_kit.core import Annotation
from annotate_kit.core.limits import LIMITS, raised
from annotate_kit.errors import AnnotateKitError, UsageError
from annotate_kit.store.paths import PRIVATE, checked_article
from annotate_kit.store.store import content
from annotate_kit.suggest import (
    Answers,
    Known,
    Message,
    NameSuggester,
    PatternSuggester,
    Question,
    Suggester,
    Suggestion,
    name_of,
    run_suggesters,
    suggestions_from_json,
    suggestions_to_json,
)
from annotate_kit.text import index_text
from annotate_kit.workflow.project import Project

__all__ = [
    "BUILT_IN",
    "Advisor",
    "Kept",
    "ask_in_time",
    "keep_suggestions",
    "kept_suggestions",
    "question_of",
    "suggesters_of",
    "suggestions_path",
]

BUILT_IN: Final = ("names", "patterns", "learned")
"""The suggesters that are here without a package, a file or a model."""


def question_of(project: Project, article_id: str, annotator: str, known: Sequence[Known]) -> Question:
    """What suggesters may look at for one article, as its file stands on disk.

    Raises:
        AnnotateKitError: where the article cannot be read.
    """
    article = project.article(article_id)
    blank = Annotation(article=article_id, annotator=annotator, text_sha256=article.text_sha256)
    annotation = project.annotation(article_id, annotator) if annotator in project.annotators(article_id) else None
    return Question(
        article=article,
        index=index_text(project.text(article_id)),
        catalog=project.catalog,
        annotation=annotation or blank,
        known=known,
    )


# Asking.


def ask_in_time(
    suggesters: Sequence[Suggester], question: Question, *, seconds: float, clock: Callable[[], float] | None = None
) -> tuple[Answers, frozenset[str]]:
    """Ask all at once, each in a thread of its own; whoever has no answer in time costs a message.

    Returns the answers, and the names of those who were too slow. Their threads go on, and end with the program.
    """
    answers: dict[int, Answers] = {}

    def ask(number: int, suggester: Suggester) -> None:
        answers[number] = run_suggesters([suggester], question, clock=clock)

    threads = [
        threading.Thread(target=ask, args=(number, suggester), name=f"asking {name_of(suggester)}", daemon=True)
        for number, suggester in enumerate(suggesters)
    ]
    for thread in threads:
        thread.start()
    waited = threading.Timer(seconds, lambda: None)
    waited.daemon = True
    waited.start()
    for thread in threads:
        while thread.is_alive() and waited.is_alive():
            thread.join(_PULSE)
    waited.cancel()
    # Who answers from here on is late: the copy does not change any more.
    given = dict(answers)
    late = [suggester for number, suggester in enumerate(suggesters) if number not in given]
    hint = f"It is not asked again in this run, unless you {raised('suggest_seconds')}."
    slow = (Message(source=name_of(one), what=f"it gave no answer in {seconds:g} s", hint=hint) for one in late)
    ordered = [given[number] for number in sorted(given)]
    return (
        Answers(
            suggestions=tuple(suggestion for one in ordered for suggestion in one.suggestions),
            messages=(*(message for one in ordered for message in one.messages), *slow),
            seconds={name: took for one in ordered for name, took in one.seconds.items()},
        ),
        frozenset(map(name_of, late)),
    )


_PULSE = 0.05
"""Seconds between two looks at whether the time is up."""


class Advisor:
    """Asks the suggesters of one article again and again, and tells each trouble once. For one thread at a time."""

    def __init__(
        self,
        suggesters: Sequence[Suggester],
        *,
        later: Callable[[], Suggester | None] = lambda: None,
        messages: Sequence[Message] = (),
        seconds: float = LIMITS.suggest_seconds,
    ) -> None:
        self._suggesters = list(suggesters)
        self._later: Callable[[], Suggester | None] | None = later
        """Makes one more suggester, which takes its time: it has to learn first."""
        self._told: set[tuple[str, str]] = set()
        self._early = tuple(messages)
        self._seconds = seconds

    def ask(self, question: Question) -> Answers:
        """What they propose now; messages that were told before are left out."""
        answers, late = ask_in_time(self._suggesters, question, seconds=self._seconds)
        self._suggesters = [one for one in self._suggesters if name_of(one) not in late]
        return self._fresh(attrs.evolve(answers, messages=(*self._take_early(), *answers.messages)))

    def learn(self) -> bool:
        """Make ready what takes long; whether there is a new suggester to ask now."""
        later, self._later = self._later, None
        if later is None:
            return False
        made = later()
        self._suggesters += [made] if made is not None else []
        return made is not None

    def _take_early(self) -> tuple[Message, ...]:
        early, self._early = self._early, ()
        return early

    def _fresh(self, answers: Answers) -> Answers:
        new = tuple(message for message in answers.messages if (message.source, message.what) not in self._told)
        self._told |= {(message.source, message.what) for message in new}
        return attrs.evolve(answers, messages=new)


def suggesters_of(names: Sequence[str], packages: Sequence[Suggester] = ()) -> tuple[Suggester, ...]:
    """The suggesters of these names that are ready at once: the built-in ones, then those that packages add.

    Raises:
        UsageError: where a name means none.
    """
    made: dict[str, Suggester] = {"names": NameSuggester(), "patterns": PatternSuggester()}
    made |= {name_of(suggester): suggester for suggester in packages}
    for name in names:
        if name not in made and name not in _LATER:
            known = ", ".join((*made, *sorted(_LATER)))
            raise UsageError(f"there is no suggester {name!a}", f"Known are {known}.")
    return tuple(made[name] for name in names if name in made)


_LATER = frozenset({"learned", "files", "model"})
"""Names of suggesters that need something first: examples, a file, an endpoint."""


# What was proposed without the app.


@attrs.frozen(kw_only=True)
class Kept:
    """What the file of suggestions holds for an article as it is now."""

    suggestions: tuple[Suggestion, ...] = ()
    messages: tuple[Message, ...] = ()


def suggestions_path(article_id: str) -> str:
    """Of the file that keeps what was proposed for an article, relative to the project."""
    return f"{PRIVATE}/suggestions/{checked_article(article_id)}.json"


def keep_suggestions(
    project: Project, question: Question, suggestions: Sequence[Suggestion], sources: Sequence[str]
) -> int:
    """Keep these suggestions in place of what the same sources proposed before; how many the file now holds.

    Raises:
        AccessError: where the disk refuses.
    """
    before = kept_suggestions(project, question).suggestions
    others = [suggestion for suggestion in before if suggestion.source.name not in sources]
    ordered = sorted((*others, *suggestions), key=lambda suggestion: suggestion.sort_key)
    made = encode(suggestions_to_json(ordered, question))
    project.store.write(suggestions_path(question.article.id), content(made))
    return len(ordered)


def kept_suggestions(project: Project, question: Question) -> Kept:
    """The suggestions that were kept for an article; those whose words are not there any more are counted, not taken.

    Whatever is wrong with the file is a message.
    """
    path = suggestions_path(question.article.id)
    try:
        if not project.store.exists(path):
            return Kept()
        value = parse_json(project.store.read(path), file=path).value
    except AnnotateKitError as error:
        return Kept(messages=(Message(source="files", what=str(error).rstrip(".")),))
    found, lost = suggestions_from_json(value, question)
    what = f"{lost:,} suggestions of {path} do not fit the article as it is"
    hint = "Run `annotate-kit suggest` again."
    return Kept(suggestions=found, messages=(Message(source="files", what=what, hint=hint),) if lost else ())
