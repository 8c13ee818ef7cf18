-- The household came onto the list after the list was hung up.
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
       json_object('posted', s.at, 'entered', datetime(h.entered_at / 1000, 'unixepoch', '+8 hours')) AS facts
FROM seconds s
CROSS JOIN household h ON h.campaign = :campaign AND h.village = s.village
WHERE h.state = 'entered' AND h.entered_at / 1000 > s.second
