/* g7 */ SELECT t.f_name_a7dcbf,t.f_price_434232,t.position,t.id
  FROM o_line_cbdc25 t
  WHERE EXISTS (SELECT 1
  FROM o_contract_302e49 q1
  WHERE q1.id=t.f_contract_8296f2
  AND (q1.owner=?
  OR q1.id IN (SELECT record
  FROM flow_grant
  WHERE user_id=?
  AND object=?)))
  ORDER BY t.position NULLS FIRST,t.id LIMIT ?
-- ?1 Id: "00000000-0000-0000-0000-000000000001"
-- ?2 Id: "00000000-0000-0000-0000-000000000001"
-- ?3 Text: "contract_302e49"
-- ?4 Int: 51
-- column 1 Text
-- column 2 Decimal { precision: 18, scale: 2 }
-- column 3 Int
-- column 4 Id
