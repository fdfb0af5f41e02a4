"""The Movie Database."""
