"""Decisions in, staged Parquet out."""
