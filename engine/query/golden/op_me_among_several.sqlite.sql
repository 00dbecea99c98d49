/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (EXISTS (SELECT 1
  FROM json_each(t.f_team_820a3d)
  WHERE value=?))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Text: "00000000-0000-0000-0000-000000000001"
-- ?2 Int: 51
-- column 1 Id
