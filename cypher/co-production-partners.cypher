// With which countries a country produces, film by film, with the companies of each film.
//
// $country  entity  a name of the country, or the id
//
// :params {country: "South Korea"}
MATCH (c:Country)-[together:CO_PRODUCED_WITH]-(q:Country)
WHERE $country IN [c.id, c.name] OR $country IN c.names
MATCH (f:Film {id: together.film})
OPTIONAL MATCH (company:Company)-[:PRODUCED]->(f)
WITH DISTINCT c, q, together, f, company
ORDER BY company.name, company.id
WITH c, q, together, f, collect(company.name) AS companies
RETURN c.name AS country, q.name AS partner, f.year AS year, f.name AS film, companies,
       together.certainty AS certainty
ORDER BY country, c.id, partner, q.id, year, film, f.id
