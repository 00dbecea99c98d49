/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND t.f_level_cdd068 IN (?,?,?,?)
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Text: "a"
-- ?2 Text: "b"
-- ?3 Text: "a"
-- ?4 Text: "a"
-- ?5 Int: 51
-- column 1 Id
