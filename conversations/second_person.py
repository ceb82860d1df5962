"""A jotting's words as they are said to the person it is about: "she climbs" becomes "you climb"."""

from typing import Final

from conversations import grammar


def said_to_you(words: list[str]) -> str:
    """The words in the second person; right only for notes whose shape is certain, which the caller has checked."""
    low = [word.lower() for word in words]
    typed = [low[0], *words[1:]]
    who = _spoken_of(low)
    clause = low[0] in grammar.THIRD_VERBS or low[0].partition("'")[0] == who
    said = ["you"] if low[0] in grammar.THIRD_VERBS else []
    verb_is_due = bool(said)
    for at, word in enumerate(low):
        if word.partition("'")[0] == who and (at == 0 or who != "they"):
            said.append(grammar.ANY_SUBJECT.get(word, word))
            verb_is_due = word == who
        elif (verb_is_due and word not in grammar.ADVERBS) or (clause and _is_second_verb(low, at)):
            said.append(for_you(word))
            verb_is_due = False
        else:
            said.append(_turned(low, at, who) or typed[at])
    return " ".join(said)


def for_you(verb: str) -> str:
    """The verb that follows "she" as it follows "you": climbs -> climb, is -> are, moved -> moved."""
    if verb in grammar.IRREGULAR:
        return grammar.IRREGULAR[verb]
    if verb.endswith("ies") and len(verb) > len("lies"):
        return verb[:-3] + "y"
    if verb.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return verb[:-2]
    return verb[:-1] if verb.endswith("s") and not verb.endswith("ss") else verb


def _spoken_of(low: list[str]) -> str:
    """Which of she, he and they the note is about, or "" when it uses none of them."""
    for word in low:
        for who, forms in grammar.TURNED.items():
            if word.partition("'")[0] == who or word in forms:
                return who
    return ""


def _is_second_verb(low: list[str], at: int) -> bool:
    return at > 1 and low[at - 1] in grammar.SECOND_HALF and low[at] in grammar.THIRD_VERBS


def _turned(low: list[str], at: int, who: str) -> str | None:
    if who == "she" and low[at] == "her" and _receives(low, at):
        return "you"
    return grammar.TURNED.get(who, {}).get(low[at])


def _receives(low: list[str], at: int) -> bool:
    """Whether "her" is the person ("send her the book") and not the owner ("read her book")."""
    if at + 1 == len(low) or low[at + 1] in grammar.AFTER_A_RECEIVER:
        return True
    if at > 0 and is_let_do(low, at):
        return True
    return at > 0 and low[at - 1] in grammar.GIVING and low[at + 1] not in grammar.PEOPLE


def is_let_do(low: list[str], at: int) -> bool:
    """Whether the person is to do something: "let her know", "help her find a flat", "take her climbing"."""
    before, after = low[at - 1], low[at + 1]
    return (before in LETTING and after in grammar.ACTIONS | DOING) or (before == "take" and after.endswith("ing"))


LETTING: Final = frozenset({"let", "help"})
DOING: Final = frozenset({"know", "have", "use", "see", "move", "decide", "practise", "practice", "learn", "start"})
