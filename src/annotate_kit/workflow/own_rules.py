"""Loading a project's own rules: files in `rules/`, and functions of packages that its settings name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from annotate_kit.codec import Settings
from annotate_kit.core.own_rules import OwnFunction, OwnRules
from annotate_kit.errors import UsageError
from annotate_kit.store import Store
from annotate_kit.workflow.checkable import RULES

if TYPE_CHECKING:
    from annotate_kit.schema import Catalog

__all__ = ["GROUP", "has_own_rules", "load_own_rules", "rule_files"]

GROUP = "annotate_kit.rules"
"""Entry points of this group are functions that check an annotation; only those that the settings name are called."""


def rule_files(store: Store) -> dict[str, bytes]:
    """The files of rules, by path relative to the project."""
    names = [name for name in store.list_folder(RULES) if name.endswith(".json")]
    return {f"{RULES}/{name}": store.read(f"{RULES}/{name}") for name in names}


def has_own_rules(store: Store, settings: Settings) -> bool:
    """Whether a project asks anything of its own; cheap."""
    return bool(settings.validate.plugins) or any(name.endswith(".json") for name in store.list_folder(RULES))


def load_own_rules(store: Store, settings: Settings, catalog: Catalog) -> OwnRules:
    """What a project asks beyond its schemas.

    Raises:
        UsageError: where the settings name functions that no package offers, or that do not load.
    """
    from annotate_kit.validate.own_reading import read_own_rules  # noqa: PLC0415 - most projects have none

    own = read_own_rules(rule_files(store), catalog)
    return attrs.evolve(own, functions=tuple(_functions(settings.validate.plugins)))


def _functions(names: tuple[str, ...]) -> Iterator[OwnFunction]:
    # Looking through all installed packages costs four times an empty Python, so only where the settings ask for it.
    from importlib.metadata import entry_points  # noqa: PLC0415

    for name in names:
        points = tuple(entry_points(group=GROUP, name=name))
        if not points:
            hint = f"Install it, or take it out of `plugins`; entry points of the group {GROUP} are offered."
            raise UsageError(f"annotate-kit.toml: no package offers the rules {name!a}", hint)
        try:
            check = points[0].load()
        except Exception as error:  # a plug-in may do anything; ours goes on
            what = f"annotate-kit.toml: the rules {name!a} of {points[0].value} do not load: {error}"
            raise UsageError(what, "Update the package, or take it out of `plugins`.") from error
        if not callable(check):
            raise UsageError(
                f"annotate-kit.toml: {points[0].value} is no function", "It takes an annotation and a text."
            )
        yield OwnFunction(name=name, check=check)
