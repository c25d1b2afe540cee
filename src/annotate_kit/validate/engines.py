"""Which engine checks a schema: the fast one, else the one in pure Python."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from annotate_kit.validate.findings import Documents, Engine

if TYPE_CHECKING:
    from annotate_kit.validate.fast import Compiler

__all__ = ["Engines", "find_engine"]


class Engines:
    """The engines for the schemas of some documents."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def find(self, uri: str) -> Engine | None:
        """The engine for the schema at an address, or None where no engine can use that schema."""
        engine = self._compiler.find(uri) if self._compiler else None
        if engine is not None:
            return engine
        from annotate_kit.validate.portable import find_portable_engine  # noqa: PLC0415 - as below

        return find_portable_engine(uri, self._documents)

    @cached_property
    def _compiler(self) -> Compiler | None:
        try:
            # Deferred: either library costs its import only where something is checked.
            from annotate_kit.validate.fast import Compiler  # noqa: PLC0415 - see the line above
        except ImportError:
            return None
        return Compiler(self._documents)


def find_engine(uri: str, documents: Documents) -> Engine | None:
    """The engine for the schema at an address, or None where no engine can use that schema."""
    return Engines(documents).find(uri)
