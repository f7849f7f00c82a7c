"""Related headlines: found on pages, kept out of bodies, resolved across the pages of a site."""
