// Careers: the first and the last film of each person, and how many in between.
//
// $least  integer  films, at least (default 2)
//
// :params {least: 3}
MATCH (p:Person)-[:!HELD_PRINT_OF&!REDISCOVERED]->(film:Film)
WITH p, count(DISTINCT film) AS films, min(film.year) AS first, max(film.year) AS last
WHERE films >= $least
RETURN p.name AS person, first, last, last - first AS span, films
ORDER BY films DESC, span DESC, person, p.id
