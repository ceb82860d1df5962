import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.facts import OwnerId
from storage.failures import KeyMissing
from storage.keyring import MARK, PLAIN, Damaged, Keyring, MalformedKey, is_sealed, key_of, new_key
from tests.keys import KEY, OTHER_KEY

ADA, BEN = OwnerId(1), OwnerId(2)
NAME, WHO = b"people.name", b"people.who"


@given(words=st.text(), owner=st.integers(min_value=0, max_value=2**52).map(OwnerId))
def test_what_is_sealed_comes_back_and_shows_nothing_of_itself(words: str, owner: OwnerId) -> None:
    seal = Keyring(KEY).of(owner)
    lies = seal.closed(NAME, words)
    assert is_sealed(lies)
    assert lies.isascii()
    assert Keyring(KEY).of(owner).opened(NAME, lies) == words
    assert lies != seal.closed(NAME, words)


@given(st.text() | st.text().map(lambda text: f"{MARK}{text}"))
def test_what_is_not_sealed_is_read_as_it_is(words: str) -> None:
    assert Keyring(KEY).of(ADA).opened(NAME, words) == words


@pytest.mark.parametrize(("owner", "place"), [(BEN, NAME), (ADA, WHO)])
def test_what_was_carried_elsewhere_cannot_be_opened_there(owner: OwnerId, place: bytes) -> None:
    lies = Keyring(KEY).of(ADA).closed(NAME, "Ana")
    with pytest.raises(Damaged, match=place.decode()):
        Keyring(KEY).of(owner).opened(place, lies)


def test_whatever_was_changed_in_it_cannot_be_opened() -> None:
    seal = Keyring(KEY).of(ADA)
    lies = seal.closed(NAME, "Ana climbs")
    for at in range(len(MARK) + 9, len(lies) - 3):  # the last signs may have bits that mean nothing
        other = "A" if lies[at] != "A" else "B"
        with pytest.raises(Damaged):
            seal.opened(NAME, lies[:at] + other + lies[at + 1 :])
    with pytest.raises(Damaged):
        seal.opened(NAME, lies[:-1])


def test_the_first_key_writes_and_all_of_them_read() -> None:
    before, both = Keyring(KEY), Keyring(f"{OTHER_KEY}, {KEY}")
    old, new = before.of(ADA).closed(NAME, "Ana"), both.of(ADA).closed(NAME, "Ben")
    assert [both.of(ADA).opened(NAME, lies) for lies in (old, new)] == ["Ana", "Ben"]
    assert (key_of(old), key_of(new)) == (both.key_ids[1], both.key_ids[0])
    assert [both.of(ADA).is_due(lies) for lies in (old, new, "Cem")] == [True, False, True]


def test_without_its_key_it_is_left_to_somebody_who_has_it() -> None:
    lies = Keyring(KEY).of(ADA).closed(NAME, "Ana")
    with pytest.raises(KeyMissing, match=Keyring(KEY).key_ids[0]):
        Keyring(OTHER_KEY).of(ADA).opened(NAME, lies)


def test_plain_before_a_key_writes_plainly_and_reads_both() -> None:
    lies, back = Keyring(KEY).of(ADA).closed(NAME, "Ana"), Keyring(f"{PLAIN},{KEY}").of(ADA)
    assert (back.closed(NAME, "Ben"), back.opened(NAME, lies), back.opened(NAME, "Ben")) == ("Ben", "Ana", "Ben")
    assert [back.is_due(each) for each in (lies, "Ben")] == [True, False]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "new-key"),
        ("secret", "new-key"),
        (KEY[:-2], "new-key"),
        (f"{KEY}é", "new-key"),
        (f"{KEY},", "new-key"),
        (PLAIN, "names no key"),
        (f"{KEY},{PLAIN}", "may only stand first"),
    ],
)
def test_what_is_no_key_is_refused_without_being_told(written: str, says: str) -> None:
    with pytest.raises(MalformedKey, match=says) as refused:
        Keyring(written)
    assert "secret" not in str(refused.value)
    assert KEY[:8] not in str(refused.value)


def test_a_new_key_is_one() -> None:
    assert Keyring(f"{new_key()},{new_key()}").writes is not None
