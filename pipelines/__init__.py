"""Headwater's chains, the commit and the command line."""

__version__ = "0.1.0"
