r"""Java's regular expressions, which Neo4j has, in the words of Rust's, which kglite has.

`\w`, `\d`, `\s` and `\b` know ASCII only in Java, and `.` stops at more line ends. What Rust does not
have (look-around, back-references, possessive quantifiers) is refused.
"""

from __future__ import annotations

import re
import warnings

_CLASSES = {"d": "0-9", "w": "a-zA-Z0-9_", "s": r" \t\n\x0B\f\r"}
_ANY = r"[^\n\r\x{85}\x{2028}\x{2029}]"
_PIECE = re.compile(
    r"""
    (?P<group> \(\?(?::|[is]+\)|<[A-Za-z][A-Za-z0-9]*>) | \((?!\?) | \) )
  | (?P<escape> \\. )
  | (?P<class> \[\^?\]?(?:\\.|[^\]\\\[])*\] )
  | (?P<many> (?:[*+?]|\{\d+(?:,\d*)?\})\??(?![+*?]) )
  | (?P<plain> [^\\\[\](){}*+?] )
    """,
    re.VERBOSE | re.DOTALL,
)
_BROKEN = ("unterminated character set", "missing ), unterminated", "unbalanced", "nothing to repeat")
_LAST = re.compile(r"\)*\Z|\|[^()]*\Z")
"""What may stand behind a `$`: elsewhere Java lets a line end follow it."""
_SIGNS = set(r"\.[]{}()*+?^$|-/&~#!\"'%,:;<>=@_` ")
_FOLDING = re.compile(r"\(\?s*i")
_FOLDS_MORE = re.compile(r"\(\?s*is*\).*(?:[skSK\[]|\\w)", re.DOTALL)
FOLDED = ("\u017f", "\u212a")
"""The long s and the sign of the kelvin: with `(?i)` Rust takes them for s and k, Java does not."""


class ForeignRegex(Exception):
    """A pattern that Rust does not read as Java does; its text is the piece that is to blame."""


def translate(pattern: str) -> str:
    """Return a pattern that matches in Rust what this one matches in Java."""
    if _FOLDING.match(pattern) and _folds_otherwise(pattern):
        raise ForeignRegex("(?i)")
    dot_all = bool(re.match(r"\(\?[is]*s[is]*\)", pattern))
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        match = _PIECE.match(pattern, at)
        if match is None:
            raise ForeignRegex(pattern[at : at + 3])
        if match.group() == "$" and not _LAST.match(pattern, match.end()):
            raise ForeignRegex("$")
        parts.append(_one(match.lastgroup or "", match.group(), dot_all=dot_all, first=at == 0))
        at = match.end()
    return "".join(parts)


def folds_more(pattern: str) -> bool:
    """Tell whether a pattern may match one of the signs in `FOLDED` that it would not match in Java."""
    return bool(_FOLDS_MORE.match(pattern))


def _folds_otherwise(pattern: str) -> bool:
    """Tell whether a letter's case is set aside that Java heeds, or a letter left out that it takes."""
    cased = any(sign.lower() != sign.upper() for sign in pattern if ord(sign) > 127)
    return cased or "[^" in pattern or r"\W" in pattern


def is_broken(pattern: str) -> bool:
    """Tell whether a bracket has no partner, or a repetition nothing to repeat: an error in Java too."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of what Python may once read otherwise
        try:
            re.compile(pattern)
        except re.error as error:
            return error.msg.startswith(_BROKEN)
    return False


def _one(kind: str, text: str, *, dot_all: bool, first: bool) -> str:
    if kind == "escape":
        return _escape(text)
    if kind == "class":
        return _class(text)
    if kind == "group" and text.startswith("(?") and text.endswith(")") and not first:
        raise ForeignRegex(text)
    return _ANY if text == "." and not dot_all else text


def _escape(text: str) -> str:
    sign = text[1]
    if sign in _CLASSES:
        return f"[{_CLASSES[sign]}]"
    if sign.lower() in _CLASSES:
        return f"[^{_CLASSES[sign.lower()]}]"
    if sign in "bB":
        return rf"(?-u:\{sign})" if sign == "b" else _foreign(text)
    if sign in "tnrf" or sign in _SIGNS:
        return "\\" + sign if sign in "tnrf" or re.match(r"[\\.\[\]{}()*+?^$|-]", sign) else re.escape(sign)
    return _foreign(text)


def _foreign(text: str) -> str:
    raise ForeignRegex(text)


def _class(text: str) -> str:
    if "&&" in text or text.startswith(("[]", "[^]")):
        raise ForeignRegex(text)

    def one(match: re.Match[str]) -> str:
        sign = match.group()[1]
        if sign in _CLASSES:
            return _CLASSES[sign]
        if sign in "tnrf" or sign in _SIGNS:
            return "\\" + sign if sign in "tnrf" or not sign.isspace() else sign
        raise ForeignRegex(match.group())

    inner = re.sub(r"\\.", one, text[1:-1], flags=re.DOTALL)
    return "[" + inner.replace("~~", r"\~~").replace("--", r"\--") + "]"
