/* g7 */ SELECT t.id,t.f_amount_4317b2,t.f_name_e10022,t.created_at
  FROM o_contract_302e49 t
  WHERE 1=1
  AND ((t.f_amount_4317b2<?
  OR t.f_amount_4317b2 IS NULL)
  OR (t.f_amount_4317b2=?
  AND (1=0
  OR (t.f_name_e10022>?
  OR (t.f_name_e10022=?
  AND (1=0
  OR ((t.created_at<?
  OR t.created_at IS NULL)
  OR (t.created_at=?
  AND (1=0
  OR ((t.id<?
  OR t.id IS NULL)))))))))))
  ORDER BY t.f_amount_4317b2 DESC,t.f_name_e10022,t.created_at DESC,t.id DESC LIMIT ?
-- ?1 Decimal { precision: 18, scale: 2 }: "1000.00"
-- ?2 Decimal { precision: 18, scale: 2 }: "1000.00"
-- ?3 Text: "Acme"
-- ?4 Text: "Acme"
-- ?5 Instant: "2025-11-21T08:00:00Z"
-- ?6 Instant: "2025-11-21T08:00:00Z"
-- ?7 Id: "00000000-0000-0000-0000-000000000009"
-- ?8 Int: 51
-- column 1 Id
-- column 2 Decimal { precision: 18, scale: 2 }
-- column 3 Text
-- column 4 Instant
