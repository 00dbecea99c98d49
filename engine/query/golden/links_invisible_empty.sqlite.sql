/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND NOT EXISTS (SELECT 1
  FROM m_guests_a1d0df q1 JOIN o_customer_d5d4d1 q2 ON q2.id=q1.b
  WHERE q1.a=t.id
  AND 1=0)
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Int: 51
-- column 1 Id
