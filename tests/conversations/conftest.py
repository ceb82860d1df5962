"""Properties are tried with the same examples in every run, and never timed: machines are busy."""

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
