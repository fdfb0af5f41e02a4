// What films tell: where they are set, what they are about, after what they are named.
//
// $what  entity  a name of the place, country, event or other thing, or the id (default null)
//
// :params {what: "Seoul"}
MATCH (f:Film)-[r:SET_IN|ABOUT|NAMED_AFTER|MADE_DURING|ECHOES]->(thing)
WHERE $what IS NULL OR $what IN [thing.id, thing.name] OR $what IN thing.names
RETURN f.name AS film, f.year AS year, type(r) AS relation, thing.name AS what, r.certainty AS certainty
ORDER BY year, film, f.id, relation, what, thing.id
