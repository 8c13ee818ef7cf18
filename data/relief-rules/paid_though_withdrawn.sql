-- The household was taken off the list and is paid all the same.
SELECT p.village AS village,
       p.household AS household,
       json_object('fen', p.fen, 'reason', h.withdrawn_for) AS facts
FROM payment_line p
CROSS JOIN household h ON h.household = p.household
WHERE p.campaign = :campaign AND p.village >= :from AND p.village < :until
  AND p.state IN ('sent', 'paid') AND h.state = 'withdrawn'
