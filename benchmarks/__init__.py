"""How fast kgraph is, as ratios to what one would use without it: `python -m benchmarks`."""
