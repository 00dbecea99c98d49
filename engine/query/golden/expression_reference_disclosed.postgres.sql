/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE (t.owner=?
  OR t.id IN (SELECT record
  FROM flow_grant
  WHERE user_id=?
  AND object=?))
  AND ((t.f_partner_2a94cf IS NULL
  OR NULLIF((SELECT q1.f_name_b09705
  FROM o_customer_d5d4d1 q1
  WHERE q1.id=t.f_partner_2a94cf
  AND (q1.owner=?)),?) IS NULL))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Id: "00000000-0000-0000-0000-000000000001"
-- ?2 Id: "00000000-0000-0000-0000-000000000001"
-- ?3 Text: "contract_302e49"
-- ?4 Id: "00000000-0000-0000-0000-000000000001"
-- ?5 Text: ""
-- ?6 Int: 51
-- column 1 Id
