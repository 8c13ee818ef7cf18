-- Everybody in the village was given the same for a head, or the same for a household, whatever had happened to them.
SELECT a.village AS village,
       NULL AS household,
       json_object('households', count(*), 'least_fen', min(a.fen), 'most_fen', max(a.fen)) AS facts
FROM gate_amount a
CROSS JOIN household h ON h.household = a.household
WHERE a.campaign = :campaign AND a.village >= :from AND a.village < :until
GROUP BY a.village
HAVING count(*) >= :households
   AND count(DISTINCT h.class || json_extract(h.facts, '$.circumstances')) > 1
   AND (min(a.fen) = max(a.fen) OR min(a.fen / max(a.needy, 1)) = max(a.fen / max(a.needy, 1)))
