// Which countries produce together, on how many films; each pair once.
//
// Of a relation without direction, such as CO_PRODUCED_WITH, ask without an arrow, and let one id
// come before the other, so that each pair is found once.
MATCH (x:Country)-[together:CO_PRODUCED_WITH]-(y:Country)
WHERE x.id < y.id
MATCH (film:Film {id: together.film})
WITH DISTINCT x, y, film
ORDER BY film.year, film.name, film.id
WITH x, y, count(film) AS films, min(film.year) AS first, max(film.year) AS last, collect(film.name) AS titles
RETURN x.name AS one, y.name AS other, films, first, last, titles
ORDER BY films DESC, x.name, x.id, y.name, y.id
