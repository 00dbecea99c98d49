SELECT id
  FROM o_contract_302e49
  WHERE id>?
  ORDER BY id LIMIT ?
-- ?1 Id: "00000000-0000-0000-0000-000000000009"
-- ?2 Int: 2000
-- column 1 Id
