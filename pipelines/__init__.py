"""Headwater's chains, the commit and the command line."""

import transforms as _transforms  # noqa: F401  (before Beam: it keeps a warning of Beam's import from every user)

__version__ = "0.1.0"
