"""Checking one article's folder, and the schemas: the part of validating that needs engines and schemas."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import attrs

from annotate_kit.codec import decode_article, locate, parse_json
from annotate_kit.core import Article, Place, Problem, is_annotator_name, is_article_id
from annotate_kit.store import FINAL
from annotate_kit.validate.files import CheckedFile, check_annotation_file, check_article_file
from annotate_kit.workflow.causes import references_by_cause
from annotate_kit.workflow.checkable import SCHEMAS
from annotate_kit.workflow.outcomes import Outcome
from annotate_kit.workflow.project import Project

__all__ = ["FolderCheck", "lint_schemas", "untried_schemas"]


def lint_schemas(project: Project) -> tuple[Problem, ...]:
    """Everything wrong with the project's schemas, each with its place."""
    from annotate_kit.schema import lint_catalog  # noqa: PLC0415 - only where schemas are looked at, or records wait for one
    from annotate_kit.validate.schemas import bounded, schema_problems  # noqa: PLC0415 - as above

    catalog = project.catalog
    found = dict.fromkeys((*catalog.problems, *lint_catalog(catalog), *schema_problems(catalog)))
    found = dict.fromkeys(references_by_cause(found, names=project.store.schema_files()))
    raw = project.store.schema_files()
    located = [
        problem
        for name, content in raw.items()
        for problem in locate(bounded((p for p in found if p.file == f"{SCHEMAS}/{name}"), catalog.limits), content)
    ]
    return tuple(sorted(located, key=lambda problem: problem.sort_key))


def untried_schemas(project: Project) -> tuple[tuple[str, str], ...]:
    """The files of schemas in which not every contradiction is looked for, and why."""
    try:
        from annotate_kit.validate.unmet import unproved  # noqa: PLC0415 - it needs the fast engine
    except ImportError:
        return tuple(
            (name, "that needs jsonschema-rs, which is not installed") for name in project.store.schema_files()
        )
    return tuple(unproved(project.catalog))


@attrs.frozen(kw_only=True)
class FolderCheck:
    """One article's folder; its text and metadata are understood once for all annotation files."""

    project: Project
    base: str
    """The folder, relative to the project, POSIX."""
    text_raw: bytes | None
    """Of its text.txt; None where there is none."""
    article_raw: bytes | None
    """Of its article.json; None where there is none."""
    families: frozenset[str] | None = None
    """Beginnings of codes that are asked for; all where it says None."""

    def check(self, path: str, raw: bytes) -> Outcome:
        """What is wrong with one file of the folder."""
        name = path.rpartition("/")[2]
        if name == "text.txt":
            return Outcome(problems=(*_name_problems(path), *self._text[1]))
        if name == "article.json":
            folder, limits = self.base.rpartition("/")[2], self.project.store.limits
            return _outcome(check_article_file(raw, text=self._text[0], file=path, folder=folder, limits=limits))
        checked = check_annotation_file(
            raw,
            catalog=self.project.catalog,
            article=self._article,
            text=self._text[0],
            file=path,
            families=self.families,
        )
        outcome = _outcome(checked)
        problems = (*_stem_problems(path), *outcome.problems)
        return attrs.evolve(outcome, problems=problems, is_unread=not checked.has_all_ids)

    @cached_property
    def _text(self) -> tuple[str | None, tuple[Problem, ...]]:
        if self.text_raw is None:
            return None, ()
        try:
            return self.text_raw.decode(), ()
        except UnicodeDecodeError as error:
            return None, (_not_utf8(self.text_raw, error.start, f"{self.base}/text.txt"),)

    @cached_property
    def _article(self) -> Article | None:
        if self.article_raw is None:
            return None
        path = f"{self.base}/article.json"
        decoded = decode_article(
            parse_json(self.article_raw, file=path, limits=self.project.store.limits).value, file=path
        )
        return attrs.evolve(decoded.article, id=self.base.rpartition("/")[2]) if decoded.article else None


def _outcome(checked: CheckedFile) -> Outcome:
    return Outcome(
        problems=checked.problems,
        has_more=checked.has_more,
        records=checked.records,
        linked=checked.linked,
        unchecked=checked.unchecked,
        identities=checked.identities,
    )


def _not_utf8(raw: bytes, start: int, path: str) -> Problem:
    line = raw.count(b"\n", 0, start) + 1
    column = len(raw[:start].rpartition(b"\n")[2].decode()) + 1
    place = Place(line=line, column=column, end_line=line, end_column=column + 1)
    what = f"the byte 0x{raw[start]:02X} is not UTF-8"
    return Problem(code="AK003", message=what, hint="Restore the text.", file=path, place=place)


def _name_problems(path: str) -> Iterator[Problem]:
    folder = path.split("/")[-2]
    if not is_article_id(folder):
        what = f"the folder {folder!a} has no name that an article can have"
        hint = "Rename it with small letters, digits and hyphens."
        yield Problem(code="AK605", message=what, hint=hint, file=path)


def _stem_problems(path: str) -> Iterator[Problem]:
    stem = path.rpartition("/")[2].removesuffix(".json")
    if not is_annotator_name(stem) and stem != FINAL:
        hint = "Rename the file with small letters, digits and hyphens; until then nothing but validate reads it."
        yield Problem(code="AK605", message=f"{stem!a} cannot be an annotator's name", hint=hint, file=path)
