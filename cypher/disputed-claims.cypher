// What is disputed: every claim that a source makes but that looks wrong or cannot be confirmed, with the reason.
//
// Where a claim is about a thing itself and not about a relation, its type stands in `relation`.
MATCH (n)
WHERE n.claims IS NOT NULL
OPTIONAL MATCH (n)-[edge]->(object)
WITH n, collect({relation: type(edge), object: object.name, claims: edge.claims}) AS edges
UNWIND edges + [{relation: head(labels(n)), object: null, claims: n.claims}] AS told
UNWIND told.claims AS claim
WITH n, told, claim, replace(claim, '\\"', "'") AS text
WHERE text CONTAINS '"certainty":"disputed"'
RETURN n.name AS subject, told.relation AS relation, told.object AS object,
       split(split(text, '"property":"')[1], '"')[0] AS property,
       split(split(text, '"note":"')[1], '"')[0] AS reason,
       split(split(text, '"source":"')[1], '"')[0] AS source,
       split(split(text, '"place":"')[1], '"')[0] AS place
ORDER BY subject, n.id, relation, object, property, claim
