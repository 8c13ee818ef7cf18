-- A person on the lists of two campaigns whose days overlap: two counties, or two programmes kept as campaigns.
WITH this AS (
  SELECT exercise, json_extract(facts, '$.from') AS first_day, json_extract(facts, '$.until') AS last_day
  FROM campaign
  WHERE campaign = :campaign
),
beside AS (
  SELECT c.campaign
  FROM campaign c, this
  WHERE c.campaign <> :campaign AND c.exercise = this.exercise
    AND json_extract(c.facts, '$.from') <= this.last_day AND json_extract(c.facts, '$.until') >= this.first_day
)
SELECT h.village AS village,
       h.household AS household,
       json_object('other', min(o.household), 'campaigns', count(DISTINCT o.campaign)) AS facts
FROM household_mark m
CROSS JOIN household h ON h.ordinal = m.ordinal
CROSS JOIN household_mark n ON n.kind = 'id' AND n.mark = m.mark
CROSS JOIN household o ON o.ordinal = n.ordinal
WHERE m.kind = 'id'
  AND h.campaign = :campaign AND h.state = 'entered' AND h.village >= :from AND h.village < :until
  AND o.state = 'entered' AND o.campaign IN (SELECT campaign FROM beside)
GROUP BY h.ordinal
