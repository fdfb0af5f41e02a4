"""A first look at an XML file: is it whole, is it safe, do its edges join nodes that are there."""

from __future__ import annotations

from xml.parsers import expat

from kgraph.errors import BadSource


class Outline:
    """What a graph file in XML declares: its root element, its nodes and edges with their lines."""

    def __init__(self, path: object) -> None:
        self.path = path
        self.root = ""
        self.description = ""
        self.nodes: dict[str, int] = {}
        self.twice: tuple[str, int] | None = None
        self.edges: list[tuple[str, str, int]] = []
        self._inside = ""
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._element
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def read(self, data: bytes) -> None:
        """Read the whole file; BadSource where it is no XML, or has a DOCTYPE.

        Entities are what makes XML dangerous to parse: they can reach other files, and grow without
        bound. They need a DOCTYPE, and no graph file needs one.
        """
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            what = f"this is not XML: {expat.ErrorString(error.code)}."
            raise BadSource(self.path, what, row=error.lineno) from None
        except (LookupError, ValueError) as error:
            raise BadSource(self.path, f"this XML cannot be read: {error}.", "Save it as UTF-8.") from None

    def check(self) -> None:
        """Raise BadSource where two nodes have one id, or an edge names a node that is not there."""
        if self.twice is not None:
            node_id, row = self.twice
            hint = "Give one of them another id."
            raise BadSource(self.path, f"two nodes have the id {node_id!r}.", hint, row=row)
        for start, end, row in self.edges:
            for node_id in (start, end):
                if node_id not in self.nodes:
                    hint = "An edge joins nodes of its own file."
                    raise BadSource(self.path, f"there is no node {node_id!r}.", hint, row=row)

    def _doctype(self, *_: object) -> None:
        what = "a DOCTYPE is refused: its entities could reach other files."
        raise BadSource(self.path, what, "Remove it.", row=self._parser.CurrentLineNumber)

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        self._inside = name.rpartition(":")[2]
        self.root = self.root or self._inside
        row = self._parser.CurrentLineNumber
        if self._inside == "node":
            node_id = attributes.get("id", "")
            if self.twice is None and node_id in self.nodes:
                self.twice = node_id, row
            self.nodes[node_id] = row
        elif self._inside == "edge":
            self.edges.append((attributes.get("source", ""), attributes.get("target", ""), row))

    def _end(self, _: str) -> None:
        self._inside = ""

    def _text(self, text: str) -> None:
        if self._inside == "description":
            self.description += text
