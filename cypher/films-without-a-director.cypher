// Films without a director: gaps to fill.
MATCH (f:Film)
WHERE NOT EXISTS { (f)<-[:DIRECTED]-(:Person) }
RETURN f.name AS film, f.year AS year, f.sources AS sources
ORDER BY year, film, f.id
