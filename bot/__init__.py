"""The shell: Telegram, the clock, the wiring. It decides nothing."""
