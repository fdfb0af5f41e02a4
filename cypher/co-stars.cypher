// Who acted with a person, and in which films.
//
// $person  entity   a name of the person, or the id
// $least   integer  films in common, at least (default 1)
//
// :params {person: "Jung Woo-sung", least: 1}
MATCH (p:Person)
WHERE $person IN [p.id, p.name] OR $person IN p.names
MATCH (p)-[:ACTED_IN]->(film:Film)<-[:ACTED_IN]-(other:Person)
WHERE other <> p
WITH DISTINCT p, other, film
ORDER BY film.year, film.name, film.id
WITH p, other, collect(film.name) AS films
WHERE size(films) >= $least
RETURN p.name AS person, other.name AS co_star, size(films) AS together, films
ORDER BY person, p.id, together DESC, co_star, other.id
