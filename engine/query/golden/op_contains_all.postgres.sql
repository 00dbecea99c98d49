/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (?=ANY(t.f_tags_18ccbb)
  AND ?=ANY(t.f_tags_18ccbb))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Text: "a"
-- ?2 Text: "b"
-- ?3 Int: 51
-- column 1 Id
