/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND ((t.f_about_762a5f>=?
  AND t.f_about_762a5f<=?)
  AND (1=0
  OR (t.f_about_762a5f>=?
  AND t.f_about_762a5f<?)))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Text: "customer_d5d4d1:"
-- ?2 Text: "customer_d5d4d1;"
-- ?3 Text: "contract_302e49:"
-- ?4 Text: "contract_302e49;"
-- ?5 Int: 51
-- column 1 Id
