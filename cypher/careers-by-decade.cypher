// A career decade by decade: how many films, and in which jobs; of one person or of all.
//
// $person  entity  a name of the person, or the id (default null)
//
// :params {person: "Kim Sung-soo"}
MATCH (p:Person)
WHERE $person IS NULL OR $person IN [p.id, p.name] OR $person IN p.names
MATCH (p)-[credit:!HELD_PRINT_OF&!REDISCOVERED]->(film:Film)
WHERE film.year IS NOT NULL
WITH p, film.year / 10 * 10 AS decade, film, type(credit) AS job
ORDER BY job
WITH p, decade, count(DISTINCT film) AS films, collect(DISTINCT job) AS jobs
RETURN p.name AS person, decade, films, jobs
ORDER BY person, p.id, decade
