// The busiest pairs: two people who worked on several films together, in whatever jobs.
//
// $least  integer  films in common, at least (default 2)
//
// :params {least: 2}
MATCH (x:Person)-[:!HELD_PRINT_OF&!REDISCOVERED]->(film:Film)<-[:!HELD_PRINT_OF&!REDISCOVERED]-(y:Person)
WHERE x.id < y.id
WITH x.id AS x_id, y.id AS y_id, count(DISTINCT film.id) AS together
WHERE together >= $least
MATCH (x:Person {id: x_id})-[:!HELD_PRINT_OF&!REDISCOVERED]->(film:Film)<-[:!HELD_PRINT_OF&!REDISCOVERED]-(y:Person {id: y_id})
WITH DISTINCT x, y, together, film
ORDER BY film.year, film.name, film.id
WITH x, y, together, collect(film.name) AS films
RETURN x.name AS one, y.name AS other, together, films
ORDER BY together DESC, one, x.id, other, y.id
