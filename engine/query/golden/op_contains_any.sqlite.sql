/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (EXISTS (SELECT 1
  FROM json_each(t.f_tags_18ccbb)
  WHERE value=?)
  OR EXISTS (SELECT 1
  FROM json_each(t.f_tags_18ccbb)
  WHERE value=?))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Text: "a"
-- ?2 Text: "b"
-- ?3 Int: 51
-- column 1 Id
