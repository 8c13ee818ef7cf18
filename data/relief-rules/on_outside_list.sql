-- Somebody of the household stands on one of the other offices' :lists that were handed in.
SELECT h.village AS village,
       h.household AS household,
       json_object('sources', json_group_array(DISTINCT l.source || ' ' || l.as_of),
                   'members', json_group_array(DISTINCT m.member)) AS facts
FROM outside_list l
CROSS JOIN outside_mark o ON o.list = l.list AND o.kind = 'id'
CROSS JOIN household_list k ON k.campaign = :campaign
CROSS JOIN household_mark m ON m.list = k.list AND m.kind = 'id' AND m.mark = o.mark
CROSS JOIN household h ON h.ordinal = m.ordinal
WHERE l.campaign = :campaign AND l.kind IN (SELECT value FROM json_each(:lists))
  AND h.campaign = :campaign AND h.state = 'entered' AND h.village >= :from AND h.village < :until
GROUP BY h.ordinal
