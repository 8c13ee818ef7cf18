-- A head who stands on the lists of so many campaigns, this one among them: the same families year after year.
WITH elsewhere AS MATERIALIZED (
  SELECT m.ordinal, m.mark, l.list
  FROM household_list l
  CROSS JOIN household_mark m ON m.list = (SELECT list FROM household_list WHERE campaign = :campaign) AND m.kind = 'id'
  WHERE l.campaign <> :campaign AND m.member = 0
    AND EXISTS (SELECT 1 FROM household_mark n WHERE n.list = l.list AND n.kind = 'id' AND n.mark = m.mark)
)
SELECT h.village AS village,
       h.household AS household,
       json_object('campaigns', 1 + count(DISTINCT o.campaign)) AS facts
FROM elsewhere e
CROSS JOIN household h ON h.ordinal = e.ordinal
CROSS JOIN household_mark n ON n.list = e.list AND n.kind = 'id' AND n.mark = e.mark
CROSS JOIN household o ON o.ordinal = n.ordinal
WHERE h.campaign = :campaign AND h.state = 'entered' AND h.village >= :from AND h.village < :until
  AND o.state = 'entered'
GROUP BY h.ordinal
HAVING 1 + count(DISTINCT o.campaign) >= :campaigns
