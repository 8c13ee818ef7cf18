-- Households that share at least two of telephone, card account and address with the first of their group: one family
-- on the list as several.
WITH marked AS (
  SELECT m.kind, m.ordinal, min(m.ordinal) OVER (PARTITION BY m.kind, m.mark) AS first
  FROM household_mark m
  CROSS JOIN household h ON h.ordinal = m.ordinal
  WHERE m.kind IN ('phone', 'account', 'address') AND h.campaign = :campaign AND h.state = 'entered'
)
SELECT h.village AS village,
       h.household AS household,
       json_object('first', f.household, 'shared', json_group_array(s.kind)) AS facts
FROM marked s
CROSS JOIN household h ON h.ordinal = s.ordinal
CROSS JOIN household f ON f.ordinal = s.first
WHERE s.first <> s.ordinal AND h.village >= :from AND h.village < :until
GROUP BY s.first, s.ordinal
HAVING count(*) >= :shared
