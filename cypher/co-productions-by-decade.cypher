// International co-productions, decade by decade.
MATCH (one:Country)-[together:CO_PRODUCED_WITH]-(:Country)
MATCH (film:Film {id: together.film})
WHERE film.year IS NOT NULL
WITH DISTINCT film, one
ORDER BY one.name, one.id
WITH film, collect(one.name) AS countries
ORDER BY film.year, film.name, film.id
WITH film.year / 10 * 10 AS decade, collect(film.name) AS titles, collect(countries) AS pairs
RETURN decade, size(titles) AS films, titles, pairs AS countries
ORDER BY decade
