/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND ((round(div((t.f_amount_4317b2)*10000000000000,NULLIF(t.f_quantity_9af9c1::numeric,0))*0.0000000000001,12))>(?))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Decimal { precision: 18, scale: 1 }: "1.5"
-- ?2 Int: 51
-- column 1 Id
