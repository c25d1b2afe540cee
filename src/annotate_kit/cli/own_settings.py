"""The settings of the person at the keys: looks, keys, the timer; in the folder that the platform keeps for them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotate_kit.workflow.project import Project

__all__ = ["CONFIG", "as_seen", "person"]

CONFIG = "ANNOTATE_KIT_CONFIG"
"""The environment variable that names another file than the usual one for a person's own settings."""


def person(work: Project) -> Project:
    """The project with the settings of the person at the keys: looks, keys, the timer.

    Raises:
        UsageError: where they cannot be meant.
    """
    named = os.environ.get(CONFIG)
    if named is None:
        from platformdirs import user_config_dir

        named = str(Path(user_config_dir("annotate-kit", appauthor=False)) / "config.toml")
    path = Path(named)
    if not path.is_file():
        return work
    from annotate_kit.cli.given_files import read_given
    from annotate_kit.codec import decode_settings, for_person
    from annotate_kit.workflow.project import Project

    own = decode_settings(read_given(path, "json_bytes"), file=path.as_posix())
    return Project(work.store, for_person(work.settings, own))


def as_seen(work: Project) -> Project:
    """The project as the annotator at this machine may see it, if she has named herself; says what is hidden.

    What others say about the articles that were given to her is not shown before all are done, or she would look.
    """
    from annotate_kit.cli import console
    from annotate_kit.core.counting import counted
    from annotate_kit.errors import UsageError
    from annotate_kit.workflow.queueing import blinded

    try:
        name = console.annotator(None, person(work))
    except UsageError:
        # Nobody annotates here; or a bad name, which whoever annotates is told.
        return work
    seen = blinded(work, name)
    hidden = sum(len(work.annotators(id_)) - len(seen.annotators(id_)) for id_ in work.article_ids)
    if hidden:
        files = counted(hidden, "file of others is", "files of others are")
        console.talk(f"annotate-kit: {files} hidden from {name} until everybody is done.")
    return seen
