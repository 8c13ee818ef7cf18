-- Every household of the village counts all its people as in need: nobody looked at each.
SELECT h.village AS village,
       NULL AS household,
       json_object('households', count(*), 'people', sum(json_extract(h.facts, '$.people'))) AS facts
FROM household h
WHERE h.campaign = :campaign AND h.state = 'entered' AND h.village >= :from AND h.village < :until
GROUP BY h.village
HAVING count(*) >= :households
   AND sum(json_extract(h.facts, '$.needy')) = sum(json_extract(h.facts, '$.people'))
   AND sum(json_extract(h.facts, '$.people')) > count(*)
