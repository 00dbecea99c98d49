/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND NOT COALESCE((t.f_about_762a5f IS NOT NULL
  AND (1=0
  OR (t.f_about_762a5f>=?
  AND t.f_about_762a5f<?))),0)
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Text: "contract_302e49:"
-- ?2 Text: "contract_302e49;"
-- ?3 Int: 51
-- column 1 Id
