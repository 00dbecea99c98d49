SELECT 1
  FROM o_contract_302e49
  WHERE f_customer_ee0925=? LIMIT 1
-- ?1 Id: "00000000-0000-0000-0000-000000000009"
-- column 1 Int
