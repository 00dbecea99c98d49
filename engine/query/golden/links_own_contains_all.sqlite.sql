/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE (t.owner=?
  OR t.id IN (SELECT record
  FROM flow_grant
  WHERE user_id=?
  AND object=?))
  AND (1=1
  AND EXISTS (SELECT 1
  FROM m_guests_a1d0df q1 JOIN o_customer_d5d4d1 q2 ON q2.id=q1.b
  WHERE q1.a=t.id
  AND q1.b IN (?)
  AND (q2.owner=?))
  AND EXISTS (SELECT 1
  FROM m_guests_a1d0df q3 JOIN o_customer_d5d4d1 q4 ON q4.id=q3.b
  WHERE q3.a=t.id
  AND q3.b IN (?)
  AND (q4.owner=?)))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Id: "00000000-0000-0000-0000-000000000001"
-- ?2 Id: "00000000-0000-0000-0000-000000000001"
-- ?3 Text: "contract_302e49"
-- ?4 Id: "00000000-0000-0000-0000-000000000009"
-- ?5 Id: "00000000-0000-0000-0000-000000000001"
-- ?6 Id: "00000000-0000-0000-0000-000000000003"
-- ?7 Id: "00000000-0000-0000-0000-000000000001"
-- ?8 Int: 51
-- column 1 Id
