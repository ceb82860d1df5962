"""Snooze: when to bring one thing up again. It moves one nudge, and never the rhythm behind it."""

from conversations.replies import ComeBack
from conversations.script import Script, Step

SNOOZE = Script(
    name="snooze",
    title="Put off",
    chat_title="when I bring {about} up again",
    steps=(
        Step(
            "until",
            ask=(
                "When shall I bring {about} up again?",
                "When would be a better moment for {about}?",
            ),
            example="Sunday 10am",
            reply=ComeBack(),
            why=(
                "It moves this one thing and nothing else. On a day I write at your usual hour; "
                "with a time, such as “tomorrow at 22:00”, at that very minute."
            ),
        ),
    ),
)
