"""Empty the one database of a Community server between tests."""

from __future__ import annotations

from neo4j import Driver, Session

NODES = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
CONSTRAINTS = "SHOW CONSTRAINTS YIELD name"
INDEXES = "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"  # those two make all else quick
OTHERS = "SHOW TRANSACTIONS YIELD transactionId AS id, currentQuery WHERE NOT currentQuery STARTS WITH 'SHOW'"


def empty(driver: Driver, database: str | None = None) -> None:
    """Remove all nodes and edges, constraints and indexes, and end what still runs."""
    with driver.session(database=database) as session:
        if others := [record["id"] for record in session.run(OTHERS)]:
            session.run("TERMINATE TRANSACTIONS $ids", ids=others).consume()
        session.run(NODES).consume()
        _drop(session, "CONSTRAINT", CONSTRAINTS)
        _drop(session, "INDEX", INDEXES)


def _drop(session: Session, kind: str, listing: str) -> None:
    names = [record["name"] for record in session.run(listing)]
    if names:
        with session.begin_transaction() as transaction:
            for name in names:
                transaction.run(f"DROP {kind} $name", name=name).consume()
            transaction.commit()
