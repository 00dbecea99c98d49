/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (((CASE WHEN t.f_amount_4317b2>? THEN NULLIF(t.f_level_cdd068,?) ELSE ? END)) IS NOT DISTINCT
  FROM ((CASE WHEN (t.f_quantity_9af9c1::numeric) IS NOT DISTINCT
  FROM (?) THEN ? WHEN (t.f_quantity_9af9c1::numeric) IS NOT DISTINCT
  FROM (?) THEN ? ELSE ? END)))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Decimal { precision: 18, scale: 2 }: "1.00"
-- ?2 Text: ""
-- ?3 Text: "b"
-- ?4 Decimal { precision: 18, scale: 0 }: "1"
-- ?5 Text: "a"
-- ?6 Decimal { precision: 18, scale: 0 }: "2"
-- ?7 Text: "b"
-- ?8 Text: "c"
-- ?9 Int: 51
-- column 1 Id
