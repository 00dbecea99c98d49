/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (t.f_place_a3769d>=?
  AND t.f_place_a3769d<=?)
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Text: "320500"
-- ?2 Text: "320599"
-- ?3 Int: 51
-- column 1 Id
