// Films with versions of different casts: who is in which version.
MATCH (actor:Person)-[part:ACTED_IN]->(f:Film)
WHERE part.version IS NOT NULL
WITH DISTINCT f, part.version AS version, actor
ORDER BY actor.name, actor.id
WITH f, version, collect(actor.name) AS actors
OPTIONAL MATCH (both:Person)-[part:ACTED_IN]->(f)
WHERE part.version IS NULL
WITH f, version, actors, both
ORDER BY both.name, both.id
WITH f, version, actors, collect(DISTINCT both.name) AS in_all
RETURN f.name AS film, f.year AS year, version, actors, in_all
ORDER BY year, film, f.id, version
