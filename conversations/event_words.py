"""The words by which an event's title, place and moment are told apart. Patterns only, and no decisions."""

import re


def _words(*rows: str) -> str:
    return "|".join(rows)


LABELS = {
    "when": _words(
        "when|date|time|day|start|starts|begins|wann|datum|zeit|uhrzeit|tag|beginn",
        "quand|heure|cuando|cuándo|fecha|hora",
    ),
    "place": "where|location|venue|place|address|wo|ort|adresse|treffpunkt|lieu|où|lugar|dónde|donde",
    "title": "what|title|event|subject|was|titel|betreff|veranstaltung|quoi|titre|qué|evento",
}
LABELLED = re.compile(
    rf"^[^\w\n]*(?:{'|'.join(rf'(?P<{kind}>{words})' for kind, words in LABELS.items())})\s*:[ \t]*(?P<said>\S.*)$",
    re.IGNORECASE | re.MULTILINE,
)
NOISE = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]{1,63}\.\w[\w.-]{1,63}"
    r"|^.*\b(?:rsvp|register|sign up|deadline|anmeldung|anmelden|tickets?)\b.*\b(?:by|until|before|bis)\b.*$"
    r"|^[ \t]*(?:(?:fwd?|wg|aw|re|(?:updated )?invitation|einladung|invitación|new event)[ \t]*:[ \t]*)+",
    re.IGNORECASE | re.MULTILINE,
)
"""What is no part of an event: links, mail addresses, marks of replying and forwarding, deadlines for signing up."""
DURATION = re.compile(
    r"(?:[(,][ \t]*)?(?<!\w)(?:for|für|während|durante|pendant|~)\s(?P<count>\d{1,3})(?P<half>[.,]5)?\s?"
    r"(?:(?P<hours>h|hours?|hrs?|stunden?|horas?|heures?)|min(?:utes?|uten|utos)?)(?!\w)\)?",
    re.IGNORECASE,
)
LEAD = re.compile(
    r"(?:(?<!\w)(?:on|at|am|an|um|from|ab|von|vom|this|the|der|den|dem|el|le|la|à|a|de|du|starting|starts|by|for|every"
    r"|jeden)|[-–—|·•@,;:(])$",
    re.IGNORECASE,
)
"""What leads over to a moment and belongs to neither side."""
INTRODUCTION = re.compile(
    r"^\s*(?:(?:hey|hi|hello|hallo|dear all|hola|salut)(?: all| everyone)?[!,.]*\s)?"
    r"(?:(?:i was|(?:i|we) went|we were|i(?:'|’)?m|i am|we(?:'|’)?re|we are|ich war|ich bin|wir waren|wir sind)"
    r"(?:\s(?:at|to|on|auf|beim?|zu[rm]?)\s(?:(?:an?|the|de[rmn]|eine[mnr]?)\s)?|\s*$)"
    r"|(?:(?:i(?:'|’)?m|i am|we(?:'|’)?re|we are|ich|wir)\s)?"
    r"(?:going to|attending|gehen? (?:zu[rm]?|auf)|there(?:'|’)?s|there is|es gibt|(?:you(?:'|’)?re )?invited to"
    r"|(?:please )?join us for)\s(?:an?\s|the\s|eine?[mnr]?\s|de[rmn]\s)?)",
    re.IGNORECASE,
)
AT_AN_EVENT = re.compile(r"^\s*(?:at|auf|beim?|zu[rm]?)\s(?:(?:an?|the|de[rmn]|eine[mnr]?)\s)?", re.IGNORECASE)
"""What stands before a title as before a place: "at Founders night"."""
SURE_PLACE = re.compile(
    r"^(?P<before>.*\s|)(?:@\s*|(?:at|im|beim|bei der|bei|chez|in der|in den|auf dem|auf der)\s+)(?P<place>\S.*)$",
    re.IGNORECASE,
)
LIKELY_PLACE = re.compile(r"^(?P<before>.*\s|)(?:in|en el|en la|en|à la|à|au)\s+(?P<place>\S.*)$", re.IGNORECASE)
VENUE = re.compile(
    _words(
        "center|centre|zentrum|hall|halle|caf[eé]|bar|pub|hotel|street|str\\.|straße|avenue|ave|platz|haus|house|museum",
        "university|universität|library|office|büro|hub|club|campus|room|raum|park|church|school|restaurant",
        "theat(?:er|re)|garden|lounge|rooftop|brewery|loft|pier|arena|stadium|zoom|teams|online|google meet",
    ),
    re.IGNORECASE,
)
EVENT = re.compile(
    _words(
        "meetup|meet-up|treffen|stammtisch|conference|konferenz|summit|dinner|lunch|breakfast|brunch|drinks|talk|party",
        "workshop|hackathon|networking|mixer|reception|night|abend|evening|happy hour|coffee|forum|panel|launch|messe",
        "fair|congress|festival",
    ),
    re.IGNORECASE,
)
TOPICS = """
tech ai data business product science design film finance music media leadership engineering stem law vc fintech
security marketing sales health cloud games gaming politics education real
"""
"""What people are "in" without being in a place."""
JOINS_TITLE = re.compile(
    _words(
        r"(?:with|mit|con|avec|for|für|fur|para|pour|about|über|on|hosted|by|von|and|und|&|feat|presented",
        r"zum|zur|of)(?!\w)",
    ),
    re.IGNORECASE,
)
