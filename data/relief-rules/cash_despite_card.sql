-- The household is to be paid in cash although its card is known.
SELECT h.village AS village, h.household AS household, json_object() AS facts
FROM household h
CROSS JOIN household_card c ON c.ordinal = h.ordinal
WHERE h.campaign = :campaign AND h.state = 'entered' AND h.village >= :from AND h.village < :until
  AND json_extract(h.facts, '$.pay_by') = 'cash'
