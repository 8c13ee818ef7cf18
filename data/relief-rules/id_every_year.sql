-- A head who stands on the lists of so many campaigns, this one among them: the same families year after year.
SELECT h.village AS village,
       h.household AS household,
       json_object('campaigns', count(DISTINCT o.campaign)) AS facts
FROM household_mark m
CROSS JOIN household h ON h.ordinal = m.ordinal
CROSS JOIN household_mark n ON n.kind = 'id' AND n.mark = m.mark
CROSS JOIN household o ON o.ordinal = n.ordinal
WHERE m.kind = 'id' AND m.member = 0
  AND h.campaign = :campaign AND h.state = 'entered' AND h.village >= :from AND h.village < :until
  AND o.state = 'entered'
GROUP BY h.ordinal
HAVING count(DISTINCT o.campaign) >= :campaigns
