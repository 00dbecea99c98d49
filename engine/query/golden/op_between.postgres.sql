/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (t.f_signed_on_66a9c9>=?
  AND t.f_signed_on_66a9c9<=?)
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Date: "2026-01-01"
-- ?2 Date: "2026-12-31"
-- ?3 Int: 51
-- column 1 Id
