-- The head is a child by the year of birth in the identity number.
SELECT h.village AS village,
       h.household AS household,
       json_object('age', CAST(substr(json_extract(c.facts, '$.from'), 1, 4) AS INTEGER) - p.born) AS facts
FROM campaign c
CROSS JOIN household h ON h.campaign = c.campaign
CROSS JOIN household_person p ON p.ordinal = h.ordinal AND p.member = 0
WHERE c.campaign = :campaign AND h.state = 'entered' AND h.village >= :from AND h.village < :until
  AND CAST(substr(json_extract(c.facts, '$.from'), 1, 4) AS INTEGER) - p.born < :years
