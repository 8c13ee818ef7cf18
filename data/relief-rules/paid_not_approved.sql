-- What is being paid is not what was decided for the household, or nothing was decided for it.
SELECT p.village AS village,
       p.household AS household,
       json_object('paid_fen', p.fen, 'approved_fen', a.fen) AS facts
FROM payment_line p
LEFT JOIN gate_amount a ON a.campaign = p.campaign AND a.village = p.village AND a.household = p.household
WHERE p.campaign = :campaign AND p.village >= :from AND p.village < :until
  AND (a.fen IS NULL OR a.fen <> p.fen)
