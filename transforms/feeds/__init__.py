"""Feeds: what a document holds, when to poll it again, and the polling itself."""
