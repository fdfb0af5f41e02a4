// The bridges between two people: who worked with both, and on which films.
//
// $one    entity  a name of the one, or the id
// $other  entity  a name of the other, or the id
//
// :params {one: "Lee Jung-jae", other: "Zhang Ziyi"}
MATCH (x:Person)
WHERE $one IN [x.id, x.name] OR $one IN x.names
MATCH (y:Person)
WHERE ($other IN [y.id, y.name] OR $other IN y.names) AND y <> x
WITH DISTINCT x, y
MATCH (x)-[:!HELD_PRINT_OF&!REDISCOVERED]->(first:Film)<-[:!HELD_PRINT_OF&!REDISCOVERED]-(z:Person)
WHERE z <> x AND z <> y
WITH DISTINCT x, y, z, first
MATCH (z)-[:!HELD_PRINT_OF&!REDISCOVERED]->(second:Film)<-[:!HELD_PRINT_OF&!REDISCOVERED]-(y)
WITH DISTINCT x, z, y, first, second
ORDER BY first.year, first.name, first.id, second.year, second.name, second.id
WITH x, z, y, collect(DISTINCT first.name) AS with_one, collect(DISTINCT second.name) AS with_other
RETURN x.name AS one, with_one, z.name AS bridge, with_other, y.name AS other
ORDER BY size(with_one) + size(with_other) DESC, bridge, z.id, one, x.id, other, y.id
