/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND t.f_is_urgent_b17dfc=?
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Bool: true
-- ?2 Int: 51
-- column 1 Id
