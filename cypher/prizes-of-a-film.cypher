// The prizes and nominations of a film, its own and those that its people had for it.
//
// $film  entity  a title of the film, in any language, or the id
//
// :params {film: "Black Republic"}
MATCH (f:Film)
WHERE $film IN [f.id, f.name] OR $film IN f.names
MATCH (w)-[prize:WON|NOMINATED_FOR]->(category:Award)
WHERE w = f OR prize.film = f.id
OPTIONAL MATCH (category)-[:PRESENTED_AT]->(body:Festival)
RETURN f.name AS film, type(prize) AS outcome, body.name AS festival, category.name AS award,
       w.name AS winner, prize.edition AS edition, prize.year AS year, prize.certainty AS certainty
ORDER BY film, f.id, outcome DESC, festival, body.id, award, category.id, winner, w.id, edition, year
