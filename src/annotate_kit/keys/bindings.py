"""One row of the key table: keys, where they count, what they do, and the words that help shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import attrs

from annotate_kit.core import Ids
from annotate_kit.keys.naming import shown_key
from annotate_kit.keys.view import Step, View

__all__ = ["Act", "Binding", "Keymap"]

Act = Callable[[View, str, Ids], Step]
"""What a key does: the view, the key as pressed, and a maker of ids."""


@attrs.frozen(kw_only=True)
class Binding:
    """One thing that keys do in one place."""

    when: str
    """Where: article, walk, fill, form, field, …"""
    keys: tuple[str, ...] = ()
    """Keys, or classes of keys such as `<type>`; empty for a command that has a name alone."""
    name: str
    """What the palette calls it, unique in its place."""
    act: Act
    spelt: str = ""
    """How help spells keys that are a class."""
    is_command: bool = True
    """Whether the palette offers it."""

    @property
    def doc(self) -> str:
        """What it does, one sentence: the first line of the function that does it."""
        return (self.act.__doc__ or self.name).partition("\n")[0]

    @property
    def shown(self) -> str:
        """The keys as help spells them."""
        return self.spelt or " ".join(map(shown_key, self.keys))


@attrs.frozen(slots=False, eq=False)
class Keymap:
    """A table of keys: what they do, in the order of the help."""

    bindings: Sequence[Binding]

    @cached_property
    def table(self) -> Mapping[tuple[str, str], Binding]:
        """Place and key → what it does there."""
        return {(binding.when, key): binding for binding in self.bindings for key in binding.keys}

    @cached_property
    def named(self) -> Mapping[tuple[str, str], Binding]:
        """Place and name → what has that name there."""
        return {(binding.when, binding.name): binding for binding in self.bindings}
