"""IMDb's non-commercial data."""
