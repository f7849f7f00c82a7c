"""The fictional news sites under ``samples/``: their source, and how it becomes pages, feeds and archives."""
