"""The dialogues, one file each: data only. To add a question, add a Step; docs/adding-a-question.md shows how."""
