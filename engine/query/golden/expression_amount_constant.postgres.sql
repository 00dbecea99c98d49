/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (t.f_amount_4317b2>=?)
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Decimal { precision: 18, scale: 2 }: "1000.00"
-- ?2 Int: 51
-- column 1 Id
