-- Somebody of the household would be older than nearly anybody: died, perhaps, and is still counted.
SELECT h.village AS village,
       h.household AS household,
       json_object('age', CAST(substr(json_extract(c.facts, '$.from'), 1, 4) AS INTEGER) - min(p.born)) AS facts
FROM campaign c
CROSS JOIN household h ON h.campaign = c.campaign
CROSS JOIN household_person p ON p.ordinal = h.ordinal
WHERE c.campaign = :campaign AND h.state = 'entered' AND h.village >= :from AND h.village < :until
  AND CAST(substr(json_extract(c.facts, '$.from'), 1, 4) AS INTEGER) - p.born >= :years
GROUP BY h.ordinal
