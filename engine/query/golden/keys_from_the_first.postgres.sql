SELECT id
  FROM o_contract_302e49
  ORDER BY id LIMIT ?
-- ?1 Int: 2000
-- column 1 Id
