-- A photo of the notice says that it was taken outside the village.
SELECT g.village AS village,
       NULL AS household,
       json_object('photo', json_extract(p.value, '$.photo')) AS facts
FROM gate g
CROSS JOIN json_each(g.evidence, '$.notice.photos') p
WHERE g.campaign = :campaign AND g.village >= :from AND g.village < :until
  AND json_extract(p.value, '$.dropped_for') IS NULL AND json_extract(p.value, '$.in_village') = 0
