/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (((t.f_is_urgent_b17dfc
  AND (t.f_is_urgent_b17dfc) IS NOT TRUE)
  AND t.f_is_urgent_b17dfc=?))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Bool: false
-- ?2 Int: 51
-- column 1 Id
