// Cinematographers, with the films that they photographed and for which directors.
//
// $least  integer  films, at least (default 1)
//
// :params {least: 1}
MATCH (p:Person)-[:CINEMATOGRAPHY]->(film:Film)
OPTIONAL MATCH (film)<-[:DIRECTED]-(director:Person)
WITH p, film, director
ORDER BY film.year, film.name, film.id, director.name, director.id
WITH p, collect(DISTINCT film.name) AS films, collect(DISTINCT director.name) AS directors
WHERE size(films) >= $least
RETURN p.name AS person, size(films) AS count, films, directors
ORDER BY count DESC, person, p.id
