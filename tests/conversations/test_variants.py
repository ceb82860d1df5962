from hypothesis import given
from hypothesis import strategies as st

from conversations.variants import variant


@given(st.lists(st.text(), min_size=1), st.text(st.characters()))
def test_a_key_always_gets_the_same_wording(wordings: list[str], key: str) -> None:
    assert variant(wordings, key) in wordings
    assert variant(wordings, key) == variant(wordings, key)


def test_a_key_keeps_its_wording_across_versions_of_python() -> None:
    assert [variant("abc", key) for key in ("", "1", "ana/42")] == ["a", "c", "a"]
