"""The errors that are data: what is wrong with one input, not with the program."""

from __future__ import annotations


class PageError(ValueError):
    """One input cannot become an article.

    ``reason`` is short and stable (``"extract-empty"``): users group and filter by it. ``message`` says
    what was found and what was expected. Anything else that is raised is a bug and stops the run.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(reason, message)  # both in args, so that the error survives pickling
        self.reason = reason
        self.message = message

    def __str__(self) -> str:
        return f"{self.reason}: {self.message}"
