"""Statements of sources become entities and edges, under the judgements of people."""
