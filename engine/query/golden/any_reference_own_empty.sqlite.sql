/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE (t.owner=?
  OR t.id IN (SELECT record
  FROM flow_grant
  WHERE user_id=?
  AND object=?))
  AND NOT COALESCE((t.f_about_762a5f IS NOT NULL
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
-- ?4 Text: "contract_302e49:"
-- ?5 Text: "contract_302e49;"
-- ?6 Int: 17
-- ?7 Text: "-"
-- ?8 Text: ""
-- ?9 Id: "00000000-0000-0000-0000-000000000001"
-- ?10 Id: "00000000-0000-0000-0000-000000000001"
-- ?11 Text: "contract_302e49"
-- ?12 Text: "customer_d5d4d1:"
-- ?13 Text: "customer_d5d4d1;"
-- ?14 Int: 17
-- ?15 Text: "-"
-- ?16 Text: ""
-- ?17 Id: "00000000-0000-0000-0000-000000000001"
-- ?18 Int: 51
-- column 1 Id
