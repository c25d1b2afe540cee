"""A project: its settings, record types, articles, texts and annotations, each read when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from annotate_kit._version import __version__
from annotate_kit.codec import Settings, check_version, parse_json
from annotate_kit.core import ABSENT, Annotation, Article, Json, Problem, Record
from annotate_kit.errors import NoProjectError
from annotate_kit.store import FINAL, Fs, Loaded, Store
from annotate_kit.workflow.own_rules import has_own_rules, load_own_rules

if TYPE_CHECKING:
    from annotate_kit.schema import Catalog

__all__ = ["KnownRecord", "Project", "find_project_root", "open_project"]


@attrs.frozen(kw_only=True)
class KnownRecord:
    """A record of another article, for the picker."""

    article: str
    """The id of its article."""
    annotator: str
    record: Record
    quotes: tuple[str, ...]
    """The words that name it there, each once."""


class Articles(Mapping[str, Article]):
    """The articles by id, in the order of the ids; each is read when it is first asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.ids = tuple(store.article_ids())
        """Sorted."""
        self._ids = frozenset(self.ids)
        self._read: dict[str, Article] = {}

    def __getitem__(self, id_: str) -> Article:
        if id_ not in self._ids:
            raise KeyError(id_)
        if id_ not in self._read:
            self._read[id_] = self._store.read_article(id_)
        return self._read[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)


class Project:
    """A project as it was when it was opened, apart from the annotation files, which are read anew each time."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self._texts: dict[str, str] = {}

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.store.root.rstrip("/").rpartition("/")[2] or "/"

    @cached_property
    def catalog(self) -> Catalog:
        """The record types; a schema file that is no JSON is among the problems, and the others load."""
        # The article is on the screen before this is needed.
        from annotate_kit.schema import load_catalog  # noqa: PLC0415

        documents: dict[str, Json] = {}
        problems: list[Problem] = []
        for name, raw in self.store.schema_files().items():
            parsed = parse_json(raw, file=f"schemas/{name}", limits=self.store.limits)
            problems += parsed.problems
            if parsed.value is not ABSENT:
                documents[name] = parsed.value
        catalog = load_catalog(documents, limits=self.store.limits)
        catalog = attrs.evolve(catalog, problems=(*problems, *catalog.problems)) if problems else catalog
        if not has_own_rules(self.store, self.settings):
            return catalog
        return attrs.evolve(catalog, own=load_own_rules(self.store, self.settings, catalog))

    @cached_property
    def articles(self) -> Articles:
        """The articles by id."""
        return Articles(self.store)

    @property
    def article_ids(self) -> tuple[str, ...]:
        """The ids of all articles, sorted."""
        return self.articles.ids

    def article(self, id_: str) -> Article:
        """What is known about an article.

        Raises:
            NotFoundError: where there is no such article.
            InputError: where its metadata cannot be used.
        """
        return self.articles[id_] if id_ in self.articles else self.store.read_article(id_)

    def text(self, id_: str) -> str:
        """An article's text.

        Raises:
            AccessError: where it cannot be read.
        """
        if id_ not in self._texts:
            self._texts[id_] = self.store.read_text(id_)
        return self._texts[id_]

    def annotators(self, id_: str) -> tuple[str, ...]:
        """Who has a file about an article, sorted; `final` among them where there is one."""
        return self.store.annotators(id_)

    def loaded(self, id_: str, annotator: str) -> Loaded:
        """What an annotator says about an article, with the file's bytes and what is wrong with it."""
        return self.store.read_annotation(id_, annotator)

    def annotation(self, id_: str, annotator: str) -> Annotation | None:
        """What an annotator says about an article, as far as it can be read; None where there is nothing."""
        return self.loaded(id_, annotator).annotation

    def known_records(self, except_article: str | None = None) -> Iterator[KnownRecord]:
        """The records of the other articles, article by article.

        Of an article with an adjudicated file, those of that file alone.
        """
        for id_ in self.article_ids:
            if id_ == except_article:
                continue
            annotators = self.annotators(id_)
            for annotator in (FINAL,) if FINAL in annotators else annotators:
                annotation = self.annotation(id_, annotator)
                yield from () if annotation is None else _known(id_, annotator, annotation)


def _known(id_: str, annotator: str, annotation: Annotation) -> Iterator[KnownRecord]:
    spans = annotation.spans
    for record in annotation.ordered_records:
        quotes = tuple(dict.fromkeys(spans[span].quote for span in record.mentions if span in spans))
        yield KnownRecord(article=id_, annotator=annotator, record=record, quotes=quotes)


def open_project(fs: Fs, root: str) -> Project:
    """The project in a folder; nothing of it is read yet but its settings.

    Raises:
        NoProjectError: where the folder is none.
        UsageError: where the settings cannot be meant, or want another version of annotate-kit.
    """
    store = Store(fs, root)
    if not store.is_project():
        raise NoProjectError(root)
    settings = store.settings()
    check_version(settings, __version__, file="annotate-kit.toml")
    return Project(Store(fs, root, settings.limits), settings)


def find_project_root(fs: Fs, start: str) -> str:
    """The nearest folder from `start` upwards that is a project.

    Raises:
        NoProjectError: where there is none.
    """
    folder = start = start.rstrip("/") or "/"
    while True:
        if Store(fs, folder).is_project():
            return folder
        if folder == "/":
            raise NoProjectError(start)
        folder = folder.rpartition("/")[0] or "/"
