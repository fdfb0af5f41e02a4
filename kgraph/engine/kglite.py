"""The one door to kglite: a graph new or from bytes, and a statement run within its time."""

from __future__ import annotations

import re
import threading
from typing import Any

import kglite

from kgraph.engine.cursor import ANSWERS
from kgraph.engine.lexer import place
from kgraph.engine.names import IDENTITY
from kgraph.engine.plan import Plan
from kgraph.engine.writer import WRONG_TYPE
from kgraph.errors import QueryError, QueryNotSupported, QueryTimeout, StoreDamaged

_GRACE = 0.2
_TRAP = re.compile(r"kg:(\w):(\d+):(.*?)' as an ISO-8601 duration", re.DOTALL)
_DISGUISE = re.compile(r"\b(?:v_|kg_)(?=\w)")
_NEEDED = {
    "push_limit_into_match",
    "push_where_into_match.1",
    "push_where_into_match.2",
    "fold_or_to_in",
    "narrow_unwind_source",
    "optimize_pattern_start_node",
    "reorder_match_patterns",
    "fuse_order_by_top_k",
    "mark_fast_var_length_paths",
    "fuse_count_short_circuits",
    "fuse_anchored_edge_count",
    "fuse_node_scan_aggregate",
    "fuse_node_scan_top_k",
    "fuse_with_top_k",
    "hoist_terminal_return_over_with_top_k",
    "mark_disjoint_fixed_trails",
    "mark_skip_target_type_check",
}
_DISABLED = [name for name in kglite.cypher_pass_names() if name not in _NEEDED]
"""kglite's other shortcuts: one of them counts (a)--(b)--(c) as 0, and few make anything quick."""
_IN_ORDER = [*_DISABLED, "optimize_pattern_start_node"]
"""Begun at its other end, `-[r*]->` would list its relationships from the end to the start."""
_SLOW = "Ask for less (LIMIT, a label, a bound on *), or give it more time (--timeout)."


kglite.set_query_warning_policy("silent")  # a name that no node has is no mistake in Cypher


def new_graph() -> Any:
    """Return an empty graph of kglite's."""
    return kglite.KnowledgeGraph()


def opened(data: bytes) -> Any:
    """Return the graph that these bytes hold."""
    try:
        return kglite.from_bytes(data)
    except (ValueError, TypeError, OSError, kglite.KgError) as error:
        raise StoreDamaged("The graph in the store is damaged.", str(error)) from error


def run(graph: Any, made: Plan, *, timeout: float | None, limit: int | None) -> Any:
    """Return kglite's result; a query that overruns its time is left behind in its thread."""
    options: dict[str, Any] = {
        "params": made.parameters,
        "timeout_ms": int(timeout * 1000) if timeout else 0,
        "disabled_passes": _IN_ORDER if made.in_order else _DISABLED,
    }
    if limit is not None:
        options["row_limit"] = limit
    if timeout is None:
        return _guarded(graph, made, options)
    result: list[Any] = []
    thread = threading.Thread(target=_keep, args=(result, graph, made, options), daemon=True)
    thread.start()
    thread.join(timeout + _GRACE)
    if not result:
        raise QueryTimeout(f"The query took longer than {timeout:g} s.", _SLOW)
    if isinstance(result[0], BaseException):
        raise result[0]
    return result[0]


def _keep(result: list[Any], graph: Any, made: Plan, options: dict[str, Any]) -> None:
    try:
        result.append(_guarded(graph, made, options))
    except BaseException as error:  # noqa: BLE001 (it is raised again where the query was asked)
        result.append(error)


def _guarded(graph: Any, made: Plan, options: dict[str, Any]) -> Any:
    try:
        return graph.cypher(made.text, **options)
    except kglite.CypherTimeoutError:
        raise QueryTimeout(f"The query took longer than {options['timeout_ms'] / 1000:g} s.", _SLOW) from None
    except kglite.CypherSyntaxError:
        raise QueryNotSupported("The embedded store does not understand this query.", ANSWERS) from None
    except kglite.KgError as error:
        raise _translated(str(error), made) from None


def _other(message: str) -> QueryError:
    """Return kglite's own error in our words, without the disguises of names."""
    if "still has relationships" in message:
        return QueryError("A node that still has relationships cannot be deleted.", "Write DETACH DELETE.")
    if "primary label" in message:
        return QueryNotSupported("The embedded store cannot remove a node's first label.", ANSWERS)
    if "not bound to a node in REMOVE" in message:
        return QueryNotSupported(
            "The embedded store cannot remove a label of a node that no pattern names.", ANSWERS
        )
    if "safety ceiling" in message:
        return QueryError("The query makes more than 10,000,000 rows on the way.", _SLOW)
    plain = _DISGUISE.sub(
        "", message.removeprefix("Cypher execution error: ").split("\n")[0].replace(IDENTITY, "")
    )
    hint = "Neo4j reads more ways to write it." if "cannot parse" in message else ""
    return QueryError(f"{plain.rstrip('.')}.", hint)


def _translated(message: str, made: Plan) -> QueryError:
    found = _TRAP.search(message)
    if not found:
        return _other(message)
    kind, offset, what = found.groups()
    line, column = place(made.source, int(offset))
    if kind == WRONG_TYPE:
        return QueryError(
            f"{what if '()' in what else what[:1].upper() + what[1:]}.", line=line, column=column
        )
    return QueryNotSupported(
        f"The embedded store does not support {what}.", ANSWERS, line=line, column=column
    )
