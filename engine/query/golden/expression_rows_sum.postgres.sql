/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE (t.owner=?
  OR t.id IN (SELECT record
  FROM flow_grant
  WHERE user_id=?
  AND object=?))
  AND ((((SELECT COALESCE(sum(q1.f_price_434232),0)
  FROM o_line_cbdc25 q1
  WHERE q1.f_contract_8296f2=t.id))>(?)
  AND (((SELECT count(q2.id)
  FROM o_line_cbdc25 q2
  WHERE q2.f_contract_8296f2=t.id))::numeric)>=(?)))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Id: "00000000-0000-0000-0000-000000000001"
-- ?2 Id: "00000000-0000-0000-0000-000000000001"
-- ?3 Text: "contract_302e49"
-- ?4 Decimal { precision: 18, scale: 0 }: "100"
-- ?5 Decimal { precision: 18, scale: 0 }: "2"
-- ?6 Int: 51
-- column 1 Id
