-- Somebody of the household has a vehicle, a business or several homes in his name.
SELECT h.village AS village,
       h.household AS household,
       json_object('list', min(l.list), 'members', json_group_array(DISTINCT m.member)) AS facts
FROM outside_list l
CROSS JOIN outside_mark o ON o.list = l.list AND o.kind = 'id'
CROSS JOIN household_mark m ON m.kind = 'id' AND m.mark = o.mark
CROSS JOIN household h ON h.ordinal = m.ordinal
WHERE l.campaign = :campaign AND l.kind IN ('vehicles', 'businesses', 'homes')
  AND h.campaign = :campaign AND h.state = 'entered' AND h.village >= :from AND h.village < :until
GROUP BY h.ordinal
