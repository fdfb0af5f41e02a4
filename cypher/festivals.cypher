// Festivals: which films they showed or invited, and which of these won there.
//
// An invitation is no prize, and a prize needs no invitation that a source tells of: each is counted apart.
// A prize that several people share counts once.
MATCH (body:Festival)
OPTIONAL MATCH (winner)-[prize:WON|NOMINATED_FOR]->(award:Award)-[:PRESENTED_AT]->(body)
WITH DISTINCT body, coalesce(prize.film, winner.id) AS film, type(prize) AS what, award, prize.edition AS edition
WITH body, collect({film: film, what: what}) AS prizes
OPTIONAL MATCH (guest:Film)-[visit:INVITED_TO|SCREENED_AT]->(body)
WITH body, prizes, collect({film: guest.id, what: type(visit)}) AS visits
UNWIND visits + prizes AS one
MATCH (f:Film {id: one.film})
WITH body, f,
     sum(CASE one.what WHEN 'INVITED_TO' THEN 1 ELSE 0 END) AS invited,
     sum(CASE one.what WHEN 'SCREENED_AT' THEN 1 ELSE 0 END) AS screened,
     sum(CASE one.what WHEN 'NOMINATED_FOR' THEN 1 ELSE 0 END) AS nominated,
     sum(CASE one.what WHEN 'WON' THEN 1 ELSE 0 END) AS won
RETURN body.name AS festival, f.name AS film, f.year AS year, invited, screened, nominated, won
ORDER BY festival, body.id, year, film, f.id
