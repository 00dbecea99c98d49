SELECT id,f_amount_4317b2,f_customer_ee0925
  FROM o_contract_302e49
  WHERE id IN (?)
  ORDER BY id
-- ?1 Id: "00000000-0000-0000-0000-000000000009"
-- column 1 Id
-- column 2 Decimal { precision: 18, scale: 2 }
-- column 3 Id
