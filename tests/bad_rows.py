"""What a bad row does to the load of any source: it stops there, or goes on where that is asked."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

import kgraph
from kgraph.errors import BadSource


def stops_or_is_skipped(path: Path, what: str, folder: Path) -> list[dict[str, Any]]:
    """Load a file of three rows, of which the second is wrong for this reason; return the account of it."""
    with kgraph.open(folder / "store.kgl") as store:
        with pytest.raises(BadSource) as wrong:
            store.load(path)
        assert what in wrong.value.what
        assert wrong.value.row == 2
        assert store.sources() == []
        account = io.StringIO()
        (loaded,) = store.load(path, skip_bad=True, report=account)
        assert loaded.report.startswith("3 rows read, 2 kept, 1 skipped (")
    told: list[dict[str, Any]] = [json.loads(line) for line in account.getvalue().splitlines()]
    assert (told[0]["file"], told[0]["line"], told[0]["done"]) == (str(path), 2, "skipped")
    return told
