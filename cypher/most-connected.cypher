// The most connected people: with how many others each shares a film.
//
// $most  integer  how many people (default 20)
//
// :params {most: 10}
MATCH (p:Person)-[:!HELD_PRINT_OF&!REDISCOVERED]->(film:Film)<-[:!HELD_PRINT_OF&!REDISCOVERED]-(other:Person)
WHERE other.id <> p.id
WITH p, count(DISTINCT other) AS colleagues, count(DISTINCT film) AS films
RETURN p.name AS person, colleagues, films
ORDER BY colleagues DESC, films DESC, person, p.id
LIMIT $most
