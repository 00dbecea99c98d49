/* g7 */ SELECT t.id,round(round(div((t.f_amount_4317b2)*10000000000000,NULLIF(t.f_quantity_9af9c1::numeric,0))*0.0000000000001,12),2)
  FROM o_contract_302e49 t
  WHERE t.id IN (?,?)
  AND 1=1
-- ?1 Id: "00000000-0000-0000-0000-000000000009"
-- ?2 Id: "00000000-0000-0000-0000-000000000003"
-- column 1 Id
-- column 2 Decimal { precision: 18, scale: 2 }
