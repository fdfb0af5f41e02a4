"""What is put right in the database after an import: the detours of `cells`, undone in Cypher.

Each command is harmless where it was run before.
"""

from __future__ import annotations

from kgraph.export.neo4j_import.cells import MARK, SEPARATOR, column_name
from kgraph.export.neo4j_import.tables import Group, Tables
from kgraph.store.neo4j.ddl import labelled, quoted

_SEPARATOR = f"\\u{ord(SEPARATOR):04X}"


def repairs(nodes: Tables, relationships: Tables) -> list[str]:
    """Return the commands, names first: a list may stand under a name that is put right."""
    both = (nodes, _node), (relationships, _relationship)
    names = [_name(match(group), name) for tables, match in both for group, name in sorted(tables.renamed)]
    lists = [_list(match(group), name) for tables, match in both for group, name in sorted(tables.marked)]
    return [*names, *lists]


def _node(labels: Group) -> str:
    return f"MATCH (x{labelled(labels)})"


def _relationship(types: Group) -> str:
    return f"MATCH ()-[x{labelled(types)}]->()"


def _name(match: str, name: str) -> str:
    wrong, right = f"x.{quoted(column_name(name))}", f"x.{quoted(name)}"
    return _in_batches(f"{match} WHERE {wrong} IS NOT NULL", f"SET {right} = {wrong} REMOVE {wrong}")


def _list(match: str, name: str) -> str:
    value = f"x.{quoted(name)}"
    texts = f"{value} IS :: LIST<STRING NOT NULL> NOT NULL"
    # Not AND: the order of its operands is the server's choice, and a number has no first item.
    where = f"CASE WHEN {texts} THEN {value}[0] = '{MARK}' ELSE false END"
    item = f"replace(replace(item, '~1', '{_SEPARATOR}'), '~0', '~')"
    return _in_batches(f"{match} WHERE {where}", f"SET {value} = [item IN {value}[1..] | {item}]")


def _in_batches(match: str, change: str) -> str:
    return f"{match} CALL (x) {{ {change} }} IN TRANSACTIONS"
