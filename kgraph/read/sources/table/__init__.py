"""Any table of films, by a map of its columns."""
