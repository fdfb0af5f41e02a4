// Films shot outside of the countries that produced them.
//
// A place of which no source says in what country it lies counts as outside, and has no country here.
MATCH (f:Film)-[shot:SHOT_IN]->(spot:Country|Place)
OPTIONAL MATCH (spot)-[:LOCATED_IN*0..4]->(land:Country)
WITH f, shot, spot, land
WHERE land IS NULL OR NOT EXISTS { (f)-[:PRODUCED_IN]->(land) }
MATCH (f)-[:PRODUCED_IN]->(maker:Country)
WITH f, shot, spot, land, maker
ORDER BY maker.name, maker.id
WITH f, shot, spot, land, collect(maker.name) AS produced_in
RETURN f.name AS film, f.year AS year, spot.name AS shot_in, land.name AS country, produced_in,
       shot.certainty AS certainty
ORDER BY year, film, f.id, shot_in, spot.id
