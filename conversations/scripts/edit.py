"""Changing what is known of somebody, one field or one note at a time."""

from conversations.conditions import Has, Not
from conversations.editing import FIELDS
from conversations.known import Stock
from conversations.replies import Choice, Fill, Option
from conversations.script import Script, Step

EDIT = Script(
    name="edit",
    title="Change",
    chat_title="changing what I know of {person}",
    steps=(
        Step(
            "field",
            ask="What would you like to change about {person}?",
            reply=Choice(tuple(Option(key, field.label) for key, field in FIELDS.items())),
            why="One thing at a time. What you leave alone stays as it is.",
            when=Not(Has(Stock.NOTES)),
        ),
        Step(
            "value",
            ask="{field_asked}",
            reply=Fill("field"),
            why="It is what I show you before you meet or write to {person} again. Only you see it.",
        ),
    ),
)
