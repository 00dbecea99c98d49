UPDATE o_contract_302e49 AS t SET f_amount_4317b2=v.column2,f_customer_ee0925=v.column3
  FROM (VALUES (?,?,?),(?,?,?),(?,?,?),(?,?,?)) AS v
  WHERE t.id=v.column1
-- ?1 Id: "00000000-0000-0000-0000-000000000009"
-- ?2 Decimal { precision: 18, scale: 2 }: "1.50"
-- ?3 Id: null
-- ?4 Id: "00000000-0000-0000-0000-000000000001"
-- ?5 Decimal { precision: 18, scale: 2 }: "2.50"
-- ?6 Id: null
-- ?7 Id: "00000000-0000-0000-0000-000000000009"
-- ?8 Decimal { precision: 18, scale: 2 }: "1.50"
-- ?9 Id: null
-- ?10 Id: "00000000-0000-0000-0000-000000000009"
-- ?11 Decimal { precision: 18, scale: 2 }: "1.50"
-- ?12 Id: null
