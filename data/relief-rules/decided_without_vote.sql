-- An amount was decided for a household on which the village's meeting did not vote, or voted no. Amounts and votes are
-- laid one upon the other by sorting: SQLite makes no index over the votes of a join and would compare each with each.
SELECT village,
       household,
       json_object('fen', max(fen), 'ayes', min(ayes), 'noes', max(noes)) AS facts
FROM (
  SELECT a.village AS village, a.household AS household, a.fen AS fen, NULL AS ayes, NULL AS noes, NULL AS carried
  FROM gate_amount a
  WHERE a.campaign = :campaign AND a.village >= :from AND a.village < :until
  UNION ALL
  SELECT g.village,
         json_extract(v.value, '$.household'),
         NULL,
         json_extract(v.value, '$.ayes'),
         json_extract(v.value, '$.noes'),
         json_extract(v.value, '$.ayes') > json_extract(v.value, '$.noes')
  FROM gate g
  CROSS JOIN json_each(g.evidence, '$.meeting.votes') v
  WHERE g.campaign = :campaign AND g.village >= :from AND g.village < :until
)
GROUP BY village, household
HAVING max(fen) IS NOT NULL AND coalesce(min(carried), 0) = 0
