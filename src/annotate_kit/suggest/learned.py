"""The suggester that learns from the spans that people accepted: a linear-chain conditional random field.

python-crfsuite does the arithmetic; it is an extra, and everything else works without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import attrs

from annotate_kit.core import Annotation
from annotate_kit.errors import UsageError
from annotate_kit.suggest.features import OUTSIDE, label_spans, sentences_of, spans_of
from annotate_kit.suggest.solving import Lesson, solve
from annotate_kit.suggest.values import New, Question, Source, Suggestion
from annotate_kit.text import TextIndex

__all__ = ["SOURCE", "Example", "LearnedSuggester", "Model", "can_learn", "language_key", "train"]

SOURCE: Final = Source(name="learned", version="1")
_LEAST: Final = 0.3
"""A span less likely is not proposed."""
_MOST: Final = 0.95
_FEWEST: Final = 2
"""Articles of a language before anything is proposed in it: of one, and of another language, most was wrong."""


@attrs.frozen(kw_only=True)
class Example:
    """An article that a person has annotated."""

    index: TextIndex
    annotation: Annotation
    language: str | None = None


@attrs.frozen(kw_only=True)
class Model:
    """What was learned, as bytes that may be kept and read again."""

    data: bytes = attrs.field(repr=False)
    languages: Mapping[str, int]
    """How many articles it learned from, by language: `en`; "" where that is not known."""


def _library() -> Any:
    try:
        import pycrfsuite  # noqa: PLC0415  # an extra, which only who trains or tags needs
    except ImportError:
        what = "The learned suggester needs python-crfsuite"
        raise UsageError(what, 'Install it with: pip install "annotate-kit[learned]".') from None
    return pycrfsuite


def can_learn() -> bool:
    """Whether the extra is installed."""
    try:
        _library()
    except UsageError:
        return False
    return True


def train(examples: Iterable[Example], *, solve: Callable[[Sequence[Lesson]], bytes] = solve) -> Model | None:
    """Learn the mentions of annotated articles; None where there are none. The same examples give the same model.

    Args:
        examples: annotated articles.
        solve: does the arithmetic; another one may do it in another process.

    Raises:
        UsageError: where python-crfsuite is not installed.
    """
    _library()
    lessons: list[Lesson] = []
    languages: Counter[str] = Counter()
    for example in examples:
        spans = _mentions(example.annotation)
        if not spans:
            continue
        languages[language_key(example.language)] += 1
        lessons += [
            ([list(one) for one in sentence.features], list(label_spans(sentence, spans)))
            for sentence in sentences_of(example.index, example.language)
        ]
    return Model(data=solve(lessons), languages=dict(languages)) if languages else None


def language_key(language: str | None) -> str:
    """The language without its country: `en` of `en-GB`; "" where it is not known."""
    return (language or "").partition("-")[0]


def _mentions(annotation: Annotation) -> list[tuple[int, int, str]]:
    """The mentions with their record types."""
    return [
        (fragment.start, fragment.end, annotation.records[records[0]].type)
        for span, records in annotation.mentioned.items()
        if span in annotation.spans
        for fragment in annotation.spans[span].fragments
    ]


@attrs.frozen(eq=False)
class LearnedSuggester:
    """Proposes mentions as the model knows them.

    Raises:
        UsageError: where python-crfsuite is not installed.
        ValueError: where the bytes are no model.
    """

    model: Model
    _tagger: Any = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        tagger = _library().Tagger()
        tagger.open_inmemory(self.model.data)
        object.__setattr__(self, "_tagger", tagger)

    @property
    def source(self) -> Source:
        """`learned` and the version of its features."""
        return SOURCE

    def suggest(self, question: Question) -> tuple[Suggestion, ...]:
        """The mentions that the model sees, each as likely as its least likely word; none in a language new to it."""
        found: list[Suggestion] = []
        articles = self.model.languages.get(language_key(question.article.language), 0)
        if articles < _FEWEST:
            return ()
        for sentence in sentences_of(question.index, question.article.language):
            labels = self._tagger.tag([list(features) for features in sentence.features])
            if all(label == OUTSIDE for label in labels):
                continue
            for start, end, label, first, last in spans_of(question.index, sentence, labels):
                sure = min(self._tagger.marginal(labels[n], n) for n in range(first, last))
                # A model of few articles is surer of itself than it may be.
                likely = sure * articles / (articles + 1)
                if likely >= _LEAST and label in question.catalog.types:
                    found.append(_suggestion(start, end, label, likely, articles))
        return tuple(found)


def _suggestion(start: int, end: int, type_name: str, likely: float, articles: int) -> Suggestion:
    return Suggestion(
        start=start,
        end=end,
        type=type_name,
        target=New(),
        score=round(min(likely, _MOST), 4),
        reason=f"like what was tagged in {articles} articles",
        source=SOURCE,
    )
