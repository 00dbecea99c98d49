/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND ((((t.f_amount_4317b2>=?
  AND t.f_amount_4317b2<=?)
  AND 1=0)
  AND 1=1))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Decimal { precision: 18, scale: 2 }: "10.01"
-- ?2 Decimal { precision: 18, scale: 2 }: "10.00"
-- ?3 Int: 51
-- column 1 Id
