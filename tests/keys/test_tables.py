from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.keys.tables import Table

KEYS = st.integers(0, 600)
ACTS = st.lists(st.tuples(st.sampled_from(["put", "drop", "copy"]), KEYS, st.integers()), max_size=60)


@given(ACTS)
def test_a_table_is_a_mapping_and_its_versions_do_not_change_one_another(acts: list[tuple[str, int, int]]) -> None:
    table: Table[int, int] = Table()
    model: dict[int, int] = {}
    versions: list[tuple[Table[int, int], dict[int, int]]] = []
    for act, key, value in acts:
        if act == "put":
            table.put(key, value)
            model[key] = value
        elif act == "drop":
            table.drop(key)
            model.pop(key, None)
        else:
            versions.append((table, dict(model)))
            table = table.copied()
    for kept, expected in [*versions, (table, model)]:
        assert dict(kept) == expected
        assert len(kept) == len(expected)
        assert all((key in kept) == (key in expected) for key in range(600))
        assert all(kept.get(key) == expected.get(key) for key in range(602))
        assert kept.get(601, "nothing") == "nothing"
