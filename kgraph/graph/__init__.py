"""The graph that a Python user holds: a NetworkX MultiDiGraph whose edges know their identity."""
