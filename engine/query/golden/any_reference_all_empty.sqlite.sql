/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND t.f_about_762a5f IS NULL
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Int: 51
-- column 1 Id
