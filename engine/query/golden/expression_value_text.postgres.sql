/* g7 */ SELECT t.id,NULLIF(COALESCE(NULLIF(t.f_name_e10022,?),?)||?,?)
  FROM o_contract_302e49 t
  WHERE t.id IN (?,?)
  AND 1=1
-- ?1 Text: ""
-- ?2 Text: ""
-- ?3 Text: "!"
-- ?4 Text: ""
-- ?5 Id: "00000000-0000-0000-0000-000000000009"
-- ?6 Id: "00000000-0000-0000-0000-000000000003"
-- column 1 Id
-- column 2 Text
