/* g7 */ SELECT t.id,round((SELECT COALESCE(sum(q1.f_price_434232),0)
  FROM o_line_cbdc25 q1
  WHERE q1.f_contract_8296f2=t.id),2)
  FROM o_contract_302e49 t
  WHERE t.id IN (?,?)
  AND 1=1
-- ?1 Id: "00000000-0000-0000-0000-000000000009"
-- ?2 Id: "00000000-0000-0000-0000-000000000003"
-- column 1 Id
-- column 2 Decimal { precision: 18, scale: 2 }
