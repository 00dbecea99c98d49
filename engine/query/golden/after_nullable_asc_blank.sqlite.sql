/* g7 */ SELECT t.id,t.f_name_e10022
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (t.f_name_e10022 IS NOT NULL
  OR (t.f_name_e10022 IS NULL
  AND (1=0
  OR (t.id>?))))
  ORDER BY t.f_name_e10022,t.id LIMIT ?
-- ?1 Id: "00000000-0000-0000-0000-000000000009"
-- ?2 Int: 51
-- column 1 Id
-- column 2 Text
