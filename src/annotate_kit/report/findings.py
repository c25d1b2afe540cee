"""What a report is made of: problems, the files they are in, and where the lines and words around them come from."""

from __future__ import annotations

from typing import Protocol

import attrs

from annotate_kit.core import Problem

__all__ = ["Findings", "NoSources", "Sources", "Words"]


@attrs.frozen(kw_only=True)
class Words:
    """A sentence of an article, and which part of it a span is."""

    file: str
    """The article's text, relative to the project, POSIX."""
    line: int
    """1-based, on which the sentence begins."""
    sentence: str
    start: int
    """Offset in the sentence, in code points, 0-based."""
    end: int
    """One past the last code point, in the sentence."""


class Sources(Protocol):
    """Where the surroundings of problems are read; nothing here may fail."""

    def line(self, file: str, number: int) -> str | None:
        """A line of a file without its line feed, by its 1-based number; None where there is none."""
        ...

    def words(self, problem: Problem) -> Words | None:
        """The sentence around the span that a problem is about; None where there is none."""
        ...


class NoSources:
    """Knows nothing: for reports without surroundings."""

    def line(self, file: str, number: int) -> str | None:  # noqa: ARG002 - the protocol's names
        """Nothing."""
        return None

    def words(self, problem: Problem) -> Words | None:  # noqa: ARG002 - the protocol's names
        """Nothing."""
        return None


@attrs.frozen(kw_only=True)
class Findings:
    """What was checked, and what is wrong with it."""

    problems: tuple[Problem, ...] = ()
    """By file and place."""
    files: tuple[str, ...] = ()
    """What was checked: paths relative to the project, POSIX, in order."""
    more: int = 0
    """How many files have more problems than are among them."""
    sources: Sources = attrs.field(factory=NoSources)
    prefix: str = ""
    """Where the project lies in its repository, `data/news/`: what services put before the paths; empty at its top."""

    def path(self, file: str) -> str:
        """A file as a service knows it: relative to the repository."""
        return self.prefix + file
