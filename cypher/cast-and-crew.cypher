// Who worked on a film: people and companies, the cast in the order of its billing.
//
// $film  entity  a title of the film, in any language, or the id
//
// :params {film: "Snowpiercer"}
MATCH (f:Film)
WHERE $film IN [f.id, f.name] OR $film IN f.names
MATCH (f)<-[r:!HELD_PRINT_OF&!REDISCOVERED]-(member:Person|Company|Organization)
RETURN f.name AS film, type(r) AS credit, member.name AS name, r.role AS role,
       r.version AS version, r.certainty AS certainty
ORDER BY film, f.id, credit, version, r.billing, name, member.id
