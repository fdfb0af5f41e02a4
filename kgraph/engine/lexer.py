"""Cypher text to tokens. Joined together again, with the blanks between them, they are the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from kgraph.errors import QueryNotSupported, QuerySyntaxError


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the query: `start` and `end` are places in its text, `value` what a name or text says."""

    kind: str  # name, quoted, text, integer, float, parameter, sign, end
    text: str
    start: int
    end: int
    value: str = ""

    def is_word(self, *words: str) -> bool:
        """Tell whether this is one of the (upper case) key words."""
        return self.kind == "name" and self.text.upper() in words


_TOKEN = re.compile(
    r"""
    (?P<blank> \s+ | //[^\n]* | /\*.*?\*/ )
  | (?P<text> '(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" )
  | (?P<quoted> `(?:[^`]|``)*` )
  | (?P<parameter> \$(?: `(?:[^`]|``)*` | [^\W]\w* ) )
  | (?P<float> \d[\d_]*\.\d[\d_]*(?:[eE][+-]?\d+)?(?!\w) | \.\d[\d_]*(?:[eE][+-]?\d+)?(?!\w)
      | \d[\d_]*[eE][+-]?\d+(?!\w) )
  | (?P<integer> 0[xX][0-9a-fA-F_]+(?!\w) | 0[oO][0-7_]+(?!\w) | 0(?!\w) | [1-9][\d_]*(?!\w) )
  | (?P<name> [^\W\d]\w* )
  | (?P<sign> <> | <= | >= | =~ | \+= | \.\. | :: | \|\| | \|\+\| | \|\*\| | [-+*/%^=<>()\[\]{},.:;|&!$] )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "\\": "\\", "'": "'", '"': '"', "`": "`"}


def place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def complain(text: str, offset: int, what: str, hint: str = "") -> NoReturn:
    """Raise a syntax error that says where."""
    line, column = place(text, offset)
    raise QuerySyntaxError(what, hint, line=line, column=column)


def tokenize(text: str) -> list[Token]:
    """Split a query into its tokens; blanks and comments fall between them."""
    tokens: list[Token] = []
    offset = 0
    while offset < len(text):
        match = _TOKEN.match(text, offset)
        if match is None:
            complain(text, offset, _what_is_wrong(text, offset))
        kind = match.lastgroup or ""
        if kind != "blank":
            tokens.append(
                Token(kind, match.group(), offset, match.end(), _value(kind, match.group(), text, offset))
            )
        offset = match.end()
    tokens.append(Token("end", "", len(text), len(text)))
    return tokens


def _value(kind: str, raw: str, text: str, offset: int) -> str:
    if kind == "text":
        return _unescape(raw[1:-1], text, offset)
    if kind == "quoted":
        return _name(raw[1:-1], text, offset)
    if kind == "parameter":
        return _name(raw[2:-1], text, offset) if raw[1] == "`" else raw[1:]
    return raw


def _name(raw: str, text: str, offset: int) -> str:
    r"""Return what a back-quoted name says; Cypher reads \uXXXX before anything else, in names, too."""
    if "\\u" not in raw:
        return raw.replace("``", "`")
    if re.search(r"\\u+0060", raw):
        line, column = place(text, offset)
        what = "The embedded store does not support an escaped back quote, which ends a name."
        raise QueryNotSupported(what, "Write `` for a back quote in it.", line=line, column=column)
    return re.sub(r"\\u+([0-9A-Fa-f]{4})", lambda one: chr(int(one[1], 16)), raw.replace("``", "`"))


def _unescape(raw: str, text: str, offset: int) -> str:
    def one(match: re.Match[str]) -> str:
        code = match.group(1)
        if len(code) > 1:
            return chr(int(code[1:], 16))
        if code not in _ESCAPES:
            complain(text, offset, f"\\{code} is no escape in a Cypher text.", "Write \\\\ for a backslash.")
        return _ESCAPES[code]

    if "\\" not in raw:
        return raw
    try:  # two escapes of four digits may make one sign
        return _ESCAPE.sub(one, raw).encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        complain(text, offset, "An escape in this text is half a sign.")


def _what_is_wrong(text: str, offset: int) -> str:
    sign = text[offset]
    if sign in "'\"":
        return "A text that begins here has no end."
    if sign == "`":
        return "A back-quoted name that begins here has no end."
    if text.startswith("/*", offset):
        return "A comment that begins here has no end."
    if sign.isdigit():
        return "This is not a number."
    return f"{sign!r} means nothing in Cypher."
