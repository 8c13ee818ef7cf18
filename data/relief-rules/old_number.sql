-- An identity number was given with fifteen digits, as cards had them that ceased to be valid in 2013.
SELECT h.village AS village,
       h.household AS household,
       json_object('members', json_group_array(p.member)) AS facts
FROM household h
CROSS JOIN household_person p ON p.ordinal = h.ordinal
WHERE p.lengthened = 1
  AND h.campaign = :campaign AND h.state = 'entered' AND h.village >= :from AND h.village < :until
GROUP BY h.ordinal
