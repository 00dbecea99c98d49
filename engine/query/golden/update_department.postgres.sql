UPDATE o_contract_302e49 AS t SET revision=revision+1,f_name_e10022=?
  WHERE t.id=?
  AND t.revision=?
  AND (t.owner=?
  OR t.department IN (?))
-- ?1 Text: "Acme"
-- ?2 Id: "00000000-0000-0000-0000-000000000009"
-- ?3 Int: 3
-- ?4 Id: "00000000-0000-0000-0000-000000000001"
-- ?5 Id: "00000000-0000-0000-0000-000000000002"
