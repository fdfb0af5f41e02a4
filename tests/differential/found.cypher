// Queries that the two stores once answered otherwise, over the awkward nodes alone.

// ==== Found

// A node that holds NaN is itself
MATCH (n) RETURN n = n AS same, n <> n AS other, n.id ORDER BY n.id

// It is in a list of nodes
MATCH (n:Film) WITH collect(n) AS films MATCH (m:Film) RETURN m IN films AS there, m.id ORDER BY m.id

// Lists of such nodes
MATCH (n:Film) RETURN [n] = [n] AS same, n.id ORDER BY n.id

// A case of such nodes
MATCH (n:Film) RETURN CASE n WHEN n THEN 1 ELSE 0 END AS x, nullIf(n, n) IS NULL AS none, n.id ORDER BY n.id

// Two names for one node
MATCH (n:Film), (m:Film) WHERE n = m RETURN n.id ORDER BY n.id

// A path's nodes compared
MATCH p = (n:Film)--() WHERE nodes(p)[0] = n AND n IN nodes(p) RETURN n.id, count(*) AS n ORDER BY n.id

// NaN made whole
MATCH (f:Film) RETURN f.id, toInteger(f.score) AS a, toIntegerOrNull(f.score) AS b, sqrt(f.score) AS c ORDER BY f.id

// Rounded by the digits that are written
UNWIND [1.005, 2.675, -1.005, 1.45, 0.285, -0.05, -0.001, 9.995, 1e15, 0.0000151, 3, null] AS x RETURN round(x, 2) AS two, round(x, 1) AS one, round(x, 5) AS five, round(x, 0) AS none

// A parameter in the map of a listed pattern
MATCH (c:Country) RETURN c.id, [(c)--(f:Film {id: 'odd/f2'}) | f.id] AS a, size([(c)--(f:Film {year: $year}) | 1]) AS b ORDER BY c.id

// A parameter in the map of a tested pattern
MATCH (p:Person) WHERE (p)-->(:Film {year: $year}) RETURN p.id ORDER BY p.id

// A stranger in the map of a listed pattern
MATCH (c:Country) RETURN [(c)--(f:Film {id: nobody}) | f.id] AS films

// A stranger in the map of a tested pattern
MATCH (c:Country) WHERE (c)--(:Film {id: nobody}) RETURN c

// A variable that is taken for the word ALL
WITH [1, 2] AS all RETURN size(all) AS n

// A day and a text
MATCH (f:Film) RETURN f.id, f.name + ' (' + f.released + ')' AS told, 'so ' + (f.year > 2000) AS new ORDER BY f.id

// Months and days between two days, at the ends of months
UNWIND [date('2019-01-31'), date('2020-02-29'), date('2021-03-30'), date('1999-12-31')] AS a UNWIND [date('2019-02-28'), date('2020-02-29'), date('2000-01-01')] AS b RETURN a, b, duration.between(a, b) AS between, duration.inMonths(a, b) AS months ORDER BY a, b

// A day and a number
MATCH (f:Film) RETURN f.released + f.year AS x

// Texts summed
MATCH (p:Person) RETURN sum(p.name) AS x

// A bracket that is not closed
RETURN 'a' =~ '[' AS x

// Writing inside a subquery that only reads
MATCH (f:Film) CALL (f) { CREATE (g:Film) RETURN g } RETURN g

// A range whose step leads away from its end, and is longer than the way
RETURN range(1, 0, 2) AS a, range(5, 3, 3) AS b, range(5, 3, 2) AS c, range(0, 1, -2) AS d, range(0, 2, -2) AS e, range(0, 10, 3) AS f, range(3, 3, -1) AS g, [s IN [2, -3, 1] | range(1, 0, s)] AS h

// A percentile that falls on a value is that value
UNWIND [[7], [1, 2, 3], [1, 2, 3, 4], [1, 2, 3, 4, 5]] AS list UNWIND list AS x RETURN size(list) AS n, percentileCont(x, 0.5) AS half, percentileCont(x, 0.25) AS quarter, percentileCont(x, 1) AS most, percentileDisc(x, 0.3) AS disc ORDER BY n

// Infinity as a text
RETURN toString(1.0 / 0) AS a, toString(-1.0 / 0) AS b, 'x' + 1.0 / 0 AS c

// Equal times of several zones come by their local time
UNWIND ['2020-01-01T00:00:00Z', '2020-01-01T09:00:00+09:00', '2020-01-01T00:00:00.5Z'] AS s WITH datetime(s) AS t RETURN t ORDER BY t DESC

// A day without its month
RETURN date({year: 2020, day: 5}) AS x

// Seconds without minutes
RETURN localtime({hour: 5, second: 5}) AS x

// A duration of nothing
UNWIND [null] AS n RETURN duration({days: n}) AS x

// Maps each once
UNWIND [{a: 1, l: ['x'], m: {k: true}}, {a: 1, l: ['x'], m: {k: true}}] AS x RETURN DISTINCT x

// ==== Left to Neo4j

// Lists of what is NaN, each once
UNWIND [0.0 / 0, 0.0 / 0, 1.0] AS x RETURN collect(DISTINCT x) AS list

// Groups by lists that hold NaN
UNWIND [[0.0 / 0], [0.0 / 0], [1.0]] AS x RETURN x, count(*) AS n

// A union of what may be NaN
MATCH (f:Film) RETURN f.score AS x UNION MATCH (f:Film) RETURN f.score AS x

// The equality of paths where a node holds NaN
MATCH p = (f:Film)--() RETURN p = p AS same

// Maps in their order
UNWIND [{a: 1}, {b: 1}, {a: 2}, {a: 1, b: 2}] AS x RETURN x ORDER BY x

// Maps that hold 1 and 1.0, each once
UNWIND [{a: 1}, {a: 1.0}] AS x RETURN DISTINCT x

// Such maps collected
UNWIND [{a: 1}, {a: 1.0}] AS x RETURN collect(DISTINCT x) AS list

// Lists that hold 1 and 1.0 in a list
UNWIND [[[1]], [[1.0]]] AS x RETURN x, count(*) AS n

// The least of equal times of several zones
UNWIND ['2020-01-01T09:00:00+09:00', '2020-01-01T00:00:00Z'] AS s RETURN min(datetime(s)) AS x

// Such times collected
UNWIND ['2020-01-01T09:00:00+09:00', '2020-01-01T00:00:00Z'] AS s RETURN collect(DISTINCT datetime(s)) AS list

// A date of a part that is null
UNWIND [null, 2] AS m RETURN date({year: 2020, month: m}) AS x

// An end of the text before the end of a regular expression
RETURN 'a\n' =~ 'a$\n' AS x

// The long s, case set aside
RETURN 'ſ' =~ '(?i)s' AS x
