-- The card is in the name of somebody who is not of the household.
SELECT h.village AS village, h.household AS household, json_object() AS facts
FROM household h
CROSS JOIN household_card c ON c.ordinal = h.ordinal
WHERE h.campaign = :campaign AND h.state = 'entered' AND h.village >= :from AND h.village < :until
  AND NOT EXISTS (SELECT 1 FROM household_person p WHERE p.ordinal = h.ordinal AND p.name = c.holder)
