// People who worked on films of other countries than their own.
//
// $country  entity  a name of the people's country, or its id (default null)
//
// :params {country: null}
MATCH (p:Person)-[:NATIONALITY]->(own:Country)
WHERE $country IS NULL OR $country IN [own.id, own.name] OR $country IN own.names
MATCH (p)-[r:!HELD_PRINT_OF&!REDISCOVERED]->(f:Film)-[:PRODUCED_IN]->(other:Country)
WHERE NOT EXISTS { (f)-[:PRODUCED_IN]->(own) }
WITH DISTINCT p, own, type(r) AS credit, f, other
ORDER BY other.name, other.id
WITH p, own, credit, f, collect(other.name) AS produced_in
RETURN p.name AS person, own.name AS home, credit, f.name AS film, f.year AS year, produced_in
ORDER BY person, p.id, home, own.id, year, film, f.id, credit
