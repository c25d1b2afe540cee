"""The lines and sentences around problems, read from the project when a report asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotate_kit.codec import parse_json
from annotate_kit.core import Problem
from annotate_kit.errors import AnnotateKitError
from annotate_kit.report import Words
from annotate_kit.store import Store
from annotate_kit.text import TextIndex, index_text

__all__ = ["ProjectSources"]


class ProjectSources:
    """Remembers the last file and the last article: problems come in the order of their files."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lines: tuple[str, tuple[str, ...]] = ("", ())
        self._spans: tuple[str, dict[str, tuple[int, int]]] = ("", {})
        self._text: tuple[str, TextIndex | None] = ("", None)

    def line(self, file: str, number: int) -> str | None:
        """A line of a file without its line feed, by its 1-based number; None where there is none."""
        if self._lines[0] != file:
            self._lines = (file, tuple(self._decoded(file).split("\n")))
        lines = self._lines[1]
        return lines[number - 1].removesuffix("\r") if 0 < number <= len(lines) else None

    def words(self, problem: Problem) -> Words | None:
        """The sentence around the first fragment of the span that a problem is about."""
        folder = problem.file.rpartition("/")[0]
        index = self._index(f"{folder}/text.txt")
        place = self._places(problem.file).get(problem.span or "")
        if index is None or place is None or not 0 <= place[0] < place[1] <= len(index.text):
            return None
        start, end = place
        sentence = index.sentence_at(start)
        first, last = min(sentence.start, start), max(sentence.end, end)
        return Words(
            file=f"{folder}/text.txt",
            line=index.text.count("\n", 0, first) + 1,
            sentence=index.text[first:last],
            start=start - first,
            end=end - first,
        )

    def _decoded(self, file: str) -> str:
        try:
            return self._store.read(file).decode("utf-8", "replace")
        except AnnotateKitError:
            return ""

    def _index(self, path: str) -> TextIndex | None:
        if self._text[0] != path:
            try:
                text = self._store.read(path, "article_bytes").decode()
                self._text = (path, index_text(text))
            except (AnnotateKitError, UnicodeDecodeError):
                self._text = (path, None)
        return self._text[1]

    def _places(self, file: str) -> dict[str, tuple[int, int]]:
        if self._spans[0] != file:
            self._spans = (file, dict(self._read_places(file)))
        return self._spans[1]

    def _read_places(self, file: str) -> Iterator[tuple[str, tuple[int, int]]]:
        value: Any = parse_json(self._decoded(file).encode(), file=file).value
        spans = value.get("spans") if isinstance(value, dict) else None
        for span in spans if isinstance(spans, list) else ():
            match span:
                case {"id": str(id_), "fragments": [[int(start), int(end)], *_]}:
                    yield id_, (start, end)
