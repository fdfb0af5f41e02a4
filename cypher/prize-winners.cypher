// Who won what: all prizes, or those of one festival or award body.
//
// $festival  entity   a name of the festival or award body, or the id (default null)
// $year      integer  only of this year (default null)
//
// :params {festival: null, year: null}
MATCH (w)-[prize:WON]->(category:Award)
OPTIONAL MATCH (category)-[:PRESENTED_AT]->(body:Festival)
WITH w, prize, category, body
WHERE ($festival IS NULL OR $festival IN [body.id, body.name] OR $festival IN body.names)
  AND ($year IS NULL OR prize.year = $year)
OPTIONAL MATCH (f:Film {id: prize.film})
RETURN body.name AS festival, prize.edition AS edition, prize.year AS year, category.name AS award,
       w.name AS winner, f.name AS for_film, prize.certainty AS certainty
ORDER BY festival, body.id, edition, year, award, category.id, winner, w.id, for_film, f.id
