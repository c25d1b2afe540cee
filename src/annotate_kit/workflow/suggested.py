"""Suggestions for many articles at once, without the app: asked, counted, and kept in files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

import attrs

from annotate_kit.codec import Settings
from annotate_kit.errors import NotFoundError, UsageError
from annotate_kit.suggest import (
    Answers,
    Endpoint,
    EntryPoint,
    LearnedSuggester,
    Message,
    ModelAnswer,
    Post,
    Question,
    Source,
    Suggester,
    Suggestion,
    ask_model,
    can_learn,
    load_suggesters,
    merge_suggestions,
    name_of,
    read_annotation_file,
    read_lines,
)
from annotate_kit.text import name_key
from annotate_kit.workflow.entities import Entity, elsewhere, gather_entities
from annotate_kit.workflow.everywhere import Places, places_everywhere
from annotate_kit.workflow.learning import learned_suggester
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.register import read_register
from annotate_kit.workflow.suggesting import (
    BUILT_IN,
    ask_in_time,
    keep_suggestions,
    question_of,
    suggesters_of,
)

__all__ = [
    "File",
    "Model",
    "Proposed",
    "ProposedAll",
    "chosen_articles",
    "find_everywhere_places",
    "model_of",
    "propose",
]


@attrs.frozen(kw_only=True)
class File:
    """A file that another tool made."""

    name: str
    """As the person named it."""
    raw: bytes


@attrs.frozen(kw_only=True)
class Model:
    """A model, and how to reach it."""

    endpoint: Endpoint
    post: Post
    clock: Callable[[], float]


@attrs.frozen(kw_only=True)
class Proposed:
    """What was proposed for one article."""

    article: str
    by_source: Mapping[str, int]
    """Suggester → how many of its suggestions are worth showing."""
    kept: int
    """How many its file holds now."""


@attrs.frozen(kw_only=True)
class ProposedAll:
    """What was proposed for a project."""

    proposed: tuple[Proposed, ...]
    messages: tuple[Message, ...]
    seconds: float = 0.0
    """That the model took."""
    cost: Decimal | None = None
    """What the model cost, where the settings give prices."""
    discarded: Mapping[str, int] = attrs.field(factory=dict)
    """Why → how many values of the model were thrown away."""


def chosen_articles(project: Project, named: Sequence[str]) -> tuple[str, ...]:
    """The articles that were named, in that order; all where none was.

    Raises:
        NotFoundError: where one is not there.
    """
    for id_ in named:
        if id_ not in project.article_ids:
            raise NotFoundError("article", id_, project.article_ids)
    return tuple(dict.fromkeys(named)) or project.article_ids


def model_of(settings: Settings, environment: Mapping[str, str], *, post: Post, clock: Callable[[], float]) -> Model:
    """The model of the settings, with its key out of the environment.

    Raises:
        UsageError: where the settings name none.
    """
    said = settings.suggest.model
    if said.url is None or said.name is None:
        hint = "Set url and name in the table [suggest.model] of annotate-kit.toml."
        raise UsageError("the settings name no model", hint)
    endpoint = Endpoint(
        url=said.url,
        model=said.name,
        key=environment.get(said.key_env, ""),
        types=said.types,
        timeout=said.seconds,
        price_in=said.price_in,
        price_out=said.price_out,
    )
    return Model(endpoint=endpoint, post=post, clock=clock)


def propose(
    project: Project,
    articles: Sequence[str],
    annotator: str,
    *,
    sources: Sequence[str] = (),
    files: Sequence[File] = (),
    packages: Iterable[EntryPoint] = (),
    model: Model | None = None,
    progress: Callable[[], None] = lambda: None,
    patience: float = 60.0,
) -> ProposedAll:
    """Ask for suggestions article by article, and keep what is worth showing.

    Args:
        project: the project.
        articles: ids.
        annotator: whose annotations they are for.
        sources: names of suggesters; the built-in ones and those of packages where there are neither these nor files.
        files: what other tools proposed.
        packages: entry points.
        model: asked where it is not None; what asks for it is that it was given.
        progress: called after each article.
        patience: seconds that the suggesters have for an article; who takes longer is not asked again.

    Raises:
        UsageError: where a source is unknown.
        AccessError: where files cannot be read or written.
    """
    loaded = load_suggesters(packages)
    names = _names(sources, files, loaded.suggesters)
    ready = suggesters_of(names, loaded.suggesters)
    messages = [*loaded.messages, *_cannot_learn(sources)]
    entities = gather_entities(project, read_register(project)) if "names" in names else ()
    proposed: list[Proposed] = []
    bill = _Bill()
    learned: dict[str | None, LearnedSuggester | None] = {}
    asked_for = (*names, *(["files"] if files else []), *(["model"] if model else []))
    for id_ in articles:
        question = question_of(project, id_, annotator, elsewhere(entities, id_))
        language = question.article.language
        if "learned" in names and language not in learned:
            # Once for a language: what this article teaches is tagged in it already.
            learned[language] = learned_suggester(project, annotator, language=language)
        taught = learned.get(language)
        wanted = (*ready, *((taught,) if taught else ()))
        asked, late = ask_in_time(wanted, question, seconds=patience)
        ready = tuple(one for one in ready if name_of(one) not in late)
        read = [*_from_files(files, question)]
        found = [*asked.suggestions, *(suggestion for one in read for suggestion in one.suggestions)]
        messages += [*asked.messages, *(message for one in read for message in one.messages)]
        if model is not None:
            answer = bill.ask(question, model)
            found += answer.suggestions
            messages += [answer.message] if answer.message else []
        proposed.append(_keep(project, question, found, asked_for))
        progress()
    return ProposedAll(
        proposed=tuple(proposed),
        messages=tuple(dict.fromkeys(messages)),
        seconds=bill.seconds,
        cost=bill.cost,
        discarded=dict(sorted(bill.discarded.items())),
    )


def _names(sources: Sequence[str], files: Sequence[File], packages: Sequence[Suggester]) -> tuple[str, ...]:
    if sources or files:
        return tuple(dict.fromkeys(sources))
    return (*BUILT_IN, *(suggester.source.name for suggester in packages))


def _cannot_learn(sources: Sequence[str]) -> list[Message]:
    if "learned" not in sources or can_learn():
        return []
    what = "it needs python-crfsuite"
    return [Message(source="learned", what=what, hint='Install it with: pip install "annotate-kit[learned]".')]


@attrs.define
class _Bill:
    """What asking a model came to so far. Mutable: it lives within one call."""

    seconds: float = 0.0
    cost: Decimal | None = None
    discarded: Counter[str] = attrs.field(factory=Counter)

    def ask(self, question: Question, model: Model) -> ModelAnswer:
        answer = ask_model(question, model.endpoint, model.post, model.clock)
        self.seconds += answer.seconds
        self.cost = self.cost if answer.cost is None else (self.cost or Decimal(0)) + answer.cost
        self.discarded.update(answer.answer.discarded)
        return answer


def _source_of(file: File) -> Source:
    return Source(name="files", version=file.name.rpartition("/")[2])


def _from_files(files: Sequence[File], question: Question) -> Iterable[Answers]:
    for file in files:
        # An annotation file is one object over many lines; the first line of JSON Lines is a whole object.
        reads = read_annotation_file if file.raw.lstrip()[:2] in (b"{\n", b"{\r") else read_lines
        read = reads(file.raw, question, file=file.name, source=_source_of(file))
        lines = [problem.place.line for problem in read.problems if problem.place]
        where = f" (line {lines[0]})" if lines else ""
        what = f"{len(read.problems)} things in {file.name} cannot be used{where}"
        hint = read.problems[0].message.capitalize() + "." if read.problems else ""
        messages = (Message(source="files", what=what, hint=hint),) if read.problems else ()
        yield Answers(suggestions=read.suggestions, messages=messages)


def _keep(project: Project, question: Question, found: Sequence[Suggestion], sources: Sequence[str]) -> Proposed:
    worth = merge_suggestions(found, question.annotation, question.text)
    # Kept as they were proposed: which of them are worth showing changes with every tag.
    kept = keep_suggestions(project, question, found, sources)
    counts = Counter(suggestion.source.name for suggestion in worth)
    return Proposed(article=question.article.id, by_source=dict(counts), kept=kept)


def find_everywhere_places(
    project: Project,
    words: Sequence[str],
    type_name: str,
    annotator: str,
    entity: str | None,
    *,
    ignore_case: bool = False,
    progress: Callable[[], None] = lambda: None,
) -> tuple[Places, ...]:
    """The places of words over the project, as mentions of the one entity that they name.

    Raises:
        NotFoundError: where the type or the entity is not there.
        UsageError: where the words name several entities.
    """
    if type_name not in project.catalog.types:
        raise NotFoundError("record type", type_name, tuple(project.catalog.types))
    entities = [one for one in gather_entities(project, read_register(project)) if one.type == type_name]
    if entity is not None and not any(entity in one.ids for one in entities):
        raise NotFoundError("entity", entity)
    meant = entity if entity is not None else _meant(entities, words)
    return places_everywhere(
        project, words, type_name, annotator, entity=meant, ignore_case=ignore_case, progress=progress
    )


def _meant(entities: Sequence[Entity], words: Sequence[str]) -> str | None:
    keys = {name_key(name) for name in words}
    found = [one for one in entities if keys & {name_key(name) for name in one.names}]
    if len(found) > 1:
        listed = ", ".join(f"{one.entity} ({one.caption})" for one in found[:4])
        raise UsageError("the words name several entities", f"Say which with --entity: {listed}.")
    return found[0].entity if found else None
