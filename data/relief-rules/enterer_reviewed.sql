-- Whoever entered or changed the household also let its list pass, visited it, or signed the decision.
WITH reviewers AS MATERIALIZED (
  SELECT g.village, r.value AS account, NULL AS household
  FROM gate g
  CROSS JOIN json_each(g.evidence, '$.reviewers') r
  WHERE g.campaign = :campaign AND g.village >= :from AND g.village < :until
  UNION
  SELECT g.village, json_extract(s.value, '$.by'), NULL
  FROM gate g
  CROSS JOIN json_each(g.evidence, '$.freeze.signatures') s
  WHERE g.campaign = :campaign AND g.village >= :from AND g.village < :until
  UNION
  SELECT g.village, json_extract(v.value, '$.by'), json_extract(v.value, '$.household')
  FROM gate g
  CROSS JOIN json_each(g.evidence, '$.sample.visits') v
  WHERE g.campaign = :campaign AND g.village >= :from AND g.village < :until
),
hands AS MATERIALIZED (
  SELECT h.ordinal, h.village, h.household, e.account
  FROM household h
  CROSS JOIN household_hand e ON e.household = h.household
  WHERE h.campaign = :campaign AND h.state = 'entered' AND h.village >= :from AND h.village < :until
)
SELECT e.village AS village,
       e.household AS household,
       json_object('accounts', json_group_array(DISTINCT e.account)) AS facts
FROM hands e
JOIN reviewers r ON r.village = e.village AND r.account = e.account
WHERE r.household IS NULL OR r.household = e.household
GROUP BY e.ordinal
