/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (t.f_is_urgent_b17dfc=?
  OR (t.f_amount_4317b2>=?
  AND t.f_signed_on_66a9c9 IS NULL))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Bool: true
-- ?2 Decimal { precision: 18, scale: 2 }: "1000.00"
-- ?3 Int: 51
-- column 1 Id
