"""Fetching: safe connections, politeness, robots.txt, and responses as WARC records."""
