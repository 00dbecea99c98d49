/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND ((t.f_amount_4317b2 IS NOT NULL
  OR 1=0))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Int: 51
-- column 1 Id
