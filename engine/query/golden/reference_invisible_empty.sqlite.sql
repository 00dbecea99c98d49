/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND NOT EXISTS (SELECT 1
  FROM o_customer_d5d4d1 q1
  WHERE q1.id=t.f_customer_ee0925
  AND 1=0)
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Int: 51
-- column 1 Id
