"""What can go wrong with a request, as stable reasons, and which of it may pass by itself."""

from __future__ import annotations

from transforms.errors import PageError

_PASSING = frozenset(
    {
        "fetch-timeout",
        "fetch-dns",
        "fetch-connect",
        "fetch-reset",
        "fetch-incomplete",
        "fetch-protocol",
        "fetch-robots-unreachable",
        "fetch-status-408",
        "fetch-status-421",
        "fetch-status-425",
        "fetch-status-429",
    }
)


class FetchError(PageError):
    """A request that brought no usable response; ``status`` is that of the response, if there was one.

    ``retry_after`` are the seconds that the server asked us to wait.
    """

    def __init__(self, reason: str, message: str, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(reason, message)
        self.args = (reason, message, status, retry_after)
        self.status = status
        self.retry_after = retry_after

    @property
    def passing(self) -> bool:
        """Whether the same request may succeed later."""
        return self.reason in _PASSING or self.reason.startswith("fetch-status-5")
