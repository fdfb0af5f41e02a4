// People with several jobs on one film: who wrote and directed, produced and acted.
//
// $least  integer  jobs on the film, at least two (default 2)
//
// :params {least: 2}
MATCH (p:Person)-[one:!HELD_PRINT_OF&!REDISCOVERED]->(f:Film)<-[other:!HELD_PRINT_OF&!REDISCOVERED]-(p)
WHERE type(one) < type(other)
WITH DISTINCT p, f
MATCH (p)-[credit:!HELD_PRINT_OF&!REDISCOVERED]->(f)
WITH p, f, type(credit) AS job
ORDER BY job
WITH p, f, collect(DISTINCT job) AS jobs
WHERE size(jobs) >= $least
RETURN p.name AS person, f.name AS film, f.year AS year, jobs
ORDER BY size(jobs) DESC, person, p.id, year, film, f.id
