"""The core: dialogues, nudges and screens as values and pure functions."""
