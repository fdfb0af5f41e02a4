// Which companies produce together, on which films; each pair once, of all companies or of one.
//
// $company  entity  a name of the company, or the id (default null)
//
// :params {company: null}
MATCH (x:Company)-[together:CO_PRODUCED_WITH]-(y:Company)
WHERE x.id < y.id
  AND ($company IS NULL OR $company IN [x.id, x.name] OR $company IN x.names
       OR $company IN [y.id, y.name] OR $company IN y.names)
MATCH (film:Film {id: together.film})
WITH DISTINCT x, y, film
ORDER BY film.year, film.name, film.id
WITH x, y, collect(film.name) AS films
RETURN x.name AS one, y.name AS other, size(films) AS together, films
ORDER BY together DESC, x.name, x.id, y.name, y.id
