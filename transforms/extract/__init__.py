"""One page taken apart: body, title, people, agency, place, dates, language."""
