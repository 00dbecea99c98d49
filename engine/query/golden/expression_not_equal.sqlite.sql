/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (t.f_level_cdd068 IS NOT ?)
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Text: "a"
-- ?2 Int: 51
-- column 1 Id
