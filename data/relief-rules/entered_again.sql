-- A head whose household was taken off this list, because he died or nothing had happened to it, and who stands on it
-- again.
SELECT h.village AS village,
       h.household AS household,
       json_object('other', min(o.household), 'reason', min(o.withdrawn_for)) AS facts
FROM household o
CROSS JOIN household_person gone ON gone.ordinal = o.ordinal AND gone.number IS NOT NULL
CROSS JOIN household_list k ON k.campaign = :campaign
CROSS JOIN household_mark m ON m.list = k.list AND m.kind = 'id' AND m.mark = gone.number
CROSS JOIN household h ON h.ordinal = m.ordinal
WHERE o.campaign = :campaign AND o.state = 'withdrawn' AND o.withdrawn_for IN ('deceased', 'not_affected')
  AND gone.member = 0
  AND h.campaign = :campaign AND h.state = 'entered' AND h.village >= :from AND h.village < :until
GROUP BY h.ordinal
