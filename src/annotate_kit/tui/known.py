"""What the other articles of a project speak of, gathered for the picker while the person reads."""

from __future__ import annotations

import time
from collections.abc import Callable

from annotate_kit.errors import AnnotateKitError
from annotate_kit.keys import Known
from annotate_kit.workflow import entities
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.register import Register, read_register

__all__ = ["Gathering"]

STEP = 0.004
"""Seconds after which no further article is begun: between two steps the screen is painted, ten thousand times else."""


class Gathering:
    """Reads one article after the other, so that keys come through in between."""

    def __init__(self, project: Project, article_id: str, *, timer: Callable[[], float] = time.perf_counter) -> None:
        self._timer = timer
        try:
            register = read_register(project)
        except AnnotateKitError:
            # `annotate-kit entities` tells what is wrong with it; an article opens without.
            register = Register()
        self._gathering = entities.Gathering(project, register, except_article=article_id)
        self.apart = register.pairs_apart
        """Pairs of entity ids that a person said are two things."""

    def step(self) -> bool:
        """Read some more articles, for as long as no key has to wait; False where there was none left."""
        end = self._timer() + STEP
        while is_more := self._read_one():
            if self._timer() > end:
                break
        return is_more

    def _read_one(self) -> bool:
        try:
            return self._gathering.step()
        except AnnotateKitError:
            # What cannot be read is passed over: whoever opens that article is told.
            return True

    @property
    def known(self) -> tuple[Known, ...]:
        """The entities so far that have a name, by type and caption."""
        return tuple(
            Known(
                entity=one.entity,
                type=one.type,
                caption=one.caption,
                names=one.names,
                articles=one.articles,
                told=one.told,
            )
            for one in self._gathering.entities
            if one.names
        )
