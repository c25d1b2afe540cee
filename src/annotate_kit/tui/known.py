"""What the other articles of a project speak of, gathered for the picker while the person reads."""

from __future__ import annotations

from annotate_kit.errors import AnnotateKitError
from annotate_kit.keys import Known
from annotate_kit.workflow import entities
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.register import Register, read_register

__all__ = ["Gathering"]


class Gathering:
    """Reads one article after the other, so that keys come through in between."""

    def __init__(self, project: Project, article_id: str) -> None:
        try:
            register = read_register(project)
        except AnnotateKitError:
            # `annotate-kit entities` tells what is wrong with it; an article opens without.
            register = Register()
        self._gathering = entities.Gathering(project, register, except_article=article_id)
        self.apart = register.pairs_apart
        """Pairs of entity ids that a person said are two things."""

    def step(self) -> bool:
        """Read one more article; False where there was none left."""
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
