-- A photo of the notice is evidence of another list too, of another village or another year.
SELECT g.village AS village,
       NULL AS household,
       json_object('photo', u.photo, 'other_village', min(o.village), 'other_campaign', min(o.campaign)) AS facts
FROM gate g
CROSS JOIN gate_photo u ON u.campaign = g.campaign AND u.village = g.village
CROSS JOIN gate_photo o ON o.photo = u.photo AND (o.campaign <> u.campaign OR o.village <> u.village)
WHERE g.campaign = :campaign AND g.village >= :from AND g.village < :until
GROUP BY u.photo, g.village
