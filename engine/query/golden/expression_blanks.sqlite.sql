/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (((((t.f_name_e10022 IS NULL
  OR t.f_name_e10022=?)
  OR (t.f_tags_18ccbb IS NULL
  OR t.f_tags_18ccbb=?))
  OR NOT (t.f_signed_on_66a9c9 IS NULL))
  OR (t.f_note_b30af3 IS NULL
  OR t.f_note_b30af3=?)))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Text: ""
-- ?2 TextList: []
-- ?3 Text: ""
-- ?4 Int: 51
-- column 1 Id
