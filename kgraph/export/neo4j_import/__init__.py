"""A graph as input of `neo4j-admin database import full`: the quick road into an empty database."""

from kgraph.export.neo4j_import.folder import FOLDER, is_folder
from kgraph.export.neo4j_import.origins import export_graph, export_sources, export_store
from kgraph.export.neo4j_import.write import Written, write_import

__all__ = ["FOLDER", "Written", "export_graph", "export_sources", "export_store", "is_folder", "write_import"]
