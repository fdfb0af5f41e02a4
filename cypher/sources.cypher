// The sources, with their terms, and how many things and relations rest on each.
MATCH (source:Source)
OPTIONAL MATCH (entity)
WHERE source.id IN entity.sources
WITH source, count(entity) AS entities
OPTIONAL MATCH ()-[edge]->()
WHERE source.id IN edge.sources
RETURN source.id AS id, source.title AS title, source.publisher AS publisher, source.date AS date,
       source.licence AS licence, entities, count(edge) AS relations
ORDER BY id
