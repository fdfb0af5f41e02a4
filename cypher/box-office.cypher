// Tickets sold, most first; a figure holds for the place it is told of, and not beyond.
//
// $place  entity  a name of the country or city, or the id (default null)
//
// :params {place: null}
MATCH (f:Film)-[sold:BOX_OFFICE]->(spot:Country|Place)
WHERE $place IS NULL OR $place IN [spot.id, spot.name] OR $place IN spot.names
RETURN f.name AS film, f.year AS year, spot.name AS place, sold.qualifier AS qualifier,
       sold.admissions AS admissions, sold.as_of AS as_of, sold.certainty AS certainty
ORDER BY admissions DESC, film, f.id, place, spot.id, as_of
