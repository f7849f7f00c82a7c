"""Pure functions, each wrapped by a thin Beam transform."""
