/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND ((t.f_name_e10022=?
  OR NULLIF(t.f_name_e10022,?)<?))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Text: "A"
-- ?2 Text: ""
-- ?3 Text: "B"
-- ?4 Int: 51
-- column 1 Id
