// Everything a person did, film by film, the earliest first.
//
// $person  entity  a name of the person, or the id
//
// :params {person: "Kim Sung-soo"}
MATCH (p:Person)
WHERE $person IN [p.id, p.name] OR $person IN p.names
MATCH (p)-[r:!HELD_PRINT_OF&!REDISCOVERED]->(f:Film)
RETURN p.name AS person, f.year AS year, f.name AS film, type(r) AS credit,
       r.role AS role, r.certainty AS certainty
ORDER BY person, p.id, year, film, f.id, credit, r.version
