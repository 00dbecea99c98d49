/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE (t.owner=?
  OR t.id IN (SELECT record
  FROM flow_grant
  WHERE user_id=?
  AND object=?))
  AND NOT COALESCE((t.f_about_762a5f=?
  AND (1=0
  OR (t.f_about_762a5f>=?
  AND t.f_about_762a5f<?
  AND EXISTS (SELECT 1
  FROM o_contract_302e49 q1
  WHERE q1.id=split_part(t.f_about_762a5f,?,2)::uuid
  AND (q1.owner=?
  OR q1.id IN (SELECT record
  FROM flow_grant
  WHERE user_id=?
  AND object=?))))
  OR (t.f_about_762a5f>=?
  AND t.f_about_762a5f<?
  AND EXISTS (SELECT 1
  FROM o_customer_d5d4d1 q2
  WHERE q2.id=split_part(t.f_about_762a5f,?,2)::uuid
  AND (q2.owner=?))))),false)
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Id: "00000000-0000-0000-0000-000000000001"
-- ?2 Id: "00000000-0000-0000-0000-000000000001"
-- ?3 Text: "contract_302e49"
-- ?4 Text: "customer_d5d4d1:00000000-0000-0000-0000-000000000009"
-- ?5 Text: "contract_302e49:"
-- ?6 Text: "contract_302e49;"
-- ?7 Text: ":"
-- ?8 Id: "00000000-0000-0000-0000-000000000001"
-- ?9 Id: "00000000-0000-0000-0000-000000000001"
-- ?10 Text: "contract_302e49"
-- ?11 Text: "customer_d5d4d1:"
-- ?12 Text: "customer_d5d4d1;"
-- ?13 Text: ":"
-- ?14 Id: "00000000-0000-0000-0000-000000000001"
-- ?15 Int: 51
-- column 1 Id
