SELECT id
  FROM o_contract_302e49
  WHERE f_customer_ee0925 IN (?)
-- ?1 Id: "00000000-0000-0000-0000-000000000009"
-- column 1 Id
