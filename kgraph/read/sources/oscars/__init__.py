"""The Academy Awards."""
