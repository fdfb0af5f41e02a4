"""KOBIS, the open data of the Korean Film Council."""
