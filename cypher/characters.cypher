// Characters and who played them, in which film and which version of it.
MATCH (a:Person)-[part:PLAYED]->(figure:Character)
OPTIONAL MATCH (f:Film {id: part.film})
RETURN figure.name AS character, a.name AS actor, f.name AS film, f.year AS year,
       part.version AS version, part.certainty AS certainty
ORDER BY character, figure.id, year, film, f.id, version, actor, a.id
