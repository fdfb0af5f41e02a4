// The ensemble of a director: who came back for another film, and in which jobs.
//
// $director  entity   a name of the director, or the id
// $least     integer  films with the director, at least (default 2)
//
// :params {director: "Kim Sung-soo", least: 2}
MATCH (d:Person)
WHERE $director IN [d.id, d.name] OR $director IN d.names
MATCH (d)-[:DIRECTED]->(film:Film)<-[credit:!HELD_PRINT_OF&!REDISCOVERED]-(m:Person|Company|Organization)
WHERE m <> d
WITH d, m, film, credit
ORDER BY film.year, film.name, film.id, type(credit)
WITH d, m, collect(DISTINCT film.name) AS films, collect(DISTINCT type(credit)) AS credits
WHERE size(films) >= $least
RETURN d.name AS director, m.name AS member, size(films) AS together, films, credits
ORDER BY director, d.id, together DESC, member, m.id
