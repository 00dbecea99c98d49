SELECT id,f_contract_8296f2,f_price_434232
  FROM o_line_cbdc25
  WHERE f_contract_8296f2 IN (?)
  ORDER BY position,id
-- ?1 Id: "00000000-0000-0000-0000-000000000009"
-- column 1 Id
-- column 2 Id
-- column 3 Decimal { precision: 18, scale: 2 }
