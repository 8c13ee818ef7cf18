-- The household lives where a cadre lives, or its head is named as a cadre's near relative in the same village, and
-- nobody in the village's meeting declared it.
WITH near AS (
  SELECT m.ordinal, l.list, 'address' AS how
  FROM outside_list l
  CROSS JOIN outside_mark o ON o.list = l.list AND o.kind = 'address'
  CROSS JOIN household_list k ON k.campaign = :campaign
  CROSS JOIN household_mark m ON m.list = k.list AND m.kind = 'address' AND m.mark = o.mark
  WHERE l.campaign = :campaign AND l.kind = 'cadres'
  UNION
  SELECT p.ordinal, l.list, 'name' AS how
  FROM outside_list l
  CROSS JOIN household h ON h.campaign = :campaign AND h.state = 'entered'
  CROSS JOIN household_person p ON p.ordinal = h.ordinal AND p.member = 0
  CROSS JOIN outside_mark o ON o.list = l.list AND o.kind = 'name' AND o.mark = p.name
  WHERE l.campaign = :campaign AND l.kind = 'cadres'
)
SELECT h.village AS village,
       h.household AS household,
       json_object('list', min(n.list), 'by', json_group_array(DISTINCT n.how)) AS facts
FROM near n
CROSS JOIN household h ON h.ordinal = n.ordinal
WHERE h.campaign = :campaign AND h.state = 'entered' AND h.village >= :from AND h.village < :until
  AND NOT EXISTS (
    SELECT 1
    FROM gate g,
         json_each(g.evidence, '$.meeting.present') present,
         json_each(present.value, '$.kin') kin
    WHERE g.campaign = h.campaign AND g.village = h.village AND kin.value = h.household
  )
GROUP BY h.ordinal
