-- The list was decided on before the notice had hung for the whole days it must, counted in Beijing.
SELECT g.village AS village,
       NULL AS household,
       json_object('days', CAST(julianday(date(json_extract(g.evidence, '$.freeze.at'), '+8 hours'))
                                - julianday(date(json_extract(g.evidence, '$.notice.posted_at'), '+8 hours')) AS INTEGER))
         AS facts
FROM gate g
WHERE g.campaign = :campaign AND g.village >= :from AND g.village < :until
  AND json_extract(g.evidence, '$.freeze.at') IS NOT NULL
  AND json_extract(g.evidence, '$.notice.posted_at') IS NOT NULL
  AND julianday(date(json_extract(g.evidence, '$.freeze.at'), '+8 hours'))
      - julianday(date(json_extract(g.evidence, '$.notice.posted_at'), '+8 hours')) < :days
