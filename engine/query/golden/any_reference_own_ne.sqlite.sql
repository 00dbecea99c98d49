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
  WHERE q1.id=unhex(replace(substr(t.f_about_762a5f,?),?,?))
  AND (q1.owner=?
  OR q1.id IN (SELECT record
  FROM flow_grant
  WHERE user_id=?
  AND object=?))))
  OR (t.f_about_762a5f>=?
  AND t.f_about_762a5f<?
  AND EXISTS (SELECT 1
  FROM o_customer_d5d4d1 q2
  WHERE q2.id=unhex(replace(substr(t.f_about_762a5f,?),?,?))
  AND (q2.owner=?))))),0)
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Id: "00000000-0000-0000-0000-000000000001"
-- ?2 Id: "00000000-0000-0000-0000-000000000001"
-- ?3 Text: "contract_302e49"
-- ?4 Text: "customer_d5d4d1:00000000-0000-0000-0000-000000000009"
-- ?5 Text: "contract_302e49:"
-- ?6 Text: "contract_302e49;"
-- ?7 Int: 17
-- ?8 Text: "-"
-- ?9 Text: ""
-- ?10 Id: "00000000-0000-0000-0000-000000000001"
-- ?11 Id: "00000000-0000-0000-0000-000000000001"
-- ?12 Text: "contract_302e49"
-- ?13 Text: "customer_d5d4d1:"
-- ?14 Text: "customer_d5d4d1;"
-- ?15 Int: 17
-- ?16 Text: "-"
-- ?17 Text: ""
-- ?18 Id: "00000000-0000-0000-0000-000000000001"
-- ?19 Int: 51
-- column 1 Id
