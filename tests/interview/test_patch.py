from hypothesis import given
from hypothesis import strategies as st

from interview.patch import apply, patch, replay

TEXTS = st.text(alphabet="ab\nü", max_size=30)


@given(TEXTS, TEXTS)
def test_a_patch_turns_the_old_text_into_the_new(old: str, new: str) -> None:
    assert apply(old, patch(old, new)) == new


@given(st.lists(TEXTS, max_size=8))
def test_all_patches_replayed_give_the_last_text(texts: list[str]) -> None:
    changes = [patch(old, new) for old, new in zip(["", *texts], texts, strict=False)]
    assert replay(changes) == (texts[-1] if texts else "")


def test_a_patch_holds_only_what_changed() -> None:
    assert patch("one two four", "one two three four") == {
        "start": 8,
        "removed": 0,
        "inserted": "three ",
        "length": 18,
    }
