SELECT 1
  FROM o_line_cbdc25
  WHERE f_contract_8296f2=? LIMIT 1
-- ?1 Id: "00000000-0000-0000-0000-000000000009"
-- column 1 Int
