-- The card served, on another campaign's list, a household with which this one shares no person.
SELECT h.village AS village,
       h.household AS household,
       json_object('other', min(o.household)) AS facts
FROM household_list l
CROSS JOIN household_mark m ON m.list = (SELECT list FROM household_list WHERE campaign = :campaign) AND m.kind = 'account'
CROSS JOIN household_mark n ON n.list = l.list AND n.kind = 'account' AND n.mark = m.mark
CROSS JOIN household h ON h.ordinal = m.ordinal
CROSS JOIN household o ON o.ordinal = n.ordinal
WHERE l.campaign <> :campaign
  AND h.campaign = :campaign AND h.state = 'entered' AND h.village >= :from AND h.village < :until
  AND EXISTS (SELECT 1 FROM household_person p WHERE p.ordinal = h.ordinal AND p.number IS NOT NULL)
  AND EXISTS (SELECT 1 FROM household_person p WHERE p.ordinal = o.ordinal AND p.number IS NOT NULL)
  AND NOT EXISTS (
    SELECT 1
    FROM household_person mine
    JOIN household_person theirs ON theirs.ordinal = o.ordinal AND theirs.number = mine.number
    WHERE mine.ordinal = h.ordinal
  )
GROUP BY h.ordinal
