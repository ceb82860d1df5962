"""Two keys for tests, which are nobody's."""

KEY = f"{'k7Kb' * 10}k7I="
OTHER_KEY = f"{'Zx-_' * 10}Zx8="
