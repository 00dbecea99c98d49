/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (((COALESCE((t.f_amount_4317b2*t.f_quantity_9af9c1::numeric),0)-?))>((t.f_amount_4317b2*?)))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Decimal { precision: 18, scale: 0 }: "1"
-- ?2 Decimal { precision: 18, scale: 0 }: "3"
-- ?3 Int: 51
-- column 1 Id
