SELECT count(*)
  FROM o_contract_302e49
-- column 1 Int
