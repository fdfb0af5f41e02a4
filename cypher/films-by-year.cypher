// Films year by year, with their directors.
//
// $from  integer  not before this year (default 0)
// $to    integer  not after this year (default 9999)
//
// :params {from: 1990, to: 1999}
MATCH (f:Film)
WHERE $from <= f.year AND f.year <= $to
OPTIONAL MATCH (director:Person)-[:DIRECTED]->(f)
WITH f, director
ORDER BY director.name, director.id
WITH f, collect(director.name) AS directors
RETURN f.year AS year, f.name AS film, directors
ORDER BY year, film, f.id
