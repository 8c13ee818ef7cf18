-- A photo of the notice was taken before the notice hung, or after the list was decided on.
SELECT g.village AS village,
       NULL AS household,
       json_object('photo', json_extract(p.value, '$.photo'), 'taken_at', json_extract(p.value, '$.taken_at')) AS facts
FROM gate g
CROSS JOIN json_each(g.evidence, '$.notice.photos') p
WHERE g.campaign = :campaign AND g.village >= :from AND g.village < :until
  AND json_extract(p.value, '$.dropped_for') IS NULL
  AND (unixepoch(json_extract(p.value, '$.taken_at')) < unixepoch(json_extract(g.evidence, '$.notice.posted_at'))
       OR unixepoch(json_extract(p.value, '$.taken_at')) > unixepoch(json_extract(g.evidence, '$.freeze.at')))
