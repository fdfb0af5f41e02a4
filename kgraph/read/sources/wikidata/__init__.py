"""Wikidata: entities, dumps and answers to SPARQL."""
