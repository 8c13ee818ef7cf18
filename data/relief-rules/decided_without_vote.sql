-- An amount was decided for a household on which the village's meeting did not vote, or voted no.
WITH votes AS MATERIALIZED (
  SELECT json_extract(v.value, '$.household') AS household,
         json_extract(v.value, '$.ayes') AS ayes,
         json_extract(v.value, '$.noes') AS noes
  FROM gate g
  CROSS JOIN json_each(g.evidence, '$.meeting.votes') v
  WHERE g.campaign = :campaign AND g.village >= :from AND g.village < :until
)
SELECT a.village AS village,
       a.household AS household,
       json_object('fen', a.fen, 'ayes', v.ayes, 'noes', v.noes) AS facts
FROM gate_amount a
LEFT JOIN votes v ON v.household = a.household
WHERE a.campaign = :campaign AND a.village >= :from AND a.village < :until
  AND (v.household IS NULL OR v.ayes <= v.noes)
