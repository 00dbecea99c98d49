/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE (t.owner=?
  OR t.id IN (SELECT record
  FROM flow_grant
  WHERE user_id=?
  AND object=?))
  AND ((EXISTS (SELECT 1
  FROM o_customer_d5d4d1 q1
  WHERE q1.id=t.f_customer_ee0925
  AND (q1.owner=?)
  AND q1.f_level_9d0eb7=?)
  AND NOT ((SELECT q2.id
  FROM o_customer_d5d4d1 q2
  WHERE q2.id=t.f_customer_ee0925
  AND (q2.owner=?)) IS NULL)))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Id: "00000000-0000-0000-0000-000000000001"
-- ?2 Id: "00000000-0000-0000-0000-000000000001"
-- ?3 Text: "contract_302e49"
-- ?4 Id: "00000000-0000-0000-0000-000000000001"
-- ?5 Text: "a"
-- ?6 Id: "00000000-0000-0000-0000-000000000001"
-- ?7 Int: 51
-- column 1 Id
