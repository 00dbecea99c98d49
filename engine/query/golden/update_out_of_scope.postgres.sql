UPDATE o_contract_302e49 AS t SET revision=revision+1,f_name_e10022=?
  WHERE t.id=?
  AND t.revision=?
  AND 1=0
-- ?1 Text: "Acme"
-- ?2 Id: "00000000-0000-0000-0000-000000000009"
-- ?3 Int: 3
