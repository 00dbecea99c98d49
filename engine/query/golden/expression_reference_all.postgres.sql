/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND ((EXISTS (SELECT 1
  FROM o_customer_d5d4d1 q1
  WHERE q1.id=t.f_customer_ee0925
  AND q1.f_level_9d0eb7=?)
  AND (SELECT q2.f_name_b09705
  FROM o_customer_d5d4d1 q2
  WHERE q2.id=t.f_customer_ee0925) IS DISTINCT
  FROM ?))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Text: "a"
-- ?2 Text: "x"
-- ?3 Int: 51
-- column 1 Id
