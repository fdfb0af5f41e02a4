// First films, year by year: when each person first appears, in any job or in one.
//
// First in this store, which need not be first in life.
//
// $credit  string   one kind of credit, such as DIRECTED (default null)
// $from    integer  not before this year (default 0)
//
// :params {credit: "DIRECTED", from: 1990}
MATCH (p:Person)-[credit:!HELD_PRINT_OF&!REDISCOVERED]->(film:Film)
WHERE film.year IS NOT NULL AND ($credit IS NULL OR type(credit) = $credit)
WITH p, min(film.year) AS year
WHERE year >= $from
MATCH (p)-[credit:!HELD_PRINT_OF&!REDISCOVERED]->(film:Film)
WHERE film.year = year AND ($credit IS NULL OR type(credit) = $credit)
WITH p, year, film, credit
ORDER BY film.name, film.id, type(credit)
WITH p, year, collect(DISTINCT film.name) AS films, collect(DISTINCT type(credit)) AS credits
RETURN year, p.name AS person, films, credits
ORDER BY year, person, p.id
