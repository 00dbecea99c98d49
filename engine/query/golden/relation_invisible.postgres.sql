/* g7 */ SELECT r0.id,t.created_at,t.id
  FROM o_contract_302e49 t
  LEFT JOIN o_customer_d5d4d1 r0 ON r0.id=t.f_customer_ee0925
  AND 1=0
  WHERE 1=1
  ORDER BY t.created_at DESC,t.id DESC LIMIT ?
-- ?1 Int: 51
-- column 1 Id
-- column 2 Instant
-- column 3 Id
