// Credits on films from before a person's birth or long after the death: a wrong year, or two people taken for one.
//
// Empty where all is well.
MATCH (p:Person)-[r:!HELD_PRINT_OF&!REDISCOVERED]->(f:Film)
WHERE f.year < p.born OR f.year > p.died + 5
RETURN p.name AS person, p.born AS born, p.died AS died, type(r) AS credit,
       f.name AS film, f.year AS year, r.sources AS sources
ORDER BY person, p.id, year, film, f.id, credit
