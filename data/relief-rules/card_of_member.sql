-- The card is in the name of another member than the head.
SELECT h.village AS village, h.household AS household, json_object('member', min(p.member)) AS facts
FROM household h
CROSS JOIN household_card c ON c.ordinal = h.ordinal
CROSS JOIN household_person p ON p.ordinal = h.ordinal AND p.name = c.holder
WHERE h.campaign = :campaign AND h.state = 'entered' AND h.village >= :from AND h.village < :until
GROUP BY h.ordinal
HAVING min(p.member) > 0
