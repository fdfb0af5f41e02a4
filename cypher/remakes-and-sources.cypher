// Films that were made from something: remakes, and what films are based on, with who made that.
MATCH (f:Film)-[from:REMAKE_OF|BASED_ON]->(o)
OPTIONAL MATCH (maker:Person)-[:CREATED|DIRECTED]->(o)
WITH f, from, o, maker
ORDER BY maker.name, maker.id
WITH f, from, o, collect(maker.name) AS makers
RETURN f.name AS film, f.year AS year, type(from) AS relation, o.name AS origin,
       coalesce(o.kind, head(labels(o))) AS kind, o.year AS origin_year, makers,
       from.certainty AS certainty
ORDER BY year, film, f.id, relation, origin, o.id
