"""Pure functions, each wrapped by a thin Beam transform."""

from __future__ import annotations

import logging

# Beam without its Google Cloud extra says so on the root logger whenever it is imported, in every worker process.
logging.getLogger().addFilter(lambda record: not record.getMessage().startswith("apitools not found"))
