// Directors and their actors, the pairs with most films first; of all, or of one person on either side.
//
// $person  entity   a name of the director or of the actor, or the id (default null)
// $least   integer  films in common, at least (default 1)
//
// :params {person: "Kim Sung-soo", least: 2}
MATCH (d:Person)-[:DIRECTED]->(film:Film)<-[:ACTED_IN]-(a:Person)
WHERE $person IS NULL
   OR $person IN [d.id, d.name] OR $person IN d.names
   OR $person IN [a.id, a.name] OR $person IN a.names
WITH DISTINCT d, a, film
ORDER BY film.year, film.name, film.id
WITH d, a, collect(film.name) AS films
WHERE size(films) >= $least
RETURN d.name AS director, a.name AS actor, size(films) AS together, films
ORDER BY together DESC, director, d.id, actor, a.id
