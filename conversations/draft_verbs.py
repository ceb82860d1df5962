"""The verbs of promises and of advice, as lists of words: what a kept promise is said with. It decides nothing."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HANDING: Final = _words("send share forward mail email text message pass")
"""The message is the deed: "here is the article"."""
WRITING: Final = _words("write text email mail message ping")
"""The message is the deed as well: "I am writing to you about the job"."""
BRINGING: Final = _words("introduce connect invite")
"""A question is the first half of the deed, since both sides are asked: "I would like to introduce you to Sara"."""
MEETING: Final = _words("call phone meet visit show take bring help teach buy lend give join come go pick return tell")
"""A day has to be found: "I would like to show you the workshop"."""
ALWAYS_MEETING: Final = _words("call phone meet visit help join come go return teach")
"""Those of them that need no "you" behind them: "help with the move"."""
DONE: Final = {
    "ask": "asked", "find": "found", "get": "got", "look": "looked", "check": "checked", "read": "read",
    "review": "reviewed", "book": "booked", "order": "ordered", "think": "thought",
    "try": "tried", "make": "made", "take": "taken", "arrange": "arranged", "organise": "organised",
    "organize": "organized", "set": "set", "talk": "talked", "speak": "spoken", "write": "written", "call": "called",
    "put": "put", "tell": "told", "show": "shown", "pass": "passed", "introduce": "introduced", "connect": "connected",
    "send": "sent", "forward": "forwarded", "email": "emailed", "mail": "mailed", "give": "given", "buy": "bought",
    "phone": "phoned", "message": "messaged", "text": "texted",
}  # fmt: skip
"""As they follow "I have": done before the message is written."""

BEGINS_A_THING: Final = _words("the my our a an some more all both two three four five six any no every")
BARE_THINGS: Final = _words("feedback info information advice help news music thoughts ideas photos pictures links")
NO_THINGS: Final = _words("it them that this these those")
NOT_SENT: Final = _words("call ring hand lift ride hug coffee lunch dinner chance tour visit drink meal email")
"""Nobody sends a coffee."""
SENT: Final = _words(
    "article articles link links photo photos picture pictures slides deck paper papers notes recipe recipes list name"
    " names number address contact contacts cv recording video podcast episode template tip tips file files document"
    " report draft feedback map playlist song tickets programme program review book form invitation details guide"
)
GIVEN: Final = _words("number address contact contacts name names link email details list recipe")
"""What is given in words."""
POSTED: Final = _words(
    "book books postcard card bottle present gift parcel letter honey seeds cake magazine record print"
)
"""What cannot be here with the message."""
SINGULAR: Final = _words("news bus gas lens series class progress business access address atlas canvas campus")

ADVISED: Final = _words(
    "ask charge start stop focus write keep hire build listen say use apply learn do give wait rest sleep leave quit"
    " prepare practise practice pick choose sell ship launch test measure read cut move raise price follow work"
    " spend save join go begin treat offer consider remember own set run invest talk speak call send show share help"
    " tell find get look check review think try make take put meet visit invite introduce pay remind plan set let cut"
    " drop double publish post record rehearse negotiate delegate simplify interview avoid trust bring change"
)
"""What advice begins with."""
