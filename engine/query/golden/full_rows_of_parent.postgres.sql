/* g7 */ SELECT t.id,t.revision,t.created_at,t.created_by,t.updated_at,t.updated_by,t.owner,t.department,t.approval_state,t.position,t.f_name_a7dcbf,t.f_price_434232,t.f_contract_8296f2
  FROM o_line_cbdc25 t
  WHERE t.f_contract_8296f2=?
  AND EXISTS (SELECT 1
  FROM o_contract_302e49 q1
  WHERE q1.id=t.f_contract_8296f2
  AND (q1.owner=?
  OR q1.department IN (?)))
  ORDER BY t.position,t.id
-- ?1 Id: "00000000-0000-0000-0000-000000000009"
-- ?2 Id: "00000000-0000-0000-0000-000000000001"
-- ?3 Id: "00000000-0000-0000-0000-000000000002"
-- column 1 Id
-- column 2 Int
-- column 3 Instant
-- column 4 Id
-- column 5 Instant
-- column 6 Id
-- column 7 Id
-- column 8 Id
-- column 9 Text
-- column 10 Int
-- column 11 Text
-- column 12 Decimal { precision: 18, scale: 2 }
-- column 13 Id
