-- So many households of a village were given an amount that stays just below the most a household may have.
SELECT a.village AS village,
       NULL AS household,
       json_object('households', count(*), 'least_fen', min(a.fen), 'most_fen', max(a.fen)) AS facts
FROM gate_amount a
WHERE a.campaign = :campaign AND a.village >= :from AND a.village < :until
  AND a.fen < :ceiling_fen AND a.fen >= :ceiling_fen - :within_fen
GROUP BY a.village
HAVING count(*) >= :households
