/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND t.f_note_b30af3 ILIKE ? ESCAPE '\'
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Text: "%50\\%\\_\\\\%"
-- ?2 Int: 51
-- column 1 Id
