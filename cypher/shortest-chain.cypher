// The shortest chain between two people: person, film, person, film ... until they meet.
//
// Only who made a film links people, not who distributed or funded it, or made its effects. The
// chain stops at 20 steps, which is 10 films.
//
// $one    entity   a name of the one, or the id
// $other  entity   a name of the other, or the id
// $most   integer  how many, where several are equally short (default 5)
//
// :params {one: "Park Joong-hoon", other: "Zhang Ziyi", most: 5}
MATCH (one:Person)
WHERE $one IN [one.id, one.name] OR $one IN one.names
MATCH (other:Person)
WHERE ($other IN [other.id, other.name] OR $other IN other.names) AND other <> one
MATCH path = allShortestPaths((one)-[:DIRECTED|WROTE|ADAPTED|ASSISTANT_DIRECTED|ACTED_IN|PRODUCED|CINEMATOGRAPHY|ART_DIRECTED|EDITED|COMPOSED_FOR|WORKED_ON*..20]-(other))
WITH [step IN nodes(path) | step.id] AS ids, [step IN nodes(path) | step.name] AS chain,
     [credit IN relationships(path) | type(credit)] AS credits
ORDER BY reduce(text = '', credit IN credits | text + credit + ' ')
WITH ids, chain, collect(credits) AS ways
RETURN size(chain) / 2 AS films, chain, ways[0] AS credits
ORDER BY reduce(text = '', name IN chain + ids | text + name + ' ')
LIMIT $most
