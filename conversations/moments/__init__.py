"""Reading moments people type: words and figures become dates and hours, and doubts become questions."""
