/* g7 */ SELECT t.id,t.f_amount_4317b2
  FROM o_contract_302e49 t
  WHERE 1=1
  AND ((t.f_amount_4317b2<?
  OR t.f_amount_4317b2 IS NULL)
  OR (t.f_amount_4317b2=?
  AND (1=0
  OR ((t.id<?
  OR t.id IS NULL)))))
  ORDER BY t.f_amount_4317b2 DESC,t.id DESC LIMIT ?
-- ?1 Decimal { precision: 18, scale: 2 }: "1000.00"
-- ?2 Decimal { precision: 18, scale: 2 }: "1000.00"
-- ?3 Id: "00000000-0000-0000-0000-000000000009"
-- ?4 Int: 51
-- column 1 Id
-- column 2 Decimal { precision: 18, scale: 2 }
