"""One answer on both stores: the same queries on the embedded store and on a real Neo4j."""
