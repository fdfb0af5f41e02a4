// Questions that film people ask. Each is put to both stores, which must give the same answer.
//
// Blank lines part the questions; the first comment of a question is its title. After it may stand
//   free: a, b    columns whose lists nothing orders, such as those of collect()
//   ties: a, b    the columns that the rows are sorted by, where rows may be equal in them
// The parameters are in questions.py.

// ==== Look-ups

// A film by its name
MATCH (f:Film {name: 'Beat'}) RETURN f

// Every film of a name, whatever the script
MATCH (f:Film) WHERE f.name = '비트' OR '비트' IN f.names RETURN f.id, f.name, f.year

// A person by id
MATCH (p:Person {id: 'person/kim-sung-soo'}) RETURN p.name, p.names

// Who directed a film
MATCH (p:Person)-[:DIRECTED]->(f:Film {name: 'Beat'}) RETURN p.name, f.year

// Who did anything for a film
MATCH (who)-[r]->(:Film {id: 'film/beat-1997'}) RETURN who.name, labels(who), type(r)

// The cast in the order of the credits
MATCH (p:Person)-[r:ACTED_IN]->(f:Film {id: 'odd/f2'}) RETURN p.name, r.role ORDER BY r.billing

// Films of one year
MATCH (f:Film) WHERE f.year = 1997 RETURN f.id, f.name ORDER BY f.id

// Films of a span of years
MATCH (f:Film) WHERE 1990 <= f.year < 2000 RETURN f.id, f.year ORDER BY f.year, f.id

// Films that are no feature
MATCH (f:Film) WHERE f.kind <> '장편' AND f.kind <> 'feature' RETURN f.id, f.kind

// What is known of a country
MATCH (c:Country {name: 'South Korea'}) RETURN c.id, c.names, c.certainty

// Documentaries: 다큐멘터리 among the genres
MATCH (f:Film) WHERE '다큐멘터리' IN f.genres RETURN f.id, f.genres ORDER BY f.id LIMIT 20

// Films by a list of names
MATCH (f:Film) WHERE f.name IN ['Beat', 'The Warriors', 'no such film'] RETURN f.name, f.year

// Companies that distribute
MATCH (c:Company) WHERE EXISTS { (c)-[:DISTRIBUTED]->(:Film) } RETURN c.id, c.name ORDER BY c.id LIMIT 30

// A person who is also a director by label
// free: labels(p)
MATCH (p:Person&Director) RETURN p.id, labels(p)

// A person who is no director by label, yet directed
MATCH (p:Person&!Director)-[:DIRECTED]->(f) RETURN DISTINCT p.id ORDER BY p.id LIMIT 25

// Films or events of a year
MATCH (n:Film|Event) WHERE n.year = 2019 RETURN n.id, labels(n) ORDER BY n.id

// What has no label
MATCH (n) WHERE size(labels(n)) = 0 RETURN n

// What has a label and no property but an id
MATCH (n) WHERE size(keys(n)) <= 1 RETURN n

// People with a height
MATCH (p:Person) WHERE p.height IS NOT NULL RETURN p.name, p.height ORDER BY p.height DESC, p.name

// What a word in the awkward corner is called
MATCH (n:Order) RETURN n.end, n.match, n.value, n.name

// Property keys that other databases keep for themselves
MATCH (p {id: 'odd/p3'}) RETURN p.type, p.title, p.name, p.id, p.label

// A film whose name would break a careless query
MATCH (f:Film) WHERE f.name STARTS WITH 'Robert`)' RETURN f.name, f.type

// A label in Hangul
MATCH (f:`한글`) RETURN f.name, f.title

// A relation in Hangul, with a property in Hangul
MATCH (a)-[r:관계]->(b) RETURN a.id, r.값, b.id

// ==== Parameters

// A person by a parameter
MATCH (p:Person {name: $person})-[r]->(f:Film) RETURN type(r), f.name, f.year ORDER BY f.year, f.name, type(r)

// Two people by two parameters
MATCH (a:Person {name: $person})-->(f:Film)<--(b:Person {name: $other}) RETURN DISTINCT f.name ORDER BY f.name

// A parameter that is null finds nothing
MATCH (f:Film) WHERE f.year = $nothing RETURN f

// A parameter that may be null leaves the choice open
MATCH (f:Film) WHERE $nothing IS NULL OR f.year = $nothing RETURN count(f) AS films

// Names from a list
MATCH (f:Film) WHERE f.name IN $names RETURN f.name, f.year ORDER BY f.name

// Unwinding a list
UNWIND $names AS name OPTIONAL MATCH (f:Film {name: name}) RETURN name, f.year ORDER BY name

// Unwinding rows
UNWIND $rows AS row OPTIONAL MATCH (f:Film {name: row.name, year: row.year}) RETURN row.name, row.year, f.id ORDER BY row.name

// Rows within a window that the caller sets
MATCH (f:Film) RETURN f.id ORDER BY f.id SKIP $skip LIMIT $limit

// A window computed from parameters
MATCH (f:Film) RETURN f.id ORDER BY f.id SKIP $skip + 1 LIMIT $limit * 2

// No rows asked for
MATCH (f:Film) RETURN f.id ORDER BY f.id LIMIT $none

// A property by the name in a parameter
MATCH (f:Film) WHERE f[$key] = 1997 RETURN f.id, f[$key] ORDER BY f.id

// Fields of a parameter that is a map
RETURN $row.name AS name, $row.year + 1 AS next, $row.missing AS missing, keys($row) AS keys

// A date as a parameter
MATCH (f:Film) WHERE f.released >= $day RETURN f.id, f.released ORDER BY f.released, f.id LIMIT 20

// A duration as a parameter
MATCH (f:Film {id: 'odd/f1'}) RETURN f.released + $span AS later

// A text in Hangul as a parameter
MATCH (p:Person) WHERE p.name STARTS WITH $hangul RETURN p.id, p.name ORDER BY p.id LIMIT 40

// Numbers of both kinds as parameters
RETURN $year / 2 AS half, $year / $two AS exact, $mixed AS mixed, [x IN $mixed | x * 2] AS doubled

// An empty list as a parameter
MATCH (f:Film) WHERE f.name IN $empty RETURN f

// Parameters that come back as they went
RETURN $person AS a, $year AS b, $two AS c, $nothing AS d, $names AS e, $row AS f, $day AS g, $span AS h, $yes AS i

// ==== Null

// Films without a year
MATCH (f:Film) WHERE f.year IS NULL RETURN f.id

// Films without genres
MATCH (f:Film) WHERE f.genres IS NULL OR size(f.genres) = 0 RETURN f.id ORDER BY f.id LIMIT 50

// Not short, where the running time is known
MATCH (f:Film) WHERE NOT f.minutes < 60 RETURN count(*) AS films

// Neither true nor false
MATCH (f:Film) WHERE NOT (f.minutes < 60 OR f.minutes >= 60) RETURN f.id

// Null in an or, an and, an xor
RETURN null OR true AS a, null AND false AS b, null XOR true AS c, NOT null AS d, null = null AS e, null <> 1 AS f

// Null in a list
RETURN 1 IN [null, 1] AS a, 1 IN [null] AS b, null IN [1] AS c, null IN [] AS d, [null] = [null] AS e, [1, null] = [2, null] AS f

// What a missing property does to arithmetic and texts
MATCH (f:Film {id: 'odd/f6'}) RETURN f.minutes + 1 AS a, f.name + '!' AS b, f.name CONTAINS 'x' AS c, size(f.name) AS d, toUpper(f.name) AS e

// A default for what is missing
MATCH (f:Film) WHERE f.id STARTS WITH 'odd/' RETURN f.id, coalesce(f.title, f.name, f.id) AS shown ORDER BY f.id

// The first name that is known
MATCH (p:Person) WHERE p.id STARTS WITH 'odd/' RETURN p.id, coalesce(p.name, p.names[0], 'unknown') AS name ORDER BY p.id

// A name that is no text at all counts as none
MATCH (p:Person) WHERE p.id STARTS WITH 'odd/' RETURN p.id, nullIf(trim(p.name), '') AS name, p.name IS NULL AS absent ORDER BY p.id

// Properties of nothing
OPTIONAL MATCH (p:Person {name: 'nobody'}) RETURN p, p.name, labels(p), keys(p), p.name IS NULL AS absent

// Aggregates leave nulls out
MATCH (p:Person) WHERE p.id STARTS WITH 'odd/' RETURN count(*) AS people, count(p.height) AS measured, min(p.height) AS least, sum(p.height) > 7.2 AS much

// Aggregates over nothing
MATCH (p:Person {name: 'nobody'}) RETURN count(p) AS n, sum(p.born) AS s, avg(p.born) AS a, min(p.born) AS lo, max(p.born) AS hi, collect(p.name) AS names

// A case that no branch fits
MATCH (f:Film {id: 'odd/f6'}) RETURN CASE WHEN f.minutes > 100 THEN 'long' END AS a, CASE f.name WHEN null THEN 'null' ELSE 'other' END AS b

// Equality of missing values finds nothing
MATCH (a:Film), (b:Film) WHERE a.id STARTS WITH 'odd/' AND b.id STARTS WITH 'odd/' AND a.kind = b.kind RETURN a.id, b.id ORDER BY a.id, b.id

// Nulls come last, or first when turned round
UNWIND [2, null, 1] AS x RETURN x ORDER BY x

// Nulls come first
UNWIND [2, null, 1] AS x RETURN x ORDER BY x DESC

// Quantifiers over nulls
RETURN any(x IN [null, 1] WHERE x = 1) AS a, all(x IN [null, 1] WHERE x = 1) AS b, none(x IN [null] WHERE x = 1) AS c, single(x IN [1, null] WHERE x = 1) AS d

// Null is no map and no list
RETURN null.a AS a, null[0] AS b, size(null) AS c, head([]) AS d, last([null]) AS e, [1, 2][null] AS f

// ==== Aggregation

// Films by year
MATCH (f:Film) RETURN f.year AS year, count(*) AS films ORDER BY year

// Films by decade
MATCH (f:Film) WHERE f.year IS NOT NULL RETURN f.year / 10 * 10 AS decade, count(*) AS films ORDER BY decade

// The directors of most films
MATCH (p:Person)-[:DIRECTED]->(f:Film) RETURN p.id, count(DISTINCT f) AS films ORDER BY films DESC, p.id LIMIT 15

// The busiest actors, with the years of their careers
MATCH (p:Person)-[:ACTED_IN]->(f:Film) WITH p, count(DISTINCT f) AS films, min(f.year) AS first, max(f.year) AS last WHERE films > 1 RETURN p.id, films, first, last, last - first AS span ORDER BY films DESC, p.id LIMIT 30

// Distributors by films and minutes
MATCH (c:Company)-[:DISTRIBUTED]->(f:Film) WITH c, f ORDER BY f.id RETURN c.id, count(f) AS films, sum(f.minutes) AS minutes, round(avg(f.minutes), 1) AS mean ORDER BY films DESC, c.id LIMIT 20

// Films with more than one director
MATCH (f:Film)<-[:DIRECTED]-(p:Person) WITH f, count(p) AS directors, collect(p.name) AS names WHERE directors > 1 RETURN f.id, directors, size(names) AS named ORDER BY f.id

// The directors of each of them, by name
// free: names
MATCH (f:Film)<-[:DIRECTED]-(p:Person) WITH f, collect(p.name) AS names WHERE size(names) > 1 RETURN f.id, names ORDER BY f.id

// Genres by number of films
MATCH (f:Film) UNWIND f.genres AS genre RETURN genre, count(*) AS films ORDER BY films DESC, genre

// Genres by mean length, the longest first
MATCH (f:Film) WHERE f.minutes > 0 UNWIND f.genres AS genre WITH f, genre ORDER BY f.id WITH genre, count(*) AS films, round(avg(f.minutes), 1) AS mean WHERE films >= $least RETURN genre, films, mean ORDER BY mean DESC, genre

// Which genres go together
MATCH (f:Film) UNWIND f.genres AS a UNWIND f.genres AS b WITH a, b, count(*) AS films WHERE a < b RETURN a, b, films ORDER BY films DESC, a, b LIMIT 20

// Relations by number
MATCH ()-[r]->() RETURN type(r) AS relation, count(*) AS n ORDER BY n DESC, relation

// Labels by number
MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) AS n ORDER BY label

// How complete the records are
MATCH (f:Film) RETURN count(*) AS films, count(f.year) AS year, count(f.minutes) AS minutes, count(f.genres) AS genres, count(f.released) AS released

// A share in per cent
MATCH (f:Film) RETURN 100.0 * count(f.minutes) / count(*) AS percent

// A whole number divided by a whole number
MATCH (f:Film) RETURN count(f.minutes) / count(*) AS share, count(*) / 2 AS half, count(*) % 7 AS rest

// The longest and the shortest film
MATCH (f:Film) WITH max(f.minutes) AS longest, min(f.minutes) AS shortest MATCH (f:Film) WHERE f.minutes IN [longest, shortest] RETURN f.id, f.minutes ORDER BY f.minutes, f.id

// The first and the last release
MATCH (f:Film) RETURN min(f.released) AS first, max(f.released) AS last, count(DISTINCT f.released) AS days

// Whether any film is missing its day
MATCH (f:Film) RETURN count(*) > count(f.released) AS missing, count(*) - count(f.released) AS how_many

// Countries and their co-productions
MATCH (a:Country)<-[:PRODUCED_IN]-(f:Film)-[:PRODUCED_IN]->(b:Country) WHERE a.id < b.id RETURN a.name, b.name, count(f) AS films ORDER BY films DESC, a.name, b.name

// Pairs of actors who met more than once
MATCH (a:Person)-[:ACTED_IN]->(f:Film)<-[:ACTED_IN]-(b:Person) WHERE a.id < b.id WITH a, b, count(DISTINCT f) AS films WHERE films > 1 RETURN a.id, b.id, films ORDER BY films DESC, a.id, b.id LIMIT 25

// Jobs of people who do several
MATCH (p:Person)-[r]->(:Film) WITH p, collect(DISTINCT type(r)) AS jobs WHERE size(jobs) >= 3 RETURN p.id, size(jobs) AS n ORDER BY n DESC, p.id LIMIT 20

// The same, with the jobs in order
MATCH (p:Person)-[r]->(:Film) WITH DISTINCT p, type(r) AS job ORDER BY job WITH p, collect(job) AS jobs WHERE size(jobs) >= 3 RETURN p.id, jobs ORDER BY p.id LIMIT 20

// Counting in a condition
MATCH (f:Film)<-[:ACTED_IN]-(p) RETURN f.id, sum(CASE WHEN p.name STARTS WITH '김' THEN 1 ELSE 0 END) AS kims, count(*) AS cast ORDER BY kims DESC, f.id LIMIT 15

// The median running time, and the quarters
MATCH (f:Film) RETURN percentileCont(f.minutes, 0.5) AS median, percentileCont(f.minutes, 0.25) AS low, percentileCont(f.minutes, 0.75) AS high, percentileDisc(f.minutes, 0.9) AS nine

// The median by genre
MATCH (f:Film) UNWIND f.genres AS genre WITH genre, count(f.minutes) AS films, percentileCont(f.minutes, 0.5) AS median WHERE films > 3 RETURN genre, films, median ORDER BY median DESC, genre

// One group for all
MATCH (f:Film) RETURN count(*) AS films, count(DISTINCT f.year) AS years, max(f.year) - min(f.year) AS span

// Groups by a missing value
MATCH (f:Film) RETURN f.rating AS rating, count(*) AS films ORDER BY films DESC, rating

// Groups by a truth value
MATCH (f:Film) RETURN f.year >= 2000 AS new, count(*) AS films ORDER BY new

// Groups by a list
MATCH (f:Film) RETURN f.genres AS genres, count(*) AS films ORDER BY films DESC, genres[0], genres[1], genres[2], size(genres) LIMIT 5

// An aggregate inside an expression
MATCH (f:Film)<-[:ACTED_IN]-(p) RETURN f.id, 'cast of ' + count(p) AS told, count(p) * 2 + 1 AS more ORDER BY more DESC, f.id LIMIT 10

// Mixed numbers: which is least
MATCH (f:Film) WHERE f.id STARTS WITH 'odd/' AND f.score = f.score RETURN min(f.score) AS least, max(f.score) AS most, count(f.score) AS n

// Standing of a person among all
MATCH (p:Person)-[:ACTED_IN]->(f) WITH p, count(*) AS films ORDER BY films DESC, p.id WITH collect(p.id) AS ids RETURN size(ids) AS actors, ids[0] AS first, ids[-1] AS last, ids[..3] AS top

// Films by the length of their cast
MATCH (f:Film) OPTIONAL MATCH (f)<-[:ACTED_IN]-(p) WITH f, count(p) AS cast RETURN cast, count(*) AS films ORDER BY cast

// ==== WITH chains

// The actors of the busiest director
MATCH (d:Person)-[:DIRECTED]->(f:Film) WITH d, count(f) AS films ORDER BY films DESC, d.id LIMIT 1 MATCH (d)-[:DIRECTED]->(:Film)<-[:ACTED_IN]-(a) RETURN d.id, a.id, count(*) AS together ORDER BY together DESC, a.id

// A filter after a filter
MATCH (f:Film) WITH f WHERE f.year > 1990 WITH f WHERE f.year < 2000 WITH f.name AS name, f.year AS year WHERE name IS NOT NULL RETURN name, year ORDER BY year, name

// A name for a computed value
MATCH (f:Film) WITH f, f.minutes / 60 AS hours, f.minutes % 60 AS rest WHERE hours >= 2 RETURN f.id, hours, rest ORDER BY hours DESC, rest DESC, f.id LIMIT 20

// The name of a name
MATCH (f:Film {name: 'Beat'}) WITH f AS film WITH film AS f RETURN f.name

// Above the mean
MATCH (f:Film) WHERE f.minutes IS NOT NULL WITH round(avg(f.minutes)) AS mean MATCH (f:Film) WHERE f.minutes > mean + 45 RETURN f.id, f.minutes ORDER BY f.id

// Colleagues of colleagues that never met
MATCH (me:Person {name: $person})-->(:Film)<--(mate:Person) WITH me, collect(DISTINCT mate) AS mates UNWIND mates AS mate MATCH (mate)-->(:Film)<--(far:Person) WHERE NOT far IN mates AND far <> me RETURN far.name, count(DISTINCT mate) AS through ORDER BY through DESC, far.name LIMIT 10

// A list made, taken apart, made again
MATCH (f:Film) WHERE f.genres IS NOT NULL WITH f ORDER BY f.id WITH collect(f)[..5] AS some UNWIND some AS f RETURN f.id, f.genres ORDER BY f.id

// The three latest films of a director
MATCH (d:Person {name: $other})-[:DIRECTED]->(f:Film) WITH d, f ORDER BY f.year DESC, f.id LIMIT 3 RETURN d.name, collect(f.name) AS latest

// A variable that stays behind
MATCH (p:Person)-[:DIRECTED]->(f:Film) WITH p, f WHERE f.year = 1997 WITH p RETURN DISTINCT p.id ORDER BY p.id

// Everything passes
MATCH (f:Film {id: 'odd/f1'}) WITH *, f.year - 1 AS before RETURN f.id, before

// Ordered on the way, not in the end
MATCH (f:Film) WITH f ORDER BY f.minutes DESC, f.id LIMIT 7 RETURN f.minutes AS minutes, f.id AS id ORDER BY id

// A condition on an aggregate and its group
MATCH (c:Country)<-[:PRODUCED_IN]-(f:Film) WITH c.name AS country, count(*) AS films, min(f.year) AS first WHERE films > 2 AND first < 2015 RETURN country, films, first ORDER BY country

// The difference of two counts
MATCH (p:Person) OPTIONAL MATCH (p)-[:ACTED_IN]->(a:Film) WITH p, count(a) AS acted OPTIONAL MATCH (p)-[:DIRECTED]->(d:Film) WITH p, acted, count(d) AS directed WHERE acted > 0 AND directed > 0 RETURN p.id, acted, directed, acted - directed AS more ORDER BY p.id

// DISTINCT on the way
MATCH (:Person)-[r]->(:Film) WITH DISTINCT type(r) AS job RETURN count(*) AS jobs

// Rank by position in a list
MATCH (f:Film) WHERE f.minutes > 0 WITH f ORDER BY f.minutes DESC, f.id LIMIT 5 WITH collect(f.id) AS ids UNWIND range(0, size(ids) - 1) AS i RETURN i + 1 AS rank, ids[i] AS film ORDER BY rank

// ==== Ordering

// Films by year, ties in any order
// ties: year
MATCH (f:Film) RETURN f.year AS year, f.id AS id ORDER BY year

// By two columns, one downwards, ties in any order
// ties: year, kind
MATCH (f:Film) RETURN f.year AS year, f.kind AS kind, f.id AS id ORDER BY year DESC, kind

// By length of the name, then by the name
MATCH (f:Film) RETURN f.name AS name, size(f.name) AS letters ORDER BY letters DESC, name LIMIT 20

// Names in the order of their code points
MATCH (p:Person) WHERE p.id STARTS WITH 'odd/' RETURN p.name AS name ORDER BY name

// Texts of many scripts
UNWIND ['b', 'B', 'a', 'ä', 'Z', '가', '나', 'é', '', ' ', '10', '9', 'ㄱ', '😀', '𝒜', 'ﬀ'] AS x RETURN x ORDER BY x

// Types in their order
UNWIND [1, 'a', true, null, 2.5, [1], date('2020-01-01')] AS x RETURN x ORDER BY x

// Truth values, falling
UNWIND [true, false, null] AS x RETURN x ORDER BY x DESC

// Whole and other numbers mixed
UNWIND [3, 1.5, -2, 0.0, 2, 10, 9.99] AS x RETURN x ORDER BY x

// Lists are ordered by their items
UNWIND [[2], [1, 2], [1], [], [1, null], [1, 1]] AS x RETURN x ORDER BY x

// Dates
MATCH (f:Film) WHERE f.released IS NOT NULL RETURN f.released AS day, f.id AS id ORDER BY day DESC, id LIMIT 10

// By what is not shown
MATCH (f:Film) WHERE f.id STARTS WITH 'odd/' RETURN f.id ORDER BY f.year DESC, f.id

// By an expression
MATCH (f:Film) WHERE f.id STARTS WITH 'odd/' RETURN f.id, f.year ORDER BY f.year % 10, f.id

// By an alias that hides a property
MATCH (f:Film) WHERE f.id STARTS WITH 'odd/' RETURN -f.year AS year, f.id ORDER BY year, f.id

// By an aggregate
MATCH (f:Film)-[:PRODUCED_IN]->(c:Country) RETURN c.name, count(f) ORDER BY count(f) DESC, c.name LIMIT 10

// Skipping beyond the end
MATCH (f:Film) RETURN f.id ORDER BY f.id SKIP 1000000

// None at all
MATCH (f:Film) RETURN f.id ORDER BY f.id LIMIT 0

// A page in the middle
MATCH (p:Person) RETURN p.id ORDER BY p.id SKIP 40 LIMIT 10

// A limit on what comes first
MATCH (f:Film) WITH f ORDER BY f.year, f.id LIMIT 3 MATCH (f)<-[r]-(p) RETURN f.id, type(r), p.id ORDER BY f.id, type(r), p.id

// By a property of a relationship
MATCH (p:Person)-[r:ACTED_IN]->(f:Film {id: 'film/black-republic-1990'}) RETURN p.name ORDER BY r.billing DESC, p.name

// By a truth value
MATCH (f:Film) WHERE f.id STARTS WITH 'odd/' RETURN f.id ORDER BY f.minutes IS NULL, f.minutes, f.id

// ==== DISTINCT

// Years that have films
MATCH (f:Film) RETURN DISTINCT f.year AS year ORDER BY year

// Nodes once
MATCH (p:Person)-[:DIRECTED|WROTE|PRODUCED]->(f:Film) WHERE f.year = 1997 RETURN DISTINCT p

// Pairs once
MATCH (p)-[r]->(f:Film) RETURN DISTINCT p:Person AS person, type(r) AS does ORDER BY person, does

// Null is one value
MATCH (f:Film) RETURN DISTINCT f.kind AS kind ORDER BY kind

// 1 and 1.0 are one value, '1' and true are others
UNWIND [1, 1.0, '1', true, 1, null, null] AS x RETURN count(DISTINCT x) AS n

// Lists are compared item by item
UNWIND [[1, 2], [1, 2], [2, 1], [], []] AS x RETURN DISTINCT x ORDER BY x

// Maps are compared key by key
UNWIND [{a: 1}, {a: 1}, {a: 2}, {}] AS x RETURN count(DISTINCT x) AS n

// Distinct people behind the films of a country
MATCH (:Country {name: 'South Korea'})<-[:PRODUCED_IN]-(f:Film)<-[:DIRECTED]-(p:Person) RETURN count(p) AS credits, count(DISTINCT p) AS people

// Distinct, ordered, cut
MATCH (f:Film) RETURN DISTINCT f.year / 10 AS decade ORDER BY decade DESC SKIP 1 LIMIT 3

// Distinct relationships in an undirected walk
MATCH (:Film {id: 'odd/f5'})-[r]-() RETURN count(r) AS seen, count(DISTINCT r) AS there

// Collecting what is distinct
// free: years
MATCH (:Person {name: $other})-->(f:Film) RETURN collect(DISTINCT f.year) AS years

// ==== UNION

// Who directed or wrote it
MATCH (p:Person)-[:DIRECTED]->(f:Film {id: 'odd/f1'}) RETURN p.name AS name UNION MATCH (p:Person)-[:WROTE]->(f:Film {id: 'odd/f1'}) RETURN p.name AS name

// The same, with doubles
MATCH (p:Person)-[:DIRECTED]->(f:Film {id: 'odd/f1'}) RETURN p.name AS name UNION ALL MATCH (p:Person)-[:WROTE]->(f:Film {id: 'odd/f1'}) RETURN p.name AS name

// Films and events of a year in one column
MATCH (f:Film {year: 1997}) RETURN f.id AS id, 'film' AS what UNION MATCH (e:Event {year: 1997}) RETURN e.id AS id, 'event' AS what

// Three parts
RETURN 1 AS x UNION RETURN 2 AS x UNION RETURN 1 AS x

// A union with nulls
RETURN null AS x UNION RETURN null AS x UNION RETURN 1 AS x

// A union that keeps its nulls
RETURN null AS x UNION ALL RETURN null AS x UNION ALL RETURN 1 AS x

// A union inside CALL, sorted outside
CALL { MATCH (f:Film) WHERE f.minutes >= 200 RETURN f.id AS id UNION MATCH (f:Film) WHERE f.minutes < 15 RETURN f.id AS id } RETURN id ORDER BY id

// The most and the least in one table
CALL { MATCH (f:Film) WHERE f.minutes > 0 RETURN f.id AS id, f.minutes AS minutes ORDER BY minutes DESC, id LIMIT 2 UNION ALL MATCH (f:Film) WHERE f.minutes > 0 RETURN f.id AS id, f.minutes AS minutes ORDER BY minutes, id LIMIT 2 } RETURN id, minutes ORDER BY minutes, id

// Limits of their own parts
MATCH (f:Film) RETURN f.id AS id ORDER BY id LIMIT 2 UNION ALL MATCH (p:Person) RETURN p.id AS id ORDER BY id DESC LIMIT 2

// ==== OPTIONAL MATCH

// Films with or without a composer
MATCH (f:Film) WHERE f.year = 1997 OR f.id STARTS WITH 'odd/' OPTIONAL MATCH (p:Person)-[:COMPOSED_FOR]->(f) RETURN f.id, p.name ORDER BY f.id, p.name

// Films without a director
MATCH (f:Film) OPTIONAL MATCH (f)<-[:DIRECTED]-(d) WITH f, d WHERE d IS NULL RETURN f.id ORDER BY f.id LIMIT 40

// A condition inside, which drops no row
MATCH (p:Person {id: 'odd/p1'}) OPTIONAL MATCH (p)-[:DIRECTED]->(f:Film) WHERE f.year > 2015 RETURN p.name, f.name

// Two optional steps, the second from the first
MATCH (f:Film) WHERE f.id STARTS WITH 'odd/' OPTIONAL MATCH (f)<-[:DIRECTED]-(d) OPTIONAL MATCH (d)-[:WROTE]->(w) RETURN f.id, d.id, w.id ORDER BY f.id, d.id, w.id

// Nothing to begin with
OPTIONAL MATCH (f:Film {name: 'no such film'}) OPTIONAL MATCH (f)<-[r]-(p) RETURN f, r, p, count(*) AS n

// How many prizes, none counted as none
MATCH (f:Film) WHERE f.year = 2019 OPTIONAL MATCH (f)-[:WON]->(a) RETURN f.id, count(a) AS prizes ORDER BY prizes DESC, f.id

// A path that may be missing
MATCH (p:Person {name: 'song kang-ho'}) OPTIONAL MATCH path = (p)-[:WROTE]->() RETURN p.name, path, length(path) AS l, path IS NULL AS none

// Optional in both directions
MATCH (f:Film {id: 'odd/f5'}) OPTIONAL MATCH (f)-[:REMAKE_OF]-(g) RETURN g.id ORDER BY g.id

// Optional and then required
MATCH (p:Person {id: 'odd/p7'}) OPTIONAL MATCH (p)-[:WROTE]->(w) MATCH (p)-[:DIRECTED]->(f) RETURN w, f.name

// Whether it exists, as a column
MATCH (f:Film) WHERE f.id STARTS WITH 'odd/' OPTIONAL MATCH (f)-[r:PRODUCED_IN]->() RETURN f.id, count(r) > 0 AS produced ORDER BY f.id

// A label that nobody has
OPTIONAL MATCH (x:Spaceship) RETURN x

// A relation that nobody has
MATCH (f:Film {id: 'odd/f1'}) OPTIONAL MATCH (f)-[:FLEW_TO]->(x) RETURN f.name, x

// Collected nulls are none
MATCH (f:Film {id: 'odd/f6'}) OPTIONAL MATCH (f)<-[:ACTED_IN]-(p) RETURN collect(p) AS cast, collect(p.name) AS names, size(collect(p)) AS n

// ==== Comprehension

// The cast of a film as a list
// free: cast
MATCH (f:Film {id: 'odd/f2'}) RETURN [(f)<-[:ACTED_IN]-(p) | p.name] AS cast

// With a condition, and the relationship's properties
// free: leads
MATCH (f:Film {id: 'odd/f2'}) RETURN [(f)<-[r:ACTED_IN]-(p) WHERE r.billing <= 3 | p.name + ' as ' + r.role[0]] AS leads

// Films of each director since a year
// free: films
MATCH (d:Person)-[:DIRECTED]->(:Film {year: 1997}) RETURN DISTINCT d.id, [(d)-[:DIRECTED]->(f:Film) WHERE f.year >= $year | f.id] AS films ORDER BY d.id

// How many of each kind
MATCH (f:Film) WHERE f.id STARTS WITH 'odd/' RETURN f.id, size([(f)<-[:ACTED_IN]-(p) | p]) AS cast, size([(f)<-[:DIRECTED]-(p) | 1]) AS directors ORDER BY f.id

// Two hops
// free: mates
MATCH (p:Person {id: 'odd/p2'}) RETURN [(p)-[:ACTED_IN]->(f)<-[:ACTED_IN]-(q) | q.name + ' in ' + f.name] AS mates

// Squares of even numbers
RETURN [x IN range(1, 10) WHERE x % 2 = 0 | x * x] AS squares

// Only a condition
MATCH (f:Film) WHERE f.genres IS NOT NULL RETURN f.id, [g IN f.genres WHERE size(g) > 3] AS long ORDER BY f.id LIMIT 30

// Only a map
MATCH (p:Person {id: 'person/kim-sung-soo'}) RETURN [n IN p.names | toUpper(n)] AS names

// A comprehension in a comprehension
RETURN [x IN [1, 2, 3] | [y IN range(1, x) | x * y]] AS table

// Over a collected list
MATCH (f:Film) WHERE f.year = 1997 WITH f ORDER BY f.id WITH collect(f) AS films RETURN [f IN films WHERE f.minutes IS NOT NULL | f.id] AS ids, [f IN films | f.name] AS names

// Reduce
MATCH (f:Film) WHERE f.minutes IS NOT NULL WITH f ORDER BY f.id LIMIT 10 WITH collect(f.minutes) AS all RETURN reduce(total = 0, m IN all | total + m) AS total, reduce(most = 0, m IN all | CASE WHEN m > most THEN m ELSE most END) AS most

// A sentence from a list
MATCH (f:Film {id: 'odd/f1'}) RETURN reduce(text = '', g IN f.genres | text + CASE text WHEN '' THEN '' ELSE ', ' END + g) AS genres

// Any, all, none, single
MATCH (f:Film) WHERE f.genres IS NOT NULL RETURN any(g IN f.genres WHERE g CONTAINS '드') AS any, all(g IN f.genres WHERE size(g) < 5) AS all, none(g IN f.genres WHERE g = 'drama') AS none, single(g IN f.genres WHERE g = 'drama') AS single, count(*) AS n ORDER BY any, all, none, single

// Slices of a list
WITH [0, 1, 2, 3, 4] AS l RETURN l[1..3] AS a, l[..2] AS b, l[3..] AS c, l[-2..] AS d, l[..-1] AS e, l[2..1] AS f, l[0..100] AS g, l[-1] AS h, l[10] AS i, l[-10] AS j

// Lists added and asked
RETURN [1, 2] + [3] AS a, [1] + 2 AS b, 0 + [1] AS c, 2 IN [1, 2] AS d, [1, 2] = [1, 2] AS e, [[1], 2] AS f, reverse([1, 2, 3]) AS g, tail([1, 2]) AS h

// Ranges
RETURN range(0, 5) AS a, range(5, 0, -2) AS b, range(3, 2) AS c, range(-2, 2, 2) AS d, size(range(1, 1000)) AS e

// A list of names, each once
MATCH (f:Film {year: 1997})<--(p) WITH p.name AS name ORDER BY name RETURN collect(DISTINCT name) AS names

// ==== Map projection

// A film as a card
MATCH (f:Film {id: 'odd/f1'}) RETURN f {.name, .year, .minutes}

// All of it
MATCH (f:Film {id: 'odd/f7'}) RETURN f {.*}

// What is missing is null
MATCH (f:Film {id: 'odd/f6'}) RETURN f {.name, .year}

// A card with its cast
MATCH (f:Film {id: 'odd/f1'}) RETURN f {.name, directors: [(f)<-[:DIRECTED]-(d) | d.name], cast: size([(f)<-[:ACTED_IN]-(p) | p])} AS card

// A variable in a projection
MATCH (p:Person)-[r:ACTED_IN]->(f:Film {id: 'odd/f1'}) WITH f, p.name AS star RETURN f {.name, star}

// Of a relationship
MATCH (p:Person {id: 'odd/p3'})-[r:ACTED_IN]->(f) RETURN r {.billing, .role, film: f.name} AS credit ORDER BY credit.billing

// A literal map and its fields
// free: keys
WITH {title: 'Beat', year: 1997, tags: ['a', 'b']} AS m RETURN m.title AS title, m['year'] AS year, m.tags[1] AS tag, m.none AS none, keys(m) AS keys

// Maps in a list
MATCH (f:Film) WHERE f.id STARTS WITH 'odd/' WITH f ORDER BY f.id RETURN collect({id: f.id, year: f.year}) AS films

// A map out of a map
WITH {a: 1, b: {c: [1, 2]}} AS m RETURN m.b.c[1] AS x, m {.a} AS y, m {.b, d: 3} AS z

// All that a node holds, as a map
MATCH (c:Country {id: 'odd/c1'}) RETURN properties(c) AS all

// ==== EXISTS and COUNT

// Directors who also act
MATCH (p:Person) WHERE EXISTS { (p)-[:DIRECTED]->(:Film) } AND EXISTS { (p)-[:ACTED_IN]->(:Film) } RETURN p.id ORDER BY p.id

// Who acted in a film of their own
MATCH (p:Person)-[:DIRECTED]->(f:Film) WHERE EXISTS { (p)-[:ACTED_IN]->(f) } RETURN p.id, f.id ORDER BY p.id, f.id

// The older way to ask
MATCH (p:Person)-[:DIRECTED]->(f:Film) WHERE (p)-[:WROTE]->(f) RETURN p.id, f.id ORDER BY p.id, f.id

// Films that nobody is known to have directed
MATCH (f:Film) WHERE NOT EXISTS { (f)<-[:DIRECTED]-() } RETURN f.id ORDER BY f.id LIMIT 30

// With a condition inside
MATCH (p:Person) WHERE EXISTS { MATCH (p)-[r:ACTED_IN]->(f:Film) WHERE r.billing = 1 AND f.year >= 2019 } RETURN p.id ORDER BY p.id LIMIT 30

// Counting credits
MATCH (p:Person) WHERE COUNT { (p)-->(:Film) } > 3 RETURN p.id, COUNT { (p)-->(:Film) } AS credits ORDER BY credits DESC, p.id

// Counting as a value, in an expression
MATCH (f:Film) WHERE f.id STARTS WITH 'odd/' RETURN f.id, COUNT { (f)<-[:ACTED_IN]-() } + COUNT { (f)<-[:DIRECTED]-() } AS people ORDER BY f.id

// Counting with a condition
MATCH (c:Country) RETURN c.id, COUNT { (c)<-[:PRODUCED_IN]-(f:Film) WHERE f.year < 2015 } AS older ORDER BY older DESC, c.id LIMIT 8

// Existence as a value
MATCH (f:Film) WHERE f.id STARTS WITH 'odd/' RETURN f.id, EXISTS { (f)-[:PRODUCED_IN]->(:Country) } AS produced ORDER BY f.id

// Existence in a case
MATCH (p:Person) WHERE p.id STARTS WITH 'odd/' RETURN p.id, CASE WHEN EXISTS { (p)-[:DIRECTED]->() } THEN 'director' WHEN EXISTS { (p)-[:ACTED_IN]->() } THEN 'actor' ELSE 'other' END AS job ORDER BY p.id

// Nobody in common
MATCH (a:Film {id: 'odd/f1'}), (b:Film) WHERE b.id STARTS WITH 'odd/' AND a <> b AND NOT EXISTS { (a)<--(:Person)-->(b) } RETURN b.id ORDER BY b.id

// Existence within existence
MATCH (d:Person) WHERE EXISTS { MATCH (d)-[:DIRECTED]->(f:Film) WHERE EXISTS { (f)-[:WON]->() } } RETURN d.id ORDER BY d.id

// COLLECT as a value
// free: cast
MATCH (f:Film {id: 'odd/f2'}) RETURN COLLECT { MATCH (f)<-[r:ACTED_IN]-(p) WHERE r.billing > 1 RETURN p.name } AS cast

// Self loops exist
MATCH (n) WHERE EXISTS { (n)-->(n) } RETURN n.id ORDER BY n.id

// Isolated nodes
MATCH (n) WHERE NOT (n)--() RETURN n.id ORDER BY n.id LIMIT 20

// ==== CALL

// The latest film of each director
MATCH (d:Person)-[:DIRECTED]->(:Film {year: 1997}) WITH DISTINCT d CALL (d) { MATCH (d)-[:DIRECTED]->(f:Film) RETURN f ORDER BY f.year DESC, f.id LIMIT 1 } RETURN d.id, f.id, f.year ORDER BY d.id

// Two films of each country
MATCH (c:Country) CALL (c) { MATCH (c)<-[:PRODUCED_IN]-(f:Film) RETURN f.id AS film ORDER BY f.year, film LIMIT 2 } RETURN c.name, film ORDER BY c.name, film

// The older way to import
MATCH (c:Country {name: 'South Korea'}) CALL { WITH c MATCH (c)<-[:PRODUCED_IN]-(f:Film) RETURN count(f) AS films, min(f.year) AS first } RETURN c.name, films, first

// Nothing imported
CALL { MATCH (f:Film) RETURN max(f.year) AS latest } MATCH (f:Film {year: latest}) RETURN f.id ORDER BY f.id LIMIT 10

// A row for each number
UNWIND [1990, 2000, 2010] AS since CALL (since) { MATCH (f:Film) WHERE f.year >= since RETURN count(*) AS films } RETURN since, films ORDER BY since

// A call that finds nothing drops the row
MATCH (p:Person) WHERE p.id STARTS WITH 'odd/' CALL (p) { MATCH (p)-[:DIRECTED]->(f) RETURN f.id AS film } RETURN p.id, film ORDER BY p.id, film

// A call that counts keeps the row
MATCH (p:Person) WHERE p.id STARTS WITH 'odd/' CALL (p) { MATCH (p)-[:DIRECTED]->(f) RETURN count(f) AS films } RETURN p.id, films ORDER BY p.id

// A union in a call
MATCH (f:Film {id: 'odd/f1'}) CALL (f) { MATCH (f)<-[:DIRECTED]-(p) RETURN p.name AS name, 'directed' AS did UNION ALL MATCH (f)<-[:ACTED_IN]-(p) RETURN p.name AS name, 'acted' AS did } RETURN name, did ORDER BY did, name

// A call in a call
MATCH (c:Country {id: 'odd/c1'}) CALL (c) { MATCH (c)<-[:PRODUCED_IN]-(f:Film) CALL (f) { MATCH (f)<-[:ACTED_IN]-(p) RETURN count(p) AS cast } RETURN f.id AS film, cast } RETURN film, cast ORDER BY film

// ==== CASE

// Length in words
MATCH (f:Film) WHERE f.id STARTS WITH 'odd/' RETURN f.id, CASE WHEN f.minutes < 40 THEN 'short' WHEN f.minutes < 120 THEN 'feature' WHEN f.minutes IS NULL THEN 'unknown' ELSE 'long' END AS length ORDER BY f.id

// Job in words
MATCH (p:Person {id: 'odd/p1'})-[r]->(f:Film) RETURN f.id, CASE type(r) WHEN 'DIRECTED' THEN 'director' WHEN 'WROTE' THEN 'writer' ELSE 'crew' END AS job ORDER BY f.id, job

// A case among the groups
MATCH (f:Film) RETURN CASE WHEN f.year < 2000 THEN 'old' WHEN f.year < 2020 THEN 'newer' ELSE 'new' END AS age, count(*) AS films ORDER BY age

// A case in an aggregate
MATCH (f:Film) RETURN count(CASE WHEN f.minutes >= 120 THEN 1 END) AS long, sum(CASE WHEN f.minutes < 90 THEN 1 ELSE 0 END) AS short

// A case in the order
MATCH (f:Film) WHERE f.id STARTS WITH 'odd/' RETURN f.id ORDER BY CASE WHEN f.year IS NULL THEN 1 ELSE 0 END, CASE WHEN f.name = '' THEN 'zzz' ELSE f.name END, f.id

// Values of several types from one case
UNWIND [1, 2, 3, 4] AS x RETURN x, CASE x WHEN 1 THEN 'one' WHEN 2 THEN 2.0 WHEN 3 THEN [3] END AS y ORDER BY x

// A case with 1 and 1.0
RETURN CASE 1.0 WHEN 1 THEN 'same' ELSE 'other' END AS a, CASE '1' WHEN 1 THEN 'same' ELSE 'other' END AS b

// ==== Regular expressions

// Names in capitals
MATCH (n) WHERE n.name =~ '[A-Z]{2,}.*' RETURN n.id, n.name ORDER BY n.id LIMIT 20

// Case set aside
MATCH (p:Person) WHERE p.name =~ '(?i).*KANG-HO.*' RETURN p.id ORDER BY p.id

// Names of three syllables that begin with Kim
MATCH (p:Person) WHERE p.name =~ '김[가-힣]{2}' RETURN p.id ORDER BY p.id LIMIT 30

// The whole text must fit
RETURN 'Beat' =~ 'Bea' AS a, 'Beat' =~ 'Bea.' AS b, 'Beat' =~ '.*' AS c, '' =~ '' AS d, null =~ '.*' AS e

// Names with digits
MATCH (f:Film) WHERE f.name =~ '.*\\d.*' RETURN f.id, f.name ORDER BY f.id LIMIT 25

// Line breaks
RETURN 'a\nb' =~ 'a.b' AS a, 'a\nb' =~ '(?s)a.b' AS b, 'a\nb' =~ 'a\\sb' AS c

// Alternatives and groups
MATCH (f:Film) WHERE f.name =~ '.*(사랑|Love|love).*' RETURN f.id ORDER BY f.id

// Ids by their form
MATCH (n) WHERE n.id =~ '(film|person)/[a-z0-9-]+' RETURN count(*) AS n

// ==== Texts

// Films whose name has a word
MATCH (f:Film) WHERE f.name CONTAINS '의' RETURN f.id, f.name ORDER BY f.id LIMIT 30

// Names that end so
MATCH (p:Person) WHERE p.name ENDS WITH '수' RETURN p.id ORDER BY p.id LIMIT 30

// Surnames by frequency
MATCH (p:Person) WHERE p.name =~ '[가-힣]{3}' RETURN left(p.name, 1) AS surname, count(*) AS people ORDER BY people DESC, surname LIMIT 15

// Letters counted
RETURN size('기생충') AS a, size('😀') AS b, size('👨‍👩‍👧') AS c, size('é') AS d, size('é') AS e, size('') AS f

// Parts of a name
WITH '봉준호' AS name RETURN left(name, 1) AS a, substring(name, 1) AS b, right(name, 2) AS c, substring(name, 0, 2) AS d, reverse(name) AS e

// Upper and lower
RETURN toUpper('straße') AS a, toLower('ÖDÖN') AS b, toUpper('ﬁlm') AS c, toLower('İ') AS d, toUpper('기생충') AS e, toLower('ΣΑΣ') AS f

// Texts that are the same only to the eye
RETURN '가' = '가' AS a, 'é' = 'é' AS b, size('가') AS c

// Split and joined
WITH split('Bong Joon-ho', ' ') AS words RETURN words, words[0] AS first, size(words) AS n, split('a,,b', ',') AS empty, split('', ',') AS none

// Replaced, trimmed
RETURN replace('Beat (1997)', '1997', '1998') AS a, trim('  x ') AS b, ltrim('  x ') AS c, rtrim(' x  ') AS d, replace('aaa', 'aa', 'b') AS e

// Numbers in texts
RETURN toString(1) AS a, toString(1.0) AS b, toString(1.5e10) AS c, toString(0.1 + 0.2) AS d, toString(true) AS e, 'n' + 1 AS f, 'n' + 1.0 AS g

// Texts to numbers
RETURN toInteger('42') AS a, toInteger('4.9') AS b, toInteger('x') AS c, toFloat('1e3') AS d, toFloat('x') AS e, toInteger(3.99) AS f, toInteger(-3.99) AS g, toBoolean('TRUE') AS h

// Order of texts in a comparison
RETURN 'a' < 'b' AS a, 'Z' < 'a' AS b, '가' < '나' AS c, 'a' < 'aa' AS d, '10' < '9' AS e, 'z' < '가' AS f, '' < 'a' AS g

// A name with quotes and a line break
MATCH (n:Order) RETURN size(n.value) AS letters, n.value CONTAINS '\n' AS breaks, n.value STARTS WITH '"q"' AS quoted, split(n.value, '\n') AS lines

// Names that are padded
MATCH (p:Person) WHERE p.name <> trim(p.name) RETURN p.id, '[' + trim(p.name) + ']' AS name ORDER BY p.id

// Initials
MATCH (p:Person) WHERE p.id STARTS WITH 'person/' RETURN p.id, reduce(s = '', w IN split(p.name, ' ') | s + left(w, 1)) AS initials ORDER BY p.id

// Emoji are kept and found
MATCH (f:Film) WHERE f.name CONTAINS '😀' RETURN f.name, substring(f.name, 0, 2) AS head

// ==== Dates and durations

// Released in a month
MATCH (f:Film) WHERE f.released.month = 5 RETURN f.id, f.released ORDER BY f.id LIMIT 30

// Released by weekday
MATCH (f:Film) WHERE f.released IS NOT NULL RETURN f.released.dayOfWeek AS day, count(*) AS films ORDER BY day

// Released by quarter
MATCH (f:Film) WHERE f.released IS NOT NULL RETURN f.released.year AS year, f.released.quarter AS quarter, count(*) AS films ORDER BY year, quarter

// Between two days
MATCH (f:Film) WHERE date('2021-03-01') <= f.released <= date('2021-03-31') RETURN f.id, f.released ORDER BY f.released, f.id

// Parts of a day
WITH date('2020-02-29') AS d RETURN d.year AS y, d.month AS m, d.day AS d, d.week AS w, d.ordinalDay AS o, d.dayOfWeek AS dow, d.quarter AS q

// A month later
WITH date('2021-01-31') AS d RETURN d + duration('P1M') AS a, d + duration({days: 30}) AS b, d - duration('P1Y') AS c, d + duration({months: 1, days: 1}) AS e

// Days between
MATCH (f:Film) WHERE f.id STARTS WITH 'odd/' AND f.released IS NOT NULL RETURN f.id, duration.inDays(f.released, date('2021-01-01')).days AS days ORDER BY days, f.id

// Age at death
MATCH (p:Person) WHERE p.died_on IS NOT NULL RETURN p.name, duration.between(p.birthday, p.died_on).years AS age

// Age at the release of a film
MATCH (p:Person)-[:DIRECTED]->(f:Film) WHERE p.birthday IS NOT NULL AND f.released IS NOT NULL RETURN p.name, f.name, duration.between(p.birthday, f.released).years AS age ORDER BY f.name

// Years, months and days between
RETURN duration.between(date('1969-09-14'), date('2019-05-30')) AS a, duration.between(date('2019-05-30'), date('1969-09-14')) AS b, duration.between(date('2020-02-29'), date('2021-02-28')) AS c, duration.inMonths(date('2019-01-31'), date('2019-03-01')) AS d

// Truncated to the month
MATCH (f:Film) WHERE f.released IS NOT NULL RETURN date.truncate('month', f.released) AS month, count(*) AS films ORDER BY month DESC LIMIT 12

// Dates made from parts
RETURN date({year: 2019, month: 5, day: 30}) AS a, date({year: 2019}) AS b, date('2019') AS c, date('20190530') AS d, date('2019-W22-4') AS e

// Dates compared
RETURN date('2019-05-30') > date('2019-05-29') AS a, date('2019-05-30') = date('20190530') AS b, date('2019-05-30') = '2019-05-30' AS c, date('2019-05-30') < null AS d

// Times of a screening
MATCH (e:Event) WHERE e.starts IS NOT NULL RETURN e.name, e.starts, e.doors, e.local, e.lasts ORDER BY e.name

// Parts of a time
MATCH (e:Event) WHERE e.starts IS NOT NULL RETURN e.name, e.starts.year AS y, e.starts.hour AS h, e.doors.minute AS m, e.local.second AS s ORDER BY e.name

// Parts of a duration
MATCH (e:Event) WHERE e.lasts IS NOT NULL RETURN e.name, e.lasts.hours AS h, e.lasts.minutes AS m, e.lasts.days AS d, e.lasts.months AS mo ORDER BY e.name

// When it ends
MATCH (e:Event {id: 'odd/s1'}) RETURN e.local + e.lasts AS ends, e.starts + duration('PT2H12M') AS over

// Durations written and read
RETURN duration('P1Y2M10DT2H30M') AS a, duration({weeks: 1}) AS b, duration('PT90M') AS c, duration({hours: 25}) AS d, duration('P1D') = duration('PT24H') AS e

// A duration that a relation holds
MATCH (:Film)-[r:WON]->() WHERE r.after IS NOT NULL RETURN r.after, r.after.months AS months, r.after.days AS days

// Collaborations since a day
MATCH (a)-[r:COLLABORATED_WITH]->(b) WHERE r.since < date('2010-01-01') RETURN a.name, b.name, r.since

// The day as a text
MATCH (f:Film {id: 'odd/f1'}) RETURN toString(f.released) AS day, 'on ' + toString(f.released) AS told, left(toString(f.released), 4) AS year

// ==== Variable length

// Remakes of remakes
MATCH (f:Film)-[:REMAKE_OF*]->(g:Film) RETURN f.id, g.id ORDER BY f.id, g.id

// Up to two collaborations away
MATCH (p:Person {id: 'odd/p1'})-[:COLLABORATED_WITH*1..2]->(q) RETURN q.id, count(*) AS ways ORDER BY q.id

// In any direction
MATCH (p:Person {id: 'odd/p1'})-[:COLLABORATED_WITH*1..3]-(q) RETURN q.id, count(*) AS ways ORDER BY q.id

// Exactly two
MATCH (p:Person {name: $person})-[:ACTED_IN*2]-(q) RETURN DISTINCT q.name ORDER BY q.name

// None or one
MATCH (f:Film {id: 'odd/f6'})-[:REMAKE_OF*0..1]->(g) RETURN g.id ORDER BY g.id

// Nobody further than four credits
MATCH (p:Person {name: $person})-[:ACTED_IN*..4]-(q:Person) WHERE q <> p RETURN DISTINCT q.name ORDER BY q.name

// Length zero only
MATCH (f:Film {id: 'odd/f1'})-[*0]-(g) RETURN g.id

// Loops are walked once
MATCH p = (n:Loop)-[:SELF*]->(m) RETURN length(p) AS l, count(*) AS n ORDER BY l

// The relations on the way
MATCH (p:Person {id: 'odd/p2'})-[rs:ACTED_IN|DIRECTED*2]-(q) RETURN q.id, [r IN rs | type(r)] AS types, size(rs) AS n ORDER BY q.id, types

// A condition for each step
MATCH path = (p:Person {id: 'odd/p2'})-[:ACTED_IN*2]-(q) WHERE all(n IN nodes(path) WHERE n.name IS NOT NULL) RETURN q.id ORDER BY q.id

// A property for each step
MATCH (p:Person)-[:ACTED_IN*1..2 {billing: 1}]-(x) WHERE p.id STARTS WITH 'odd/' RETURN p.id, x.id ORDER BY p.id, x.id

// Where in the world a place is
MATCH (p:Place)-[:LOCATED_IN*]->(x) RETURN p.name, x.name ORDER BY p.name, x.name

// Both ends known
MATCH (a:Person {id: 'odd/p1'}), (b:Person {id: 'odd/p3'}) MATCH p = (a)-[*1..3]-(b) RETURN length(p) AS l, count(*) AS ways ORDER BY l

// Through a film of a year only
MATCH (a:Person {name: $other})-[:DIRECTED]->(f:Film {year: $year})<-[*1..1]-(b) RETURN DISTINCT b.name ORDER BY b.name

// ==== Shortest paths

// The chain between two people
MATCH p = shortestPath((a:Person {name: $person})-[:ACTED_IN|DIRECTED*]-(b:Person {name: 'Lee Jung-jae'})) RETURN length(p) AS steps

// How far from one to all
MATCH (a:Person {name: $person}), (b:Person) WHERE a <> b AND b.id STARTS WITH 'person/' MATCH p = shortestPath((a)-[:ACTED_IN|DIRECTED|WROTE*..8]-(b)) RETURN b.id, length(p) AS steps ORDER BY steps, b.id

// The only way between two
MATCH p = shortestPath((a:Film {id: 'odd/f6'})-[*]->(b:Film {id: 'odd/f7'})) RETURN p, [n IN nodes(p) | n.id] AS ids

// No way
MATCH p = shortestPath((a:Film {id: 'odd/f1'})-[*]-(b:Loop)) RETURN p

// No way, optional
MATCH (a:Film {id: 'odd/f1'}), (b:Loop) OPTIONAL MATCH p = shortestPath((a)-[*]-(b)) RETURN a.id, p, length(p) AS l

// All shortest ways
MATCH (a:Person {id: 'odd/p1'}), (b:Person {id: 'odd/p3'}) MATCH p = allShortestPaths((a)-[*]-(b)) RETURN [n IN nodes(p) | n.id] AS ids, [r IN relationships(p) | type(r)] AS types ORDER BY ids, types

// How many shortest ways
MATCH (a:Person {name: $person}), (b:Person {name: $other}) MATCH p = allShortestPaths((a)-[:ACTED_IN|DIRECTED|PRODUCED|WROTE*]-(b)) RETURN length(p) AS l, count(*) AS ways

// Parallel edges are ways of their own
MATCH (a {id: 'odd/p2'}), (b {id: 'odd/p4'}) MATCH p = allShortestPaths((a)-[:COLLABORATED_WITH*]->(b)) RETURN length(p) AS l, count(p) AS ways

// The films on the way
MATCH p = shortestPath((a:Person {name: 'Park Joong-hoon'})-[:ACTED_IN|DIRECTED|ASSISTANT_DIRECTED*]-(b:Person {name: 'Zhang Ziyi'})) RETURN [n IN nodes(p) WHERE n:Film | n.name] AS films

// Kept to films after a year
MATCH (a:Person {name: $person}), (b:Person {name: $other}) MATCH p = shortestPath((a)-[:ACTED_IN|DIRECTED*]-(b)) WITH p WHERE all(n IN nodes(p) WHERE n:Person OR n.year > 1990) RETURN length(p) AS l

// ==== Paths

// Length, nodes, relationships
MATCH p = (a:Person {id: 'odd/p1'})-[:DIRECTED]->(f:Film)-[:PRODUCED_IN]->(c) RETURN length(p) AS l, [n IN nodes(p) | n.id] AS ids, [r IN relationships(p) | type(r)] AS types ORDER BY ids

// A path as a result
MATCH p = (a:Person {id: 'odd/p1'})-[:DIRECTED]->(f:Film)-[:PRODUCED_IN]->(c) RETURN p

// A path walked against its arrows
MATCH p = (c:Country {id: 'odd/c2'})<-[:PRODUCED_IN]-(f)<-[:DIRECTED]-(a) RETURN p, startNode(relationships(p)[0]).id AS first

// A path of one node
MATCH p = (f:Film {id: 'odd/f1'}) RETURN p, length(p) AS l, nodes(p) AS ns, relationships(p) AS rs

// First and last of a path
MATCH p = (:Film {id: 'odd/f6'})-[:REMAKE_OF*]->() RETURN head(nodes(p)).id AS a, last(nodes(p)).id AS z, nodes(p)[1].id AS second ORDER BY length(p)

// Paths of every length, longest first
MATCH p = (:Film {id: 'odd/f6'})-[:REMAKE_OF|ECHOES*0..]->(x) RETURN length(p) AS l, x.id AS id ORDER BY l DESC, id

// Paths collected
// free: paths
MATCH p = (:Film {id: 'odd/f5'})-[]-() RETURN collect(p) AS paths

// Ends of a relationship
MATCH ()-[r:WROTE]->() WHERE startNode(r).id STARTS WITH 'odd/' RETURN startNode(r).name AS who, endNode(r).name AS what, r.share ORDER BY what

// A path through a self loop
MATCH p = (f:Film {id: 'odd/f5'})-[:ECHOES]-(g) RETURN p

// ==== Relationship properties

// Roles of an actor
MATCH (p:Person {id: 'odd/p3'})-[r:ACTED_IN]->(f) RETURN f.name, r.role, r.billing, r.type ORDER BY r.billing

// First billed
MATCH (p:Person)-[r:ACTED_IN {billing: 1}]->(f:Film) RETURN p.id, f.id ORDER BY f.id, p.id LIMIT 40

// Played more than one role in one film
MATCH (p:Person)-[r:ACTED_IN]->(f:Film) WHERE size(r.role) > 1 RETURN p.id, f.id, r.role ORDER BY p.id, f.id

// A role by name
MATCH (p:Person)-[r:ACTED_IN]->(f:Film) WHERE 'Mason' IN r.role RETURN p.name, f.name, r.billing ORDER BY r.billing

// Companies by their part
MATCH (c:Company)-[r]->(f:Film) RETURN type(r) AS relation, r.part AS part, count(*) AS n ORDER BY relation, part

// Staff by their job
MATCH (:Person)-[r]->(:Film) WHERE r.job IS NOT NULL RETURN r.job AS job, type(r) AS relation, count(*) AS n ORDER BY n DESC, job LIMIT 25

// Relations with a property of any kind
MATCH ()-[r]->() UNWIND keys(r) AS key RETURN key, count(*) AS n ORDER BY key

// Tickets sold
MATCH (f:Film)-[r:BOX_OFFICE]->(c) RETURN f.name, c.name, r.admissions, r.qualifier, r.as_of ORDER BY r.admissions DESC, f.name

// Prizes with edition and film
MATCH (w)-[r:WON]->(a:Award)-[:PRESENTED_AT]->(fest:Festival) RETURN w.name, a.name, fest.name, r.edition, r.film ORDER BY w.name, a.name

// Relations as results
MATCH (:Person {id: 'odd/p1'})-[r]->() RETURN r

// A relationship type as a condition
MATCH (p:Person {name: $other})-[r]->(f:Film) WHERE r:DIRECTED OR type(r) STARTS WITH 'ASSIST' RETURN f.name, type(r) ORDER BY f.name, type(r)

// All but some types
MATCH (p:Person {name: $other})-[r:!DIRECTED]->(x) RETURN type(r), x.name ORDER BY type(r), x.name

// Parallel edges counted
MATCH (a)-[r:COLLABORATED_WITH]->(b) WITH a, b, count(r) AS n WHERE n > 1 RETURN a.id, b.id, n

// A relation met from both ends
MATCH (a:Person)-[r:COLLABORATED_WITH]-(b:Person) WHERE a.id STARTS WITH 'odd/' RETURN a.id, b.id, r.since ORDER BY a.id, b.id, r.since

// ==== Nodes and lists as results

// Nodes
MATCH (f:Film) WHERE f.id STARTS WITH 'odd/' RETURN f ORDER BY f.id

// Nodes of no label and of several
// free: labels(n)
MATCH (n) WHERE n.id IN ['odd/n1', 'odd/f7', 'odd/p1', 'odd/l1', 'odd/s2', 'odd/c1'] RETURN n, labels(n)

// A list of nodes
// free: films
MATCH (p:Person {id: 'odd/p1'})-[:DIRECTED]->(f) RETURN p, collect(f) AS films

// A map of a node and a relationship
MATCH (p:Person)-[r:DIRECTED]->(f:Film {id: 'odd/f7'}) RETURN {who: p, how: r, what: f} AS all

// A node, its relation, its other end
MATCH (e:Event)<-[r:SCREENED_AT]-(f) RETURN e, r, f

// Whether two nodes are one
MATCH (a:Person {id: 'odd/p1'})-[:DIRECTED]->(f)<-[:WROTE]-(b) RETURN a = b AS same, a <> b AS other, f.id ORDER BY f.id

// Every star, nothing more
MATCH (p:Person {id: 'odd/p7'})-[r]->(f) RETURN *

// Nodes in the groups
MATCH (c:Country)<-[:PRODUCED_IN]-(f:Film) WHERE c.id STARTS WITH 'odd/' RETURN c, count(*) AS films

// A node out of a list
MATCH (f:Film) WHERE f.id STARTS WITH 'odd/' WITH f ORDER BY f.id WITH collect(f) AS films RETURN films[0] AS first, films[-1].name AS last, size(films) AS n

// ==== Numbers

// Whole numbers divided and floats divided
RETURN 7 / 2 AS a, -7 / 2 AS b, 7 % 3 AS c, -7 % 3 AS d, 7.0 / 2 AS e, 7 / 2.0 AS f, 2 ^ 3 AS g, 1 / 3.0 AS h, 1e308 * 10 AS i

// Rounding
RETURN round(2.5) AS a, round(-2.5) AS b, round(1.005, 2) AS c, floor(-1.5) AS d, ceil(-1.5) AS e, abs(-3) AS f, sign(-2.5) AS g, round(7) AS h

// The ends of 64 bits
MATCH (l:Loop) RETURN l.big, l.most, l.least, l.big + 1 AS next, l.most - 1 AS before

// Equal and not
RETURN 1 = 1.0 AS a, 0.1 + 0.2 = 0.3 AS b, 1 = '1' AS c, true = 1 AS d, [1] = [1.0] AS e, 9007199254740993 = 9007199254740992 AS f

// Not a number
MATCH (f:Film {id: 'odd/f5'}) RETURN f.score, f.score = f.score AS a, f.score > 1 AS b, isNaN(f.score) AS c, f.score IS NULL AS d

// A value of many types compared
MATCH (f:Film) WHERE f.mixed IS NOT NULL RETURN f.id, f.mixed, f.mixed = 1 AS one, f.mixed > 0 AS more, f.mixed IN [1, '1'] AS among ORDER BY f.id

// Precedence
RETURN 1 + 2 * 3 AS a, (1 + 2) * 3 AS b, -2 ^ 2 AS c, 2 ^ 3 ^ 2 AS d, NOT true OR true AS e, true XOR true AND false AS f, 10 - 2 - 3 AS g, 1 < 2 = true AS h

// Medians, the slow way
MATCH (f:Film) WHERE f.minutes > 0 WITH f.minutes AS m ORDER BY m WITH collect(m) AS ms RETURN ms[size(ms) / 2] AS median, size(ms) AS n

// ==== Patterns

// A triangle of people in one film
MATCH (a:Person)-[:ACTED_IN]->(f:Film)<-[:DIRECTED]-(b:Person)-[:WROTE]->(f) RETURN a.id, b.id, f.id ORDER BY f.id, a.id, b.id LIMIT 30

// The same node twice
MATCH (n)-[r]->(n) RETURN n.id, type(r), count(*) AS loops ORDER BY n.id

// A relation is walked once in one pattern
MATCH (a:Film {id: 'odd/f2'})<-[r1]-(p)-[r2]->(b:Film) RETURN p.id, type(r1), type(r2), b.id ORDER BY p.id, type(r1), type(r2), b.id

// Two patterns side by side share no relation
MATCH (f:Film {id: 'odd/f2'})<-[:ACTED_IN]-(a), (f)<-[:ACTED_IN]-(b) RETURN a.id, b.id, count(*) AS n ORDER BY a.id, b.id

// Two matches may share one
MATCH (f:Film {id: 'odd/f2'})<-[:ACTED_IN]-(a) MATCH (f)<-[:ACTED_IN]-(b) RETURN a.id, b.id, count(*) AS n ORDER BY a.id, b.id

// A relation matched before, used again
MATCH (p:Person {id: 'odd/p1'})-[r:WROTE]->(f) MATCH (x)-[r]->(y) RETURN x.id, y.id, r.share ORDER BY y.id

// A condition inside the pattern
MATCH (p:Person WHERE p.height > 1.79)-[r:ACTED_IN WHERE r.billing = 1]->(f:Film) RETURN p.id, f.id ORDER BY p.id, f.id

// Films that two countries share, one anonymous end
MATCH (:Country {name: 'France'})<-[:PRODUCED_IN]-(f)-[:PRODUCED_IN]->(c:Country) RETURN f.id, c.name ORDER BY f.id, c.name

// Neighbours in any direction
// free: labels
MATCH (:Film {id: 'odd/f1'})--(n) RETURN n.id, labels(n) AS labels ORDER BY n.id

// A product of two short lists
MATCH (a:Country), (b:Event) WHERE a.id STARTS WITH 'odd/' AND b.id STARTS WITH 'odd/' RETURN a.id, b.id ORDER BY a.id, b.id

// The whole cast and crew, by kind of work
// free: people
MATCH (f:Film {id: 'film/the-warriors-2001'})<-[r]-(p) RETURN type(r) AS work, collect(p.name) AS people ORDER BY work

// ==== Refused

// A word that is none
MATCH (f:Film) RETRUN f

// A bracket too few
MATCH (f:Film RETURN f

// A variable that nobody named
MATCH (f:Film) RETURN g.name

// A variable that WITH left behind
MATCH (p:Person)-[:DIRECTED]->(f:Film) WITH p RETURN f.name

// A variable of another part of a union
MATCH (f:Film) RETURN f.name AS name UNION MATCH (p:Person) RETURN f.name AS name

// Columns that differ in a union
RETURN 1 AS a UNION RETURN 2 AS b

// A function that is none
MATCH (f:Film) RETURN loudness(f)

// Too few arguments
MATCH (f:Film) RETURN substring(f.name)

// A text where a number is needed
RETURN 'a' * 2 AS x

// A number as a condition
MATCH (f:Film) WHERE f.year RETURN f

// A text subtracted
MATCH (f:Film {id: 'odd/f1'}) RETURN f.name - 1 AS x

// The size of a number
MATCH (f:Film {id: 'odd/f1'}) RETURN size(f.year) AS x

// The length of a list
RETURN length([1, 2]) AS x

// Division by nothing
RETURN 1 / 0 AS x

// Beyond 64 bits
RETURN 9223372036854775807 + 1 AS x

// An aggregate in WHERE
MATCH (f:Film) WHERE count(f) > 1 RETURN f

// An aggregate of an aggregate
MATCH (f:Film) RETURN sum(count(f)) AS x

// Ordered by what is gone after an aggregate
MATCH (f:Film) RETURN f.year, count(*) ORDER BY f.name

// Half a row
MATCH (f:Film) RETURN f LIMIT 1.5

// Less than no row
MATCH (f:Film) RETURN f LIMIT -1

// A limit that depends on the row
MATCH (f:Film) RETURN f LIMIT f.year

// A parameter that was not given
MATCH (f:Film {name: $forgotten}) RETURN f

// Creating in a question
CREATE (f:Film {name: 'new'}) RETURN f

// Setting in a question
MATCH (f:Film {name: 'Beat'}) SET f.year = 1998 RETURN f

// Deleting in a question
MATCH (f:Film) DETACH DELETE f

// Merging in a question
MERGE (f:Film {name: 'Beat'}) RETURN f

// Removing in a question
MATCH (f:Film) REMOVE f.year RETURN count(*)

// Writing in a subquery
MATCH (f:Film) CALL (f) { CREATE (g:Film) RETURN g } RETURN g

// Two columns of one name
MATCH (f:Film) RETURN f.name AS x, f.year AS x

// No result
MATCH (f:Film)

// An expression that has no name in WITH
MATCH (f:Film) WITH f.name RETURN 1

// A pattern as a value
MATCH (p:Person) RETURN (p)-[:DIRECTED]->() AS x

// A date that is none
RETURN date('2021-02-30') AS x

// A date and a number
RETURN date('2021-02-28') + 1 AS x

// A regular expression that is none
RETURN 'a' =~ '[' AS x

// A comparison of C
MATCH (f:Film) WHERE f.year == 1997 RETURN f

// A property of a number
RETURN (1).name AS x

// A list by a text
RETURN [1, 2]['a'] AS x

// A sum of texts
MATCH (p:Person {id: 'odd/p1'}) RETURN sum(p.name) AS x

// A relation with no type that is written
MATCH (a)-[:]->(b) RETURN a

// A variable that is both node and relationship
MATCH (a)-[a]->(b) RETURN a

// A map that is added
RETURN {a: 1} + {b: 2} AS x

// A toUpper of a list
RETURN toUpper(['a']) AS x

// A range of floats
RETURN range(1.5, 3) AS x

// Several statements
RETURN 1 AS x; RETURN 2 AS x

// A variable that is a word of Cypher
WITH [1, 2] AS all RETURN size(all) AS n

// Ordered by an aggregate that is part of a column
MATCH (f:Film)<-[:ACTED_IN]-(p) RETURN f.id, 'cast of ' + count(p) AS told ORDER BY count(p)

// Ordered by an aggregate where none is returned
MATCH (f:Film)-[:PRODUCED_IN]->(c:Country) RETURN c.name ORDER BY count(f)

// Both kinds of union
RETURN 1 AS x UNION RETURN 2 AS x UNION ALL RETURN 3 AS x

// Nothing at all
;

// ==== Only Neo4j

// The spread of running times
MATCH (f:Film) RETURN stDev(f.minutes) AS spread

// A list sorted in its subquery
MATCH (f:Film {id: 'odd/f2'}) RETURN COLLECT { MATCH (f)<-[r:ACTED_IN]-(p) RETURN p.name ORDER BY r.billing } AS cast

// A map with all of another map
WITH {a: 1, b: 2} AS m RETURN m {.*, c: 3} AS all

// A path of a pattern that repeats
MATCH (a:Person {id: 'odd/p1'}) ((x)-[:COLLABORATED_WITH]->(y)){1,2} (b) RETURN b.id

// How far two places are apart
RETURN point.distance(point({latitude: 37.57, longitude: 126.98}), point({latitude: 48.86, longitude: 2.35})) > 1000 AS far

// The shortest way by the newer words
MATCH p = SHORTEST 1 (a:Person {id: 'odd/p1'})-[:COLLABORATED_WITH]-+(b:Person {id: 'odd/p4'}) RETURN length(p) AS l

// The names of the labels
CALL db.labels() YIELD label RETURN count(label) > 0 AS any
