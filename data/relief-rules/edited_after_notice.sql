-- The household was changed after the list was hung up, in what hangs there or decides its amount: what people read was
-- not it. A corrected telephone or account is no such change.
WITH posted AS MATERIALIZED (
  SELECT village, json_extract(evidence, '$.notice.posted_at') AS at
  FROM gate
  WHERE campaign = :campaign AND village >= :from AND village < :until
),
seconds AS MATERIALIZED (
  SELECT village, at, unixepoch(at) AS second FROM posted WHERE at IS NOT NULL
)
SELECT h.village AS village,
       h.household AS household,
       json_object('versions', h.version, 'posted', s.at,
                   'changed', datetime(c.shown_at / 1000, 'unixepoch', '+8 hours')) AS facts
FROM seconds s
CROSS JOIN household h ON h.campaign = :campaign AND h.village = s.village
CROSS JOIN household_shown c ON c.household = h.household
WHERE h.state = 'entered' AND h.version > 1 AND c.shown_at / 1000 > s.second
