// What bears a name: everything whose name, or one of whose other names, contains a text.
//
// `kgraph find` does more: it forgives spelling, spaces and the order of names.
//
// $text  string  part of a name, in upper or lower case
//
// :params {text: "sung-soo"}
MATCH (entity)
WHERE any(name IN ([entity.name] + coalesce(entity.names, [])) WHERE toLower(name) CONTAINS toLower($text))
RETURN entity.name AS name, head(labels(entity)) AS type, entity.id AS id, entity.names AS names
ORDER BY name, id
