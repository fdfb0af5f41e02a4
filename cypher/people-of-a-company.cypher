// Who is connected to a company: its founders and owners, and the people on its films.
//
// $company  entity  a name of the company, or the id
//
// :params {company: "Showbox"}
MATCH (c:Company)
WHERE $company IN [c.id, c.name] OR $company IN c.names
OPTIONAL MATCH (head:Person)-[tie:FOUNDED|OWNED|COLLABORATED_WITH]-(c)
WITH c, collect({id: head.id, how: type(tie)}) AS heads
OPTIONAL MATCH (c)-[:!HELD_PRINT_OF&!REDISCOVERED]->(:Film)<-[credit:!HELD_PRINT_OF&!REDISCOVERED]-(member:Person)
WITH c, heads, collect({id: member.id, how: type(credit), film: endNode(credit).id}) AS members
UNWIND heads + members AS one
MATCH (p:Person {id: one.id})
OPTIONAL MATCH (f:Film {id: one.film})
WITH DISTINCT c, p, one.how AS how, f
RETURN c.name AS company, p.name AS person, how, f.name AS film, f.year AS year
ORDER BY company, c.id, year, film, f.id, how, person, p.id
