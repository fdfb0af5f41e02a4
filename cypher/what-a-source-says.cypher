// What a source says: each of its claims, with the place in the source where it says so.
//
// Where a claim is about a thing itself and not about a relation, its type stands in `relation`.
//
// $source  string  the id of the source
//
// :params {source: "kofic-kim-sung-soo-2023"}
MATCH (n)
WHERE n.claims IS NOT NULL
OPTIONAL MATCH (n)-[edge]->(object)
WHERE $source IN edge.sources
WITH n, collect({relation: type(edge), object: object.name, claims: edge.claims}) AS edges
UNWIND edges + [{relation: head(labels(n)), object: null, claims: n.claims}] AS told
UNWIND told.claims AS claim
WITH n, told, claim, replace(claim, '\\"', "'") AS text
WHERE text CONTAINS '"source":"' + $source + '"'
RETURN n.name AS subject, told.relation AS relation, told.object AS object,
       split(split(text, '"property":"')[1], '"')[0] AS property,
       left(split(text, '"value":')[1], size(split(text, '"value":')[1]) - 1) AS value,
       split(split(text, '"certainty":"')[1], '"')[0] AS certainty,
       split(split(text, '"place":"')[1], '"')[0] AS place,
       split(split(text, '"quote":"')[1], '"')[0] AS quote
ORDER BY subject, n.id, relation, object, property, claim
