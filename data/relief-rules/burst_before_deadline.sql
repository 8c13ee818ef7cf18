-- So great a part of a village's households was entered in the last days before the village's list was due.
WITH due AS (
  SELECT unixepoch(substr(json_extract(facts, '$.from'), 1, 4) || '-' || printf('%02d-%02d', :month, :day), '+1 day',
                   '-8 hours') AS ends
  FROM campaign
  WHERE campaign = :campaign
)
SELECT h.village AS village,
       NULL AS household,
       json_object('households', count(*),
                   'late', sum(h.entered_at / 1000 >= due.ends - :days * 86400 AND h.entered_at / 1000 < due.ends)) AS facts
FROM due
CROSS JOIN household h
WHERE h.campaign = :campaign AND h.state = 'entered' AND h.village >= :from AND h.village < :until
GROUP BY h.village
HAVING count(*) >= :households
   AND sum(h.entered_at / 1000 >= due.ends - :days * 86400 AND h.entered_at / 1000 < due.ends) * 100
       >= count(*) * :percent
