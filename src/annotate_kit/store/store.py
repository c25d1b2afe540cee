"""A project on disk: what it holds, read without ever writing, and the few ways to add to it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import IO

import attrs

from annotate_kit.codec import (
    DEFAULTS,
    Settings,
    decode_annotation,
    decode_article,
    decode_settings,
    encode_article,
    parse_json,
)
from annotate_kit.core import LIMITS, Annotation, Article, Limits, Problem, is_article_id
from annotate_kit.core.limits import FIXED, Bytes, raised
from annotate_kit.errors import ExistsError, InputError, NotFoundError, UnreadableError, UnwritableError
from annotate_kit.store import paths
from annotate_kit.store.fs import Fs, Stat
from annotate_kit.store.salvage import salvage
from annotate_kit.store.writing import Writer, ensure_folder, reason, write_file_atomically

__all__ = ["Loaded", "Store", "content", "digest"]

_SCHEMA_SUFFIX = ".schema.json"


@attrs.frozen(kw_only=True)
class Loaded:
    """An annotation file as it was read."""

    path: str
    """Relative to the project, POSIX."""
    annotation: Annotation | None = None
    """None where there is no file, or nothing in it can be used."""
    raw: bytes | None = None
    """The file's bytes; None where there is no file."""
    sha256: str | None = None
    """Of the bytes, lower-case hex."""
    problems: tuple[Problem, ...] = ()
    """What was left out of the annotation, or read by guessing; places are still to be found by `codec.locate`."""

    @property
    def is_damaged(self) -> bool:
        """Whether the annotation is less than the file once held."""
        return bool(self.problems)


class Store:
    """The files of one project. Reading never writes."""

    def __init__(self, fs: Fs, root: str, limits: Limits = LIMITS) -> None:
        self.fs = fs
        self.limits = limits
        """How much is read of a file."""
        self.root = root if root.startswith("/") else fs.resolve(root)
        """Absolute, POSIX."""
        self._top = self.root.rstrip("/")
        self._real_top = fs.resolve(self.root).rstrip("/")
        self._sure: set[str] = set()
        """Folders, absolute, that will survive a loss of power."""

    def find(self, path: str) -> str:
        """The absolute path of a relative one.

        Raises:
            UnreadableError: where a link leads out of the project.
        """
        real = self.fs.resolve(f"{self._top}/{path}")
        if real != self._real_top and not real.startswith(self._real_top + "/"):
            raise UnreadableError(path, "it leads out of the project")
        return real

    def exists(self, path: str) -> bool:
        """Whether something stands at the relative path."""
        return self.stat(path) is not None

    def stat(self, path: str) -> Stat | None:
        """What stands at the relative path, a last link not followed; None where nothing does.

        Raises:
            UnreadableError: where the file system does not say.
        """
        try:
            return self.fs.stat(f"{self._top}/{path}")
        except OSError as error:
            raise UnreadableError(path, reason(error)) from error

    def read(self, path: str, limit: Bytes = "json_bytes") -> bytes:
        """The bytes of a file, by its relative path.

        Args:
            path: relative, POSIX.
            limit: which of the limits holds for it.

        Raises:
            UnreadableError: where it is not there, no regular file, or cannot be read.
            InputError: where it is longer than the limit.
        """
        most: int = getattr(self.limits, limit)
        raw = self._read(path, most)
        if len(raw) > most:
            raise InputError(path, f"the file has more than {most:,} bytes", f"Split it, or {raised(limit)}.")
        return raw

    def _read(self, path: str, most: int) -> bytes:
        try:
            return self.fs.read(self.find(path), most + 1)
        except OSError as error:
            raise UnreadableError(path, reason(error)) from error

    def list_folder(self, path: str) -> tuple[str, ...]:
        """The names in a folder, sorted; none where it is not there.

        Raises:
            UnreadableError: where it is no folder, or cannot be read.
        """
        try:
            return self.fs.list_folder(self.find(path))
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise UnreadableError(path, reason(error)) from error

    def is_empty(self) -> bool:
        """Whether nothing stands in the folder, or it is not there."""
        return not self.list_folder("")

    def is_project(self) -> bool:
        """Whether the folder has one of the two folders that make it a project."""
        return self.exists(paths.SCHEMAS) or self.exists(paths.ANNOTATIONS)

    def settings(self) -> Settings:
        """What annotate-kit.toml says; the defaults where there is none.

        Raises:
            UsageError: where it says what cannot be meant.
        """
        if not self.exists(paths.SETTINGS):
            return DEFAULTS
        return decode_settings(self._read(paths.SETTINGS, FIXED.settings_bytes), file=paths.SETTINGS)

    def schema_files(self) -> dict[str, bytes]:
        """The schema files by file name, `organization.schema.json`."""
        names = self.list_folder(paths.SCHEMAS)
        return {name: self.read(f"{paths.SCHEMAS}/{name}") for name in names if name.endswith(_SCHEMA_SUFFIX)}

    def article_ids(self) -> tuple[str, ...]:
        """The ids of all articles, sorted."""
        names = filter(is_article_id, self.list_folder(paths.ANNOTATIONS))
        return tuple(name for name in names if self.exists(paths.article_path(name)))

    def read_article(self, id_: str) -> Article:
        """What is known about an article. The folder's name is the id, whatever the file says.

        Raises:
            NotFoundError: where there is no such article.
            InputError: where its metadata cannot be used.
        """
        path = paths.article_path(id_)
        if not self.exists(path):
            raise NotFoundError("article", id_, self.article_ids())
        parsed = parse_json(self.read(path), file=path, limits=self.limits)
        decoded = decode_article(parsed.value, file=path)
        if decoded.article is None:
            raise _unusable(path, (*parsed.problems, *decoded.problems))
        return attrs.evolve(decoded.article, id=id_)

    def read_text(self, id_: str) -> str:
        """An article's text.

        Raises:
            UnreadableError: where it is not there.
            InputError: where it is not UTF-8.
        """
        path = paths.text_path(id_)
        raw = self.read(path, "article_bytes")
        try:
            return raw.decode()
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            raise InputError(path, "the text is not UTF-8", "Restore it.", line=line) from None

    def annotators(self, id_: str) -> tuple[str, ...]:
        """Who has a file about an article, sorted; `final` among them where there is one."""
        names = self.list_folder(f"{paths.ANNOTATIONS}/{paths.checked_article(id_)}")
        stems = (name.removesuffix(".json") for name in names if name.endswith(".json"))
        return tuple(stem for stem in stems if paths.is_annotator_stem(stem))

    def read_annotation(self, id_: str, annotator: str) -> Loaded:
        """What an annotator says about an article: all of it that can be read.

        Raises:
            UnreadableError: where the file is there and cannot be read.
        """
        path = paths.annotation_path(id_, annotator)
        return self.load(path, id_, annotator) if self.exists(path) else Loaded(path=path)

    def load(self, path: str, id_: str, annotator: str) -> Loaded:
        """What a version of an annotation file says, wherever it is kept.

        Raises:
            UnreadableError: where it cannot be read.
        """
        raw = self.read(path)
        parsed = parse_json(raw, file=path, limits=self.limits)
        decoded = decode_annotation(parsed.value, file=path)
        annotation = decoded.annotation
        problems = (*parsed.problems, *decoded.problems)
        if annotation is None and not any(problem.code == "AK005" for problem in problems):
            # Most files are sound, and what can read the others costs a start-up.
            from annotate_kit.store.unfinished import has_markers, unfinished  # noqa: PLC0415 - see the line above

            annotation = unfinished(raw, id_=id_, annotator=annotator, limits=self.limits) if has_markers(raw) else None
            annotation = annotation or salvage(raw, self.limits)
        if annotation is not None:
            # Where a file stands says whose it is and what about.
            annotation = attrs.evolve(annotation, article=id_, annotator=annotator)
        return Loaded(path=path, annotation=annotation, raw=raw, sha256=digest(raw), problems=problems)

    def add_article(self, article: Article, text: str) -> None:
        """Add an article. Its metadata come last, and make it one.

        Raises:
            ExistsError: where there is one of this id.
            UnwritableError: where the file system refuses.
        """
        path, raw = paths.article_path(article.id), text.encode()
        if self.exists(path):
            raise ExistsError(path, "Choose another id.")
        # A text without metadata is what an import left that was cut short.
        self.write(paths.text_path(article.id), content(raw))
        self.write(path, content(encode_article(article)), only_new=True)

    def add_file(self, path: str, raw: bytes) -> bool:
        """Add a file at a relative path; False where one is there already.

        Raises:
            UnwritableError: where the file system refuses.
        """
        if self.exists(path):
            return False
        try:
            self.write(path, content(raw), only_new=True)
        except ExistsError:
            return False
        return True

    def add_folder(self, path: str) -> None:
        """Make a folder at a relative path, if it is not there.

        Raises:
            UnwritableError: where the file system refuses.
        """
        self._ensure_folder(self._target(path), shown=path)

    def write(self, path: str, writer: Writer, *, only_new: bool = False) -> None:
        """Write a file at a relative path, whole or not at all.

        Raises:
            UnwritableError: where the file system refuses.
            ExistsError: with `only_new`, where something is there already.
        """
        target = self._target(path)
        self._ensure_folder(target.rpartition("/")[0], shown=path)
        # What is left over in a project `doctor` finds; to look for it at every write would be dear.
        write_file_atomically(self.fs, target, writer, shown=path, only_new=only_new, sweeps=False)

    def _ensure_folder(self, folder: str, *, shown: str) -> None:
        made = ensure_folder(self.fs, folder, shown=shown)
        # Whoever made a folder that is there may have been killed, or refused, before it was sure to stay.
        unsure: list[str] = []
        while len(folder) > len(self._real_top) and folder not in self._sure:
            unsure.append(folder)
            folder = folder.rpartition("/")[0]
        try:
            for one in reversed(unsure):
                if one not in made:
                    self.fs.fsync_folder(one.rpartition("/")[0])
        except OSError as error:
            raise UnwritableError(shown, reason(error)) from error
        self._sure.update(unsure)

    def _target(self, path: str) -> str:
        try:
            return self.find(path)
        except UnreadableError as error:
            raise UnwritableError(path, error.reason) from None


def digest(raw: bytes) -> str:
    """SHA-256, lower-case hex."""
    return hashlib.sha256(raw).hexdigest()


def _unusable(path: str, problems: Sequence[Problem]) -> InputError:
    first = problems[0]
    line, column = (first.place.line, first.place.column) if first.place else (None, None)
    return InputError(path, first.message, first.hint, line=line, column=column)


def content(raw: bytes) -> Writer:
    """A writer of these bytes."""

    def write(stream: IO[bytes]) -> None:
        stream.write(raw)

    return write
