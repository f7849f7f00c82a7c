"""Entities: who, where and what an article names."""
