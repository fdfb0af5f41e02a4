"""The shapes of Cypher that the embedded store knows. What is not among them is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kgraph.engine.tree import Expression, Piece


@dataclass(slots=True)
class Literal(Expression):
    """A number, text, truth value or null."""

    value: bool | int | float | str | None


@dataclass(slots=True)
class Parameter(Expression):
    """`$name`."""

    name: str


@dataclass(slots=True)
class Variable(Expression):
    """A name that a clause bound."""

    name: str


@dataclass(slots=True)
class Property(Expression):
    """`base.key`."""

    base: Expression
    key: str


@dataclass(slots=True)
class LabelTest(Piece):
    """A label expression: a name, or `&` (`name` says how it was written), `|`, `!`, `%` over others."""

    op: str
    name: str = ""
    parts: list[LabelTest] = field(default_factory=list)


@dataclass(slots=True)
class HasLabels(Expression):
    """`n:Label` as a predicate."""

    base: Expression
    labels: LabelTest


@dataclass(slots=True)
class Subscript(Expression):
    """`base[index]`."""

    base: Expression
    index: Expression


@dataclass(slots=True)
class Slice(Expression):
    """`base[low..high]`."""

    base: Expression
    low: Expression | None
    high: Expression | None


@dataclass(slots=True)
class ListLiteral(Expression):
    """`[a, b]`."""

    items: list[Expression]


@dataclass(slots=True)
class MapLiteral(Expression):
    """`{key: value}`."""

    entries: list[tuple[str, Expression]]


@dataclass(slots=True)
class MapProjection(Expression):
    """`n{.*, .key, key: value}`: entries are (key, value), value None for `.key`, key `*` for all."""

    variable: Variable
    entries: list[tuple[str, Expression | None]]


@dataclass(slots=True)
class Unary(Expression):
    """NOT, `-` or `+`."""

    op: str
    operand: Expression


@dataclass(slots=True)
class Binary(Expression):
    """Two operands: AND, OR, XOR, arithmetic, IN, text predicates."""

    op: str
    left: Expression
    right: Expression


@dataclass(slots=True)
class Comparison(Expression):
    """`a < b <= c`: operands, and the signs between them."""

    operands: list[Expression]
    signs: list[str]


@dataclass(slots=True)
class IsNull(Expression):
    """`x IS NULL`, `x IS NOT NULL`."""

    operand: Expression
    negated: bool


@dataclass(slots=True)
class Call(Expression):
    """A function; `star` for `count(*)`."""

    name: str
    arguments: list[Expression]
    distinct: bool = False
    star: bool = False


@dataclass(slots=True)
class Case(Expression):
    """CASE in both forms; a simple one has a subject."""

    subject: Expression | None
    branches: list[tuple[Expression, Expression]]
    default: Expression | None


@dataclass(slots=True)
class Comprehension(Expression):
    """`[x IN list WHERE p | e]`."""

    variable: str
    source: Expression
    where: Expression | None
    result: Expression | None


@dataclass(slots=True)
class Quantifier(Expression):
    """all, any, none, single."""

    kind: str
    variable: str
    source: Expression
    where: Expression


@dataclass(slots=True)
class Reduce(Expression):
    """`reduce(acc = init, x IN list | e)`."""

    accumulator: str
    initial: Expression
    variable: str
    source: Expression
    step: Expression


@dataclass(slots=True)
class NodePattern(Piece):
    """`(n:Label {key: value} WHERE p)`."""

    variable: str = ""
    labels: LabelTest | None = None
    properties: Expression | None = None
    where: Expression | None = None
    bound: bool = False


@dataclass(slots=True)
class RelPattern(Piece):
    """`-[r:TYPE*1..3 {key: value} WHERE p]->`; `hops` is (least, most), most None for no bound."""

    variable: str = ""
    types: LabelTest | None = None
    properties: Expression | None = None
    where: Expression | None = None
    hops: tuple[int | None, int | None] | None = None
    direction: str = "-"
    bound: bool = False


@dataclass(slots=True)
class PathPattern(Piece):
    """Nodes and relationships by turns; `selector` is "", shortestPath or allShortestPaths."""

    elements: list[NodePattern | RelPattern]
    variable: str = ""
    selector: str = ""


@dataclass(slots=True)
class PatternComprehension(Expression):
    """`[(a)-->(b) WHERE p | e]`."""

    pattern: PathPattern
    where: Expression | None
    result: Expression


@dataclass(slots=True)
class PatternPredicate(Expression):
    """`(a)-->(b)` where a truth value stands; or shortestPath(...) as a value."""

    pattern: PathPattern


@dataclass(slots=True)
class Subquery(Expression):
    """EXISTS {}, COUNT {} or COLLECT {}."""

    kind: str
    query: Query


@dataclass(slots=True)
class Clause(Piece):
    """A step of a query."""


@dataclass(slots=True)
class Match(Clause):
    """MATCH and OPTIONAL MATCH."""

    patterns: list[PathPattern]
    where: Expression | None = None
    optional: bool = False


@dataclass(slots=True)
class Item(Piece):
    """One column: what it holds, and its name."""

    expression: Expression
    name: str
    aliased: bool


@dataclass(slots=True)
class Order(Piece):
    """A sort key."""

    expression: Expression
    descending: bool = False


@dataclass(slots=True)
class Projection(Clause):
    """WITH and RETURN."""

    keyword: str
    items: list[Item]
    star: bool = False
    distinct: bool = False
    order: list[Order] = field(default_factory=list)
    skip: Expression | None = None
    limit: Expression | None = None
    where: Expression | None = None
    before: tuple[str, ...] = ()


@dataclass(slots=True)
class Unwind(Clause):
    """UNWIND list AS variable; the scope check fills in which names are known `before`, and their types."""

    source: Expression
    variable: str
    before: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class CallSubquery(Clause):
    """CALL (x) { ... }; `imports` is None in the older form, `["*"]` for all."""

    query: Query
    imports: list[str] | None


@dataclass(slots=True)
class Create(Clause):
    """CREATE."""

    patterns: list[PathPattern]


@dataclass(slots=True)
class SetItem(Piece):
    """`target.key = value`, `target = value`, `target += value` or `target:Label`, by its `op`."""

    op: str
    target: Expression
    value: Expression | None = None
    labels: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Set(Clause):
    """SET."""

    items: list[SetItem]


@dataclass(slots=True)
class Remove(Clause):
    """REMOVE."""

    items: list[SetItem]


@dataclass(slots=True)
class Delete(Clause):
    """DELETE and DETACH DELETE."""

    targets: list[Expression]
    detach: bool = False


@dataclass(slots=True)
class Merge(Clause):
    """MERGE with its ON CREATE and ON MATCH."""

    pattern: PathPattern
    on_create: list[SetItem] = field(default_factory=list)
    on_match: list[SetItem] = field(default_factory=list)


@dataclass(slots=True)
class Foreach(Clause):
    """FOREACH (x IN list | updates)."""

    variable: str
    source: Expression
    body: list[Clause]


@dataclass(slots=True)
class Query(Piece):
    """Parts joined by UNION; `all` says whether equal rows stay."""

    parts: list[list[Clause]]
    all: bool = False
