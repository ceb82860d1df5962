from conversations.dialogue import Dialogue
from conversations.effects import Change
from conversations.endings import ending
from conversations.facts import Key
from conversations.known import Known
from conversations.scripts.catalogue import ScriptName
from tests.playbook import NEW_YORK, NOW, event, plain_text

KNOWN = Known(NOW, NEW_YORK, event=event())


def test_every_dialogue_ends_with_a_word_to_the_person_even_when_what_it_was_about_is_gone() -> None:
    for name in ScriptName:
        end = ending(Dialogue(Key("d1"), name), Known(NOW, NEW_YORK))
        assert end.screens
        assert all(plain_text(screen).strip() for screen in end.screens)


def test_set_up_is_done_once_it_ended() -> None:
    (change,) = ending(Dialogue(Key("d1"), ScriptName.SET_UP), KNOWN).records
    assert isinstance(change, Change)
    assert change.settings.set_up


def test_no_ending_cheers() -> None:
    for name in ScriptName:
        for known in (KNOWN, Known(NOW, NEW_YORK)):
            assert all("!" not in screen.text for screen in ending(Dialogue(Key("d1"), name), known).screens)
