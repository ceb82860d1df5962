"""Pages that are no dialogue: pure functions from what is known to a Screen. Buttons carry addresses, no state."""
