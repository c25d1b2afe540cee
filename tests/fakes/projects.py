"""A small project in memory, and what a session on it needs."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterable

from tests.fakes.memory_fs import MemoryFs

from annotate_kit.codec import encode_annotation, encode_article
from annotate_kit.core import Annotation, Article, Edit, Ids, Record, changes, make_id, make_span
from annotate_kit.workflow.project import Project, open_project
from annotate_kit.workflow.session import SaveState, Session, open_session

ROOT = "/work/corpus"
ARTICLE = "expo-vote"
TEXT = "Riyadh won 119 votes. Busan, backed by Seoul, won 29, and Rome 17. 부산은 다음을 준비한다. It was in Paris.\n"
ANNOTATOR = "kim"
PATH = f"{ROOT}/annotations/{ARTICLE}/{ANNOTATOR}.json"
SCHEMA = b'{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "title": "City"}'


def an_article(id_: str = ARTICLE, text: str = TEXT) -> Article:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Article(id=id_, title="The vote", text_sha256=sha256, length=len(text), language="en")


def blank() -> Annotation:
    return Annotation(article=ARTICLE, annotator=ANNOTATOR, text_sha256=an_article().text_sha256)


def a_disk(*, annotation: Annotation | None = None, root: str = ROOT) -> MemoryFs:
    fs = MemoryFs()
    fs.put(f"{root}/schemas/city.schema.json", SCHEMA)
    fs.put(f"{root}/annotations/{ARTICLE}/text.txt", TEXT.encode())
    fs.put(f"{root}/annotations/{ARTICLE}/article.json", encode_article(an_article()))
    if annotation is not None:
        fs.put(PATH, encode_annotation(annotation))
    return fs


def counted(start: int = 0) -> Ids:
    numbers = itertools.count(start)
    return lambda prefix: make_id(prefix, next(numbers))


def a_session(
    fs: MemoryFs,
    *,
    start: int = 0,
    threaded: bool = False,
    on_state: Callable[[SaveState], None] | None = None,
    project: Project | None = None,
) -> Session:
    """A session; `start` keeps the ids of several apart."""
    return open_session(
        project or open_project(fs, ROOT),
        ARTICLE,
        ANNOTATOR,
        clock=lambda: 1_700_000_000.0,
        ids=counted(start),
        on_state=on_state,
        threaded=threaded,
    )


def a_tag(annotation: Annotation, words: str, number: int) -> Edit:
    """A new city, named by these words of the text."""
    start = TEXT.index(words)
    span = make_span(id=make_id("s", number), text=TEXT, fragments=[(start, start + len(words))])
    record = Record(id=make_id("city", number), type="city", data={"name": words})
    return changes.new_record(annotation, record, span)


def tag_all(session: Session, words: Iterable[str], start: int = 0) -> None:
    for number, word in enumerate(words, start):
        session.do(a_tag(session.annotation, word, number))
