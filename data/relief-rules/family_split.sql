-- Households that share at least two of telephone, card account and address with the first of their group: one family
-- on the list as several.
-- Few marks stand twice, so those are looked for by the index alone, before any household is.
WITH suspects AS MATERIALIZED (
  SELECT kind, mark FROM household_mark
  WHERE list = (SELECT list FROM household_list WHERE campaign = :campaign) AND kind = 'phone'
  GROUP BY mark HAVING min(ordinal) < max(ordinal)
  UNION ALL
  SELECT kind, mark FROM household_mark
  WHERE list = (SELECT list FROM household_list WHERE campaign = :campaign) AND kind = 'account'
  GROUP BY mark HAVING min(ordinal) < max(ordinal)
  UNION ALL
  SELECT kind, mark FROM household_mark
  WHERE list = (SELECT list FROM household_list WHERE campaign = :campaign) AND kind = 'address'
  GROUP BY mark HAVING min(ordinal) < max(ordinal)
),
marked AS (
  SELECT m.kind, m.ordinal, min(m.ordinal) OVER (PARTITION BY m.kind, m.mark) AS first
  FROM suspects s
  CROSS JOIN household_mark m ON m.list = (SELECT list FROM household_list WHERE campaign = :campaign)
                             AND m.kind = s.kind AND m.mark = s.mark
  CROSS JOIN household h ON h.ordinal = m.ordinal
  WHERE h.campaign = :campaign AND h.state = 'entered'
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
