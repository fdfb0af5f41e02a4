"""Run in an environment that has neo4j-viz: reads nodes and edges from a file, writes its page to another.

Prints the seconds that it took, by the wall clock and of the processor.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter, process_time

from neo4j_viz import Node, Relationship, VisualizationGraph  # type: ignore[import-not-found]


def main(source: str, target: str) -> None:
    told = json.loads(Path(source).read_text(encoding="utf-8"))
    wall, cpu = perf_counter(), process_time()
    nodes = [
        Node(id=node["id"], caption=node["label"], size=node["size"], x=node["x"], y=node["y"])
        for node in told["nodes"]
    ]
    edges = [Relationship(source=edge["source"], target=edge["target"]) for edge in told["edges"]]
    drawn = VisualizationGraph(nodes=nodes, relationships=edges)
    html = drawn.render(layout="free", height="800px", max_allowed_nodes=len(nodes) + 1)
    Path(target).write_text(str(html.data), encoding="utf-8")
    print(json.dumps([perf_counter() - wall, process_time() - cpu]))


if __name__ == "__main__":
    main(*sys.argv[1:])
