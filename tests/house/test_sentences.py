from __future__ import annotations

import pytest

from annotate_kit.errors import InputError, UsageError


@pytest.mark.parametrize(
    ("what", "said"),
    [("no such key", "no such key. See the settings."), ("Did you mean o?", "Did you mean o? See the settings.")],
)
def test_what_is_wrong_and_what_to_do_are_two_sentences(what: str, said: str) -> None:
    assert str(UsageError(what, "See the settings.")) == said
    assert str(InputError("a.toml", what, "See the settings.")) == f"a.toml: {said}"
