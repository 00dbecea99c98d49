UPDATE o_contract_302e49 AS t SET revision=revision+1
  WHERE t.id=?
  AND t.revision=?
  AND 1=1
-- ?1 Id: "00000000-0000-0000-0000-000000000009"
-- ?2 Int: 3
