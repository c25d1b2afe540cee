"""Which engine checks a schema: the fast one, else the one in pure Python."""

from __future__ import annotations

from annotate_kit.validate.findings import Documents, Engine

__all__ = ["find_engine"]


def find_engine(uri: str, documents: Documents) -> Engine | None:
    """The engine for the schema at an address, or None where no engine can use that schema."""
    try:
        # Deferred: either library costs its import only where something is checked.
        from annotate_kit.validate.fast import find_fast_engine  # noqa: PLC0415 - see the line above
    except ImportError:
        pass
    else:
        engine = find_fast_engine(uri, documents)
        if engine is not None:
            return engine
    from annotate_kit.validate.portable import find_portable_engine  # noqa: PLC0415 - as above

    return find_portable_engine(uri, documents)
