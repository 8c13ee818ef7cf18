-- A person on the lists of two campaigns whose days overlap: two counties, or two programmes kept as campaigns.
WITH this AS (
  SELECT exercise, json_extract(facts, '$.from') AS first_day, json_extract(facts, '$.until') AS last_day
  FROM campaign
  WHERE campaign = :campaign
),
beside AS MATERIALIZED (
  SELECT l.list
  FROM this
  CROSS JOIN campaign c
  CROSS JOIN household_list l ON l.campaign = c.campaign
  WHERE c.campaign <> :campaign AND c.exercise = this.exercise
    AND json_extract(c.facts, '$.from') <= this.last_day AND json_extract(c.facts, '$.until') >= this.first_day
)
SELECT h.village AS village,
       h.household AS household,
       json_object('other', min(o.household), 'campaigns', count(DISTINCT o.campaign)) AS facts
FROM beside b
CROSS JOIN household_mark m ON m.list = (SELECT list FROM household_list WHERE campaign = :campaign) AND m.kind = 'id'
CROSS JOIN household_mark n ON n.list = b.list AND n.kind = 'id' AND n.mark = m.mark
CROSS JOIN household h ON h.ordinal = m.ordinal
CROSS JOIN household o ON o.ordinal = n.ordinal
WHERE h.campaign = :campaign AND h.state = 'entered' AND h.village >= :from AND h.village < :until
  AND o.state = 'entered'
GROUP BY h.ordinal
