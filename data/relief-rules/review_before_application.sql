-- The village's meeting was held before the household applied or, where no day of application is known, before it was
-- entered.
WITH met AS MATERIALIZED (
  SELECT village, json_extract(evidence, '$.meeting.held_at') AS held_at
  FROM gate
  WHERE campaign = :campaign AND village >= :from AND village < :until
),
days AS MATERIALIZED (
  SELECT village, held_at, date(held_at, '+8 hours') AS day FROM met WHERE held_at IS NOT NULL
)
SELECT h.village AS village,
       h.household AS household,
       json_object('met', d.held_at,
                   'applied', coalesce(json_extract(h.facts, '$.applied_on'),
                                       date(h.entered_at / 1000, 'unixepoch', '+8 hours'))) AS facts
FROM days d
CROSS JOIN household h ON h.campaign = :campaign AND h.village = d.village
WHERE h.state = 'entered'
  AND d.day < coalesce(json_extract(h.facts, '$.applied_on'),
                       date(h.entered_at / 1000, 'unixepoch', '+8 hours'))
