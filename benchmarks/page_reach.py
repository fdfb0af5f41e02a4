"""Whether every node of a large page can be found, hovered and clicked: tried with some of them."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from tests.chromium import BrowserError, Tab, browser

SAMPLE = 50
_SPREAD = "const { nodes, order } = kgraph.data; const step = Math.floor(nodes.count / {count});"
_CHOSEN = "(() => { %s return Array.from({ length: %d }, (_, at) => order[at * step + (at %% step)]); })()"
_PLACE = "(({ x, y }) => [x, y])(kgraph.camera.toScreen(kgraph.picture.place(%d)))"


def reached(path: Path) -> dict[str, int]:
    """Return of how many nodes, from the most linked to the lone, each way led to just that node."""
    with browser() as tab:
        tab.open(path)
        chosen = tab.run(_CHOSEN % (_SPREAD.replace("{count}", str(SAMPLE)), SAMPLE))
        tried = [_reached(tab, node) for node in chosen]
    return {"tried": len(tried)} | {
        way: sum(one[way] for one in tried) for way in ("found", "hovered", "clicked")
    }


def _reached(tab: Tab, node: int) -> dict[str, bool]:
    try:
        return _reach(tab, node)
    except BrowserError:
        return dict.fromkeys(("found", "hovered", "clicked"), False)


def _reach(tab: Tab, node: int) -> dict[str, bool]:
    found = _find(tab, node)
    tab.run("kgraph.state.select(null); 0")
    tab.run(f"kgraph.picture.go(kgraph.camera.around([kgraph.camera.disc({node})], 1.6), false); 0")
    x, y = tab.run(_PLACE % node)
    tab.move(5, 795)
    tab.run("kgraph.state.hover(null); 0")
    tab.move(x, y)
    hovered = _is(tab, "hovered", node)
    tab.click(x, y)
    return {"found": found, "hovered": hovered, "clicked": _is(tab, "selected", node)}


def _find(tab: Tab, node: int) -> bool:
    """Search for a node by its name, take it from what is suggested, and see that the page flies there."""
    name, rank = tab.run(f"""(() => {{
      const name = kgraph.data.nodes.label[{node}];
      return [name, kgraph.search.find(name).findIndex((found) => found.node === {node})];
    }})()""")
    tab.run("kgraph.search.clear(); kgraph.search.focus(); 0")
    tab.type(name)
    for _ in range(max(rank, 0)):
        tab.press("ArrowDown")
    tab.press("Enter")
    is_found = _is(tab, "selected", node)
    tab.wait("kgraph.ground.isSharp()")
    return is_found and name in str(tab.run("document.getElementById('panel').innerText"))


def _is(tab: Tab, slot: str, node: int) -> bool:
    """Return whether the page's state comes to hold the node within a second or two."""
    wanted: dict[str, Any] = {"kind": "node", "at": node}
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        told = tab.run(f"JSON.stringify(kgraph.state.get({json.dumps(slot)}))")
        if told and json.loads(told) == wanted:
            return True
        time.sleep(0.02)
    return False
