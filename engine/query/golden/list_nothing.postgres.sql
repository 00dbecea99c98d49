/* g7 */ SELECT t.f_name_e10022,t.created_at,t.id
  FROM o_contract_302e49 t
  WHERE 1=0
  ORDER BY t.created_at DESC,t.id DESC LIMIT ?
-- ?1 Int: 51
-- column 1 Text
-- column 2 Instant
-- column 3 Id
