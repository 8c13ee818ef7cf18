-- One identity number, telephone, card account or address to the door (:kind says which) in several households of this
-- list, in whichever village.
-- 'first' is the household of the group that was entered first; all of one group name the same.
-- Few marks stand twice, so those are looked for by the index alone, before any household is.
WITH suspects AS MATERIALIZED (
  SELECT mark
  FROM household_mark
  WHERE list = (SELECT list FROM household_list WHERE campaign = :campaign) AND kind = :kind
  GROUP BY mark
  HAVING min(ordinal) < max(ordinal)
),
holders AS MATERIALIZED (
  SELECT DISTINCT m.mark, m.ordinal
  FROM suspects s
  CROSS JOIN household_mark m ON m.list = (SELECT list FROM household_list WHERE campaign = :campaign)
                             AND m.kind = :kind AND m.mark = s.mark
  CROSS JOIN household h ON h.ordinal = m.ordinal
  WHERE h.campaign = :campaign AND h.state = 'entered'
),
shared AS MATERIALIZED (
  SELECT mark, count(*) AS households, min(ordinal) AS first
  FROM holders
  GROUP BY mark
  HAVING count(*) >= :households
)
SELECT h.village AS village,
       h.household AS household,
       json_object('households', max(s.households), 'first', f.household) AS facts
FROM shared s
CROSS JOIN holders m ON m.mark = s.mark
CROSS JOIN household h ON h.ordinal = m.ordinal
CROSS JOIN household f ON f.ordinal = s.first
WHERE h.village >= :from AND h.village < :until
GROUP BY h.ordinal
