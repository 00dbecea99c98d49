/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND ((t.owner=?
  OR t.department=?))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Id: "00000000-0000-0000-0000-000000000001"
-- ?2 Id: "00000000-0000-0000-0000-000000000002"
-- ?3 Int: 51
-- column 1 Id
