-- One identity number, telephone, card account or address to the door (:kind says which) in several households of this
-- list, in whichever village.
-- 'first' is the household of the group that was entered first; all of one group name the same.
WITH holders AS (
  SELECT DISTINCT m.mark, m.ordinal
  FROM household_mark m
  CROSS JOIN household h ON h.ordinal = m.ordinal
  WHERE m.kind = :kind AND h.campaign = :campaign AND h.state = 'entered'
),
shared AS (
  SELECT mark, count(*) AS households, min(ordinal) AS first
  FROM holders
  GROUP BY mark
  HAVING count(*) >= :households
)
SELECT h.village AS village,
       h.household AS household,
       json_object('households', max(s.households), 'first', f.household) AS facts
FROM shared s
CROSS JOIN household_mark m ON m.kind = :kind AND m.mark = s.mark
CROSS JOIN household h ON h.ordinal = m.ordinal
CROSS JOIN household f ON f.ordinal = s.first
WHERE h.campaign = :campaign AND h.state = 'entered' AND h.village >= :from AND h.village < :until
GROUP BY h.ordinal
