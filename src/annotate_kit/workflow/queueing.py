"""The queue: each article as one annotator stands to it, who annotates what, how long it took and may still take."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import cast

import attrs

from annotate_kit.core import Article
from annotate_kit.core.names import is_annotator_name
from annotate_kit.core.values import is_array
from annotate_kit.errors import AnnotateKitError
from annotate_kit.store import JournalContent, Store
from annotate_kit.store.journal import read_journal
from annotate_kit.store.paths import history_folder, journal_folder
from annotate_kit.text import index_text
from annotate_kit.workflow.private import count_marks
from annotate_kit.workflow.project import Project

__all__ = [
    "Forecast",
    "QueueEntry",
    "Worked",
    "assigned",
    "blinded",
    "forecast",
    "hidden_annotators",
    "queue_entry",
    "worked",
]

_BREAK = 300.0
"""Seconds without an edit after which somebody was away."""

_SUFFIX = ".jsonl"


@attrs.frozen(kw_only=True)
class QueueEntry:
    """One article as one annotator stands to it."""

    article: str
    title: str = ""
    words: int = 0
    spans: int = 0
    records: int = 0
    status: str = "new"
    """`new`, `damaged`, or the annotation file's."""
    annotators: tuple[str, ...] = ()
    """Who has a file."""
    assigned: tuple[str, ...] = ()
    """Who is to annotate it; nobody in particular where empty."""
    bookmarks: int = 0

    def is_for(self, annotator: str) -> bool:
        """Whether this annotator is to annotate it, or has begun to."""
        return not self.assigned or annotator in self.assigned or annotator in self.annotators


@attrs.frozen(kw_only=True)
class Worked:
    """When and how long somebody worked on an article, by the journals of this machine."""

    last: float | None = None
    """Of the last edit, in seconds since the epoch; None where no journal tells."""
    seconds: float = 0.0
    """Without breaks of five minutes and more."""


@attrs.frozen(kw_only=True)
class Forecast:
    """How long the articles took that are done, and what that means for the others."""

    each: float
    """Seconds, the median."""
    left: float
    """Seconds for all that is not done."""


def queue_entry(project: Project, id_: str, annotator: str) -> QueueEntry:
    """An article and what this annotator has of it; `damaged` where it cannot be read."""
    try:
        article, words = project.article(id_), len(index_text(project.text(id_)).words)
        annotators = project.annotators(id_)
        loaded = project.loaded(id_, annotator) if annotator in annotators else None
    except AnnotateKitError:
        # One article that cannot be read is no reason to show none; opening it says what is wrong.
        return QueueEntry(article=id_, status="damaged")
    entry = QueueEntry(
        article=id_,
        title=article.title,
        words=words,
        annotators=annotators,
        assigned=assigned(project, article),
        bookmarks=count_marks(project.store, id_, annotator),
    )
    if loaded is None:
        return entry
    mine = loaded.annotation
    if mine is None:
        return attrs.evolve(entry, status="damaged")
    status = "damaged" if loaded.is_damaged else mine.status
    return attrs.evolve(entry, spans=len(mine.spans), records=len(mine.records), status=status)


# Who annotates what.


def assigned(project: Project, article: Article) -> tuple[str, ...]:
    """Who is to annotate an article: as its metadata say, else the settings; nobody in particular where empty."""
    named = article.extra.get("assigned")
    if is_array(named):
        names = (name for name in cast("Sequence[object]", named) if isinstance(name, str))
        return tuple(name for name in names if is_annotator_name(name))
    settings = project.settings.assignment
    if article.id in settings.articles:
        return settings.articles[article.id]
    # By hash, so that articles keep their annotators when others are added.
    drawn = sorted(settings.annotators, key=lambda name: hashlib.sha256(f"{article.id} {name}".encode()).digest())
    return tuple(sorted(drawn[: settings.each]))


def hidden_annotators(project: Project, id_: str, annotator: str) -> frozenset[str]:
    """Whose files about an article this annotator is not to see: those of the others who got it, until all are done."""
    if not project.settings.assignment.blind:
        return frozenset()
    got = assigned(project, project.article(id_))
    if annotator not in got or len(got) == 1:
        return frozenset()
    there = project.annotators(id_)
    if all(name in there and _is_done(project, id_, name) for name in got):
        return frozenset()
    return frozenset({*there, *got} - {annotator})


def _is_done(project: Project, id_: str, annotator: str) -> bool:
    annotation = project.annotation(id_, annotator)
    return annotation is not None and annotation.status == "done"


# How long it takes.


def worked(store: Store, id_: str, annotator: str) -> Worked:
    """When and how long somebody worked on an article; journals that cannot be read tell nothing."""
    times: list[float] = []
    for folder in (history_folder(id_, annotator), journal_folder(id_, annotator)):
        for name in store.list_folder(folder):
            if name.endswith(_SUFFIX):
                times += _times(_journal(store, f"{folder}/{name}"))
    times.sort()
    gaps = (after - before for before, after in pairwise(times))
    return Worked(last=times[-1] if times else None, seconds=sum(gap for gap in gaps if gap < _BREAK))


def _journal(store: Store, path: str) -> JournalContent:
    try:
        raw = store.read(path)
    except AnnotateKitError:
        return JournalContent(header=None)
    return read_journal(raw, session="")


def _times(journal: JournalContent) -> list[float]:
    edits = [entry.at for entry in journal.entries]
    # Opening an article is no work yet: only with an edit does its beginning count.
    began = [journal.header.at] if journal.header is not None and edits else []
    return [at for at in (*began, *edits) if at > 0]


def forecast(entries: Sequence[QueueEntry], times: Mapping[str, Worked]) -> Forecast | None:
    """What the articles that are done tell about the others; None where no journal tells how long they took."""
    done = [(entry, times[entry.article].seconds) for entry in entries if entry.status == "done"]
    done = [(entry, seconds) for entry, seconds in done if seconds > 0]
    if not done:
        return None
    rate = sum(seconds for _, seconds in done) / max(sum(entry.words for entry, _ in done), 1)
    left = (
        max(rate * entry.words - times[entry.article].seconds, 0.0)
        for entry in entries
        if entry.status not in ("done", "damaged")
    )
    return Forecast(each=median(seconds for _, seconds in done), left=sum(left))


class _Blind(Project):
    """A project in which an annotator does not come across what others say about her articles before all are done."""

    def __init__(self, project: Project, annotator: str) -> None:
        super().__init__(project.store, project.settings)
        self._whole = project
        self._annotator = annotator

    def annotators(self, id_: str) -> tuple[str, ...]:
        """Who has a file about an article that may be seen, sorted."""
        try:
            hidden = hidden_annotators(self._whole, id_, self._annotator)
        except AnnotateKitError:
            # Whoever cannot be told apart is not hidden: the article says what is wrong with it when it is opened.
            hidden = frozenset()
        return tuple(name for name in super().annotators(id_) if name not in hidden)


def blinded(project: Project, annotator: str) -> Project:
    """The project as this annotator may see it."""
    return _Blind(project, annotator) if project.settings.assignment.blind else project
