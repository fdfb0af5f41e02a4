// What is contradicted: everything of which sources say what cannot both be true, with all its claims.
//
// Empty where all is well.
MATCH (n)
WHERE n.claims IS NOT NULL
OPTIONAL MATCH (n)-[edge]->(object)
WHERE edge.contradicted
WITH n, collect({relation: type(edge), object: object.name, claims: edge.claims}) AS edges
WITH n, edges, CASE WHEN n.contradicted THEN n.claims ELSE [] END AS claims
UNWIND edges + [{relation: head(labels(n)), object: null, claims: claims}] AS told
UNWIND told.claims AS claim
WITH n, told, claim, replace(claim, '\\"', "'") AS text
RETURN n.name AS subject, told.relation AS relation, told.object AS object,
       split(split(text, '"property":"')[1], '"')[0] AS property,
       left(split(text, '"value":')[1], size(split(text, '"value":')[1]) - 1) AS value,
       split(split(text, '"certainty":"')[1], '"')[0] AS certainty,
       split(split(text, '"source":"')[1], '"')[0] AS source,
       split(split(text, '"place":"')[1], '"')[0] AS place
ORDER BY subject, n.id, relation, object, property, claim
