/* g7 */ SELECT r0.id,r0.f_name_b09705,t.created_at,t.id
  FROM o_contract_302e49 t
  LEFT JOIN o_customer_d5d4d1 r0 ON r0.id=t.f_customer_ee0925
  WHERE 1=1
  ORDER BY t.created_at DESC,t.id DESC LIMIT ?
-- ?1 Int: 51
-- column 1 Id
-- column 2 Text
-- column 3 Instant
-- column 4 Id
