"""Whatever is recorded, in whatever order: one open dialogue, answers in their order, letters in theirs."""

from dataclasses import dataclass
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversations.answers import Value
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import KeepDialogue, Lane, Letter
from conversations.facts import Key, OwnerId
from storage.database import Database
from storage.ledger import Ledger
from storage.lending import OBSTACLES
from storage.letters import lane_of
from tests.storage.examples import MINUTE, NOW, delivered, lend, lend_nudges, postponed, record
from tests.storage.strategies import letters, places, values

OWNERS = count(1)
"""Every example has an owner of its own, so that all can share one database."""

answers = st.dictionaries(places, values, max_size=5).flatmap(
    lambda given: st.permutations(list(given.items())).map(dict)
)
EACH_ITS_OWNER = [HealthCheck.function_scoped_fixture]


@settings(suppress_health_check=EACH_ITS_OWNER, max_examples=20, deadline=None)
@given(st.lists(st.tuples(answers, answers), min_size=1, max_size=5))
async def test_a_dialogue_is_always_read_as_it_was_kept_last(
    database: Database, versions: list[tuple[dict[str, Value], dict[str, Value]]]
) -> None:
    owner = OwnerId(next(OWNERS))
    for current, set_aside in versions:
        kept = Dialogue(Key("d1"), "any", answers=current, set_aside=set_aside)
        await record(database, KeepDialogue(kept), owner=owner)
        found = await database.turn(owner, lambda ledger: ledger.open_dialogue())
        assert found == kept
        assert found is not None
        assert list(found.answers) == list(current)
        assert list(found.set_aside) == list(set_aside)


@settings(suppress_health_check=EACH_ITS_OWNER, max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(DialogueState)), max_size=12))
async def test_at_most_one_dialogue_is_open_whatever_is_opened_parked_and_ended(
    database: Database, moves: list[tuple[str, DialogueState]]
) -> None:
    owner = OwnerId(next(OWNERS))
    expected: dict[str, DialogueState] = {}
    for key, state in moves:

        def move(ledger: Ledger, key: str = key, state: DialogueState = state) -> None:
            opened = ledger.open_dialogue()
            effects = [KeepDialogue(Dialogue(Key(key), "any", state=state))]
            if opened and opened.key != key and state is DialogueState.OPEN:
                effects.append(KeepDialogue(Dialogue(opened.key, "any", state=DialogueState.PARKED)))
                expected[opened.key] = DialogueState.PARKED
            ledger.record(tuple(effects), NOW, lend_until=None)

        await database.turn(owner, move)
        expected[key] = state
    opened = await database.turn(owner, lambda ledger: ledger.open_dialogue())
    parked = await database.turn(owner, lambda ledger: ledger.parked_dialogues())
    assert ([opened.key] if opened else []) == [key for key in expected if expected[key] is DialogueState.OPEN]
    assert {left.key for left in parked} == {key for key in expected if expected[key] is DialogueState.PARKED}


@dataclass(frozen=True, slots=True)
class Write:
    """Write letters, and ask to have them lent or not."""

    letters: list[Letter]
    lend: bool


@dataclass(frozen=True, slots=True)
class Deliver:
    """Borrow letters; deliver some, then fail and postpone the next, or die without a word."""

    limit: int
    good: int
    dies: bool


steps = st.lists(
    st.builds(Write, st.lists(letters, max_size=3), st.booleans())
    | st.builds(Deliver, st.integers(1, 4), st.integers(0, 4), st.booleans()),
    max_size=12,
)


@settings(suppress_health_check=EACH_ITS_OWNER, max_examples=30, deadline=None)
@given(steps)
async def test_every_letter_arrives_and_in_the_order_of_its_chat(
    database: Database, steps: list[Write | Deliver]
) -> None:
    owner = OwnerId(next(OWNERS))
    written: list[Letter] = []
    arrived: list[int] = []
    minutes = count(0, 2)  # what was lent or postponed in one step is free again in the next
    the_end = ((Deliver(9, 9, dies=False), at) for at in range(90, 200, 2))
    for step, minute in [*zip(steps, minutes, strict=False), *the_end]:
        now = NOW + minute * MINUTE
        if isinstance(step, Write):
            lend_until = now + MINUTE if step.lend else None
            lent = await record(database, *step.letters, owner=owner, now=now, lend_until=lend_until)
            replies = [letter for letter in step.letters if lane_of(letter) is Lane.REPLY]
            assert [letter.letter for letter in lent] in ([], replies)
            written += step.letters
            continue
        waiting = [each for each in written_in(written, Lane.REPLY) if each not in arrived]
        lent = await lend(database, now, step.limit, owner)
        assert [letter.number for letter in lent] == waiting[: step.limit]
        lent += tuple(each for each in await lend_nudges(database, now) if each.owner == owner)
        for letter in lent[: step.good]:
            before = {each for lane in OBSTACLES[lane_of(letter.letter)] for each in written_in(written, lane)}
            assert {each for each in before if each < letter.number} <= {*arrived}
            assert letter.letter == written[letter.number - 1]
            await delivered(database, letter)
            arrived.append(letter.number)
        for letter in lent[step.good :][: 0 if step.dies else 1]:
            await postponed(database, letter, now + MINUTE)
    assert sorted(arrived) == list(range(1, len(written) + 1))


def written_in(written: list[Letter], lane: Lane) -> list[int]:
    """The numbers of the letters of a lane."""
    return [number for number, letter in enumerate(written, start=1) if lane_of(letter) is lane]
