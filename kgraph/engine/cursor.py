"""A place in a list of tokens, and the small steps that every parser takes from it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import NoReturn

from kgraph.engine.lexer import Token, complain, place, tokenize
from kgraph.errors import QueryNotSupported

ANSWERS = "Neo4j answers it: load the data there and ask again."


class Cursor:
    """Walks over the tokens of one query."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.at = 0

    @property
    def token(self) -> Token:
        """Return the token that comes next."""
        return self.tokens[self.at]

    def peek(self, ahead: int = 1) -> Token:
        """Return a later token, or the last."""
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    @property
    def last_end(self) -> int:
        """Return where the token before this one ends."""
        return self.tokens[self.at - 1].end if self.at else 0

    def take(self) -> Token:
        """Step over a token."""
        token = self.token
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def is_sign(self, *signs: str) -> bool:
        """Tell whether one of these signs comes next."""
        return self.token.kind == "sign" and self.token.text in signs

    def is_words(self, *words: str) -> bool:
        """Tell whether these key words come next, in this order."""
        return all(self.peek(i).is_word(word) for i, word in enumerate(words))

    def skip_sign(self, *signs: str) -> bool:
        """Step over one of these signs if it comes next."""
        if found := self.is_sign(*signs):
            self.take()
        return found

    def skip_words(self, *words: str) -> bool:
        """Step over these key words if they come next."""
        if found := self.is_words(*words):
            self.at += len(words)
        return found

    def need_sign(self, sign: str) -> Token:
        """Step over this sign, which must come next."""
        if not self.is_sign(sign):
            self.fail(f"expected {sign!r}")
        return self.take()

    def need_words(self, *words: str) -> None:
        """Step over these key words, which must come next."""
        if not self.skip_words(*words):
            self.fail(f"expected {' '.join(words)}")

    def name(self, what: str) -> str:
        """Step over a name, back-quoted or not."""
        if self.token.kind not in ("name", "quoted"):
            self.fail(f"expected {what}")
        token = self.take()
        if not token.value:
            self.fail_at(token.start, "A name cannot be empty.")
        return token.value

    def fail(self, what: str, among: tuple[str, ...] = ()) -> NoReturn:
        """Raise a syntax error at the next token."""
        found = repr(self.token.text) if self.token.kind != "end" else "the end of the query"
        near = get_close_matches(self.token.text.upper(), among, n=1, cutoff=0.7)
        complain(
            self.text, self.token.start, f"Found {found}, {what}.", f"Did you mean {near[0]}?" if near else ""
        )

    def fail_at(self, offset: int, what: str, hint: str = "") -> NoReturn:
        """Raise a syntax error at a place."""
        complain(self.text, offset, what, hint)

    def refuse(self, offset: int, what: str, hint: str = ANSWERS) -> NoReturn:
        """Raise the error for Cypher that is right but not answered here."""
        line, column = place(self.text, offset)
        raise QueryNotSupported(
            f"The embedded store does not support {what}.", hint, line=line, column=column
        )
