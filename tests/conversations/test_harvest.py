from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.answers import Answers, Chosen, Hour, Line, Met, Names, Skipped, Ticked, Value, Words, Zone
from conversations.dialogue import Dialogue
from conversations.effects import Keep, Withdraw
from conversations.facts import Event, Fact, Introduction, Key, Note, Offer, Person, Plan, Promise, Settings, Takeaway
from conversations.harvest import changes, harvested, settled
from conversations.known import Known
from conversations.scripts.catalogue import ScriptName
from conversations.typed import words_at
from tests.playbook import NEW_YORK, NOW, event

MEETUP = event(day=22)
MET = date(2026, 11, 22)
KNOWN = Known(NOW, NEW_YORK, event=MEETUP)
NOTED = Person(Key("p7"), "Ana", MEETUP.key, MET, draft=True, phone="+351 1")


def debrief(answers: Answers) -> Dialogue:
    return Dialogue(Key("d1"), ScriptName.AFTER_EVENT, MEETUP.key, answers=answers)


def prep(answers: Answers) -> Dialogue:
    return Dialogue(Key("d1"), ScriptName.BEFORE_EVENT, MEETUP.key, answers=answers)


def people(*names: str) -> dict[str, Value]:
    return {"people": Names(tuple(Met(name) for name in names))}


def test_a_fact_is_named_after_the_answer_it_came_from() -> None:
    answers = people("Ana") | {"met/0/help": Words("Send it"), "advice": Words("Wait"), "forward": Words("Help Zoë")}
    facts = harvested(debrief(answers), KNOWN)
    assert [fact.key for fact in facts] == ["d1.0", "d1.0.h", "d1.a", "d1.f"]


def test_only_what_is_new_is_written_down() -> None:
    before = debrief(people("Ana"))
    after = debrief({**before.answers, "met/0/said": Words("bees")})
    (change,) = changes(before, after, KNOWN)
    assert isinstance(change, Keep)
    assert getattr(change.fact, "said", None) == "bees"
    assert changes(after, after, KNOWN) == ()


def test_an_answer_taken_back_takes_its_facts_along() -> None:
    before = debrief(people("Ana") | {"met/0/help": Words("Send it")})
    assert changes(before, debrief(people("Ana")), KNOWN) == (
        Withdraw(Promise(Key("d1.0.h"), Key("d1.0"), "Send it", MET)),
    )
    gone = changes(before, debrief({}), KNOWN)
    assert {type(change) for change in gone} == {Withdraw}
    assert len(gone) == 2


def test_an_answer_taken_back_and_skipped_leaves_nothing_of_it_with_the_person() -> None:
    told = debrief(people("Ana") | {"met/0/who": Words("Climbs"), "met/0/said": Words("bees")})
    (person,) = harvested(told, KNOWN)
    assert isinstance(person, Person)
    kept = replace(KNOWN, present=(person,))
    bare = Keep(replace(person, who=None))
    assert changes(told, debrief({**told.answers, "met/0/who": Skipped()}), kept) == (bare,)


def test_somebody_captured_keeps_what_was_captured_and_is_a_draft_no_more() -> None:
    answers: Answers = {"people": Names((Met("Ana", key=NOTED.key),)), "met/0/who": Words("Climbs")}
    known = replace(KNOWN, present=(replace(NOTED, stopped=True),))
    assert harvested(debrief(answers), known) == (
        replace(NOTED, stopped=True, draft=False, who="Climbs", debriefed_on=date(2026, 11, 23)),
    )


def test_a_captured_person_whose_name_is_taken_back_is_captured_again() -> None:
    named = debrief({"people": Names((Met("Ana", key=NOTED.key),)), "met/0/who": Words("Climbs")})
    (debriefed,) = harvested(named, replace(KNOWN, present=(NOTED,)))
    assert isinstance(debriefed, Person)
    assert changes(named, debrief({}), replace(KNOWN, present=(debriefed,))) == (Keep(NOTED),)


def test_a_captured_person_who_was_erased_meanwhile_is_who_the_answer_says() -> None:
    answers = {"people": Names((Met("Ana", "UX", NOTED.key, "ana", "+351", 7),))}
    person, note = harvested(debrief(answers), KNOWN)
    expected = Person(NOTED.key, "Ana", MEETUP.key, MET, handle="ana", phone="+351", telegram_id=7)
    assert person == replace(expected, debriefed_on=date(2026, 11, 23))
    assert isinstance(note, Note)
    assert (note.person, note.words) == (NOTED.key, "UX")


def test_what_came_to_be_known_elsewhere_survives_the_debrief() -> None:
    known = replace(KNOWN, present=(Person(Key("d1.0"), "Ana", MEETUP.key, MET, last_contact=NOW, handle="ana"),))
    (person,) = harvested(debrief(people("Ana")), known)
    assert isinstance(person, Person)
    assert (person.last_contact, person.handle) == (NOW, "ana")


def test_an_event_is_a_fact_once_it_was_confirmed() -> None:
    line = Line("AI meetup", datetime(2026, 11, 26, 18))
    dialogue = Dialogue(Key("d1"), ScriptName.NEW_EVENT, answers={"line": line})
    assert harvested(dialogue, Known(NOW, NEW_YORK)) == ()
    assert harvested(replace(dialogue, answers={"line": line, "right": Skipped()}), Known(NOW, NEW_YORK)) == ()
    right = Chosen("yes", "Yes")
    (fact,) = harvested(replace(dialogue, answers={"line": line, "right": right}), Known(NOW, NEW_YORK))
    assert isinstance(fact, Event)
    assert (fact.key, fact.end.local) == ("d1.e", datetime(2026, 11, 26, 21))
    assert harvested(replace(dialogue, answers={"line": Line("AI"), "right": right}), Known(NOW, NEW_YORK)) == ()


def test_a_change_to_an_event_that_was_there_is_never_withdrawn() -> None:
    answers: Answers = {"line": Line("AI", datetime(2026, 11, 26, 18)), "right": Chosen("yes", "Yes")}
    before = Dialogue(Key("d1"), ScriptName.NEW_EVENT, MEETUP.key, answers=answers)
    assert changes(before, replace(before, answers={}), KNOWN) == ()


def test_plans_need_an_event_and_there_are_never_more_than_three() -> None:
    answers: dict[str, Value] = {
        "obstacle": Words("My boss, " * 60),
        "plan": Chosen("air", "Step outside"),
        "advice": Words("How? " * 60),
        "offers": Ticked((Chosen("o1", "Read a CV"),), ("An hour",)),
    }
    facts = harvested(prep(answers), KNOWN)
    plans = [fact for fact in facts if isinstance(fact, Plan)]
    assert [plan.key for plan in plans] == ["d1.1", "d1.2", "d1.3"]
    assert all(len(plan.cue) <= 120 and len(plan.action) <= 120 for plan in plans)
    assert (plans[0].action, plans[2].action) == ("step outside", "offer this: Read a CV")
    assert [fact for fact in facts if isinstance(fact, Offer)] == [Offer(Key("d1.o0"), "An hour")]
    nowhere = harvested(replace(prep(answers), subject=None), KNOWN)
    assert [fact for fact in nowhere if isinstance(fact, Plan)] == []


@pytest.mark.parametrize(
    ("obstacle", "cue"),
    [
        (Chosen("tired", "Being tired"), "I get tired"),
        (Chosen("gone", "An option of old"), "An option of old"),
        (Skipped(), "this comes up: the hard part"),
    ],
)
def test_an_obstacle_becomes_the_cue_of_a_plan(obstacle: Value, cue: str) -> None:
    (plan,) = harvested(prep({"obstacle": obstacle, "plan": Words("breathe")}), KNOWN)
    assert isinstance(plan, Plan)
    assert plan.cue == cue


def test_settings_follow_set_up_once_the_local_time_was_confirmed() -> None:
    answers: dict[str, Value] = {"zone": Zone("Asia/Tokyo", "Tokyo"), "hour": Hour(time(8))}
    dialogue = Dialogue(Key("d1"), ScriptName.SET_UP, answers=answers)
    assert settled(dialogue, Settings()) == Settings(nudge_hour=time(8))
    sure = replace(dialogue, answers={**answers, "zone_ok": Chosen("yes", "Yes")})
    assert settled(sure, Settings()) == Settings(zone="Asia/Tokyo", nudge_hour=time(8))
    assert settled(replace(dialogue, answers={}), Settings()) == Settings()
    assert harvested(sure, KNOWN) == ()


def test_words_are_what_was_typed_and_nothing_else() -> None:
    assert words_at({"goal": Words("learn")}, "goal") == "learn"
    assert words_at({"goal": Chosen("learn", "Learning")}, "goal") is None
    assert words_at({}, "goal") is None


NAMES = st.lists(st.text("abcé", min_size=1, max_size=4), max_size=6)
TEXTS = st.dictionaries(
    st.builds("met/{}/{}".format, st.integers(0, 5), st.sampled_from(("who", "said", "help", "offered")))
    | st.sampled_from(("advice", "forward")),
    st.text(max_size=9).map(Words) | st.just(Skipped()),
)


def apply(facts: dict[Key, Fact], before: Dialogue, after: Dialogue) -> dict[Key, Fact]:
    present = tuple(fact for fact in facts.values() if isinstance(fact, Person))
    written = dict(facts)
    for record in changes(before, after, replace(KNOWN, present=present)):
        match record:
            case Keep(fact=fact):
                written[fact.key] = fact
            case Withdraw(fact=fact):
                del written[fact.key]
            case other:
                raise AssertionError(other)
    return written


@given(st.lists(st.tuples(NAMES, TEXTS), min_size=1, max_size=6))
def test_what_is_written_down_is_what_the_last_answers_mean_whatever_came_before(
    told: list[tuple[list[str], dict[str, Value]]],
) -> None:
    dialogues = [debrief({}), *(debrief(people(*names) | texts) for names, texts in told)]
    facts: dict[Key, Fact] = {}
    for before, after in pairwise(dialogues):
        facts = apply(facts, before, after)
    expected = harvested(dialogues[-1], KNOWN)
    assert {key: fact for key, fact in facts.items() if not isinstance(fact, Person)} == {
        fact.key: fact for fact in expected if not isinstance(fact, Person)
    }
    persons = {fact.key: fact for fact in facts.values() if isinstance(fact, Person)}
    assert {key: (person.who, person.said) for key, person in persons.items()} == {
        fact.key: (fact.who, fact.said) for fact in expected if isinstance(fact, Person)
    }


def test_takeaways_remember_where_they_came_from() -> None:
    (advice,) = harvested(replace(debrief({"advice": Words("Wait")}), subject=None), Known(NOW, NEW_YORK))
    assert isinstance(advice, Takeaway)
    assert (advice.event, advice.on) == (None, datetime(2026, 11, 23, tzinfo=UTC).date())


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Ben", "p2"),
        ("Boris because he's learning to sail", "p3"),
        ("ana", None),
        ("Zoë", None),
        ("my sister", None),
    ],
)
def test_a_name_that_was_typed_is_the_one_who_is_known_by_it(typed: str, key: str | None) -> None:
    ben, boris = Person(Key("p2"), "Ben Ost", None, MET), Person(Key("p3"), "Boris", MEETUP.key, MET)
    zoe = Person(Key("d1.4"), "Zoë", MEETUP.key, MET)
    known = replace(KNOWN, people=(ben,), present=(boris, NOTED, zoe), gone=frozenset({zoe.key}))
    answers: Answers = {"people": Names((Met("Ana", key=NOTED.key),)), "met/0/bring": Ticked(own=(typed,))}
    (idea,) = (fact for fact in harvested(debrief(answers), known) if isinstance(fact, Introduction))
    assert (idea.person, idea.other, idea.other_key) == (NOTED.key, typed, key)


def test_while_names_are_asked_anew_nobody_is_lost_and_the_next_answer_says_who_was_not_meant() -> None:
    told = debrief(people("Ana", "Ben"))
    kept = replace(KNOWN, present=tuple(fact for fact in harvested(told, KNOWN) if isinstance(fact, Person)))
    asked = replace(told, answers={}, set_aside=told.answers)
    assert changes(told, asked, kept) == ()
    assert changes(asked, told, kept) == ()
    (gone, new) = changes(asked, debrief(people("Zoe", "Ben")), kept)
    assert gone == Withdraw(kept.present[0])
    assert isinstance(new, Keep)
    assert (new.fact.key, getattr(new.fact, "name", "")) == ("d1.0", "Zoe")
