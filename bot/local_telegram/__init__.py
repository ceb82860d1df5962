"""A Bot API server and a chat page on loopback, for trying the coach out without a token."""
