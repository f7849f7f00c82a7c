"""Known, revised, copied: what the pages of a run are to each other and to what is stored."""
