// Films without a year: gaps to fill.
//
// Empty where all is well.
MATCH (f:Film)
WHERE f.year IS NULL
OPTIONAL MATCH (f)<-[:DIRECTED]-(director:Person)
WITH f, director
ORDER BY director.name, director.id
WITH f, collect(director.name) AS directors
RETURN f.name AS film, directors, f.sources AS sources
ORDER BY film, f.id
