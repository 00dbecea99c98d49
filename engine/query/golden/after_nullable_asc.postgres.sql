/* g7 */ SELECT t.id,t.f_name_e10022
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (t.f_name_e10022>?
  OR (t.f_name_e10022=?
  AND (1=0
  OR (t.id>?))))
  ORDER BY t.f_name_e10022 NULLS FIRST,t.id LIMIT ?
-- ?1 Text: "Acme"
-- ?2 Text: "Acme"
-- ?3 Id: "00000000-0000-0000-0000-000000000009"
-- ?4 Int: 51
-- column 1 Id
-- column 2 Text
