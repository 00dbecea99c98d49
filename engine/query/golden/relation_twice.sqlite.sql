/* g7 */ SELECT r0.id,r0.f_name_b09705,r1.id,r1.f_name_b09705,t.created_at,t.id
  FROM o_contract_302e49 t
  LEFT JOIN o_customer_d5d4d1 r0 ON r0.id=t.f_customer_ee0925
  AND (r0.owner=?
  OR r0.department IN (?))
  LEFT JOIN o_customer_d5d4d1 r1 ON r1.id=t.f_partner_2a94cf
  WHERE t.id IN (SELECT id
  FROM (SELECT k.id
  FROM o_contract_302e49 k
  WHERE k.owner=?
  ORDER BY k.created_at DESC,k.id DESC LIMIT ?) UNION ALL SELECT id
  FROM (SELECT k.id
  FROM o_contract_302e49 k
  WHERE k.department=?
  ORDER BY k.created_at DESC,k.id DESC LIMIT ?) UNION ALL SELECT id
  FROM (SELECT k.id
  FROM o_contract_302e49 k
  WHERE k.department=?
  ORDER BY k.created_at DESC,k.id DESC LIMIT ?) UNION ALL SELECT id
  FROM (SELECT k.id
  FROM o_contract_302e49 k
  WHERE k.department=?
  ORDER BY k.created_at DESC,k.id DESC LIMIT ?) UNION ALL SELECT id
  FROM (SELECT k.id
  FROM o_contract_302e49 k
  WHERE k.department=?
  ORDER BY k.created_at DESC,k.id DESC LIMIT ?) UNION ALL SELECT id
  FROM (SELECT k.id
  FROM o_contract_302e49 k
  WHERE k.id IN (SELECT record
  FROM flow_grant
  WHERE user_id=?
  AND object=?)
  ORDER BY k.created_at DESC,k.id DESC LIMIT ?))
  ORDER BY t.created_at DESC,t.id DESC LIMIT ?
-- ?1 Id: "00000000-0000-0000-0000-000000000001"
-- ?2 Id: "00000000-0000-0000-0000-000000000002"
-- ?3 Id: "00000000-0000-0000-0000-000000000001"
-- ?4 Int: 51
-- ?5 Id: "00000000-0000-0000-0000-000000000002"
-- ?6 Int: 51
-- ?7 Id: "00000000-0000-0000-0000-000000000003"
-- ?8 Int: 51
-- ?9 Id: "00000000-0000-0000-0000-000000000004"
-- ?10 Int: 51
-- ?11 Id: "00000000-0000-0000-0000-000000000002"
-- ?12 Int: 51
-- ?13 Id: "00000000-0000-0000-0000-000000000001"
-- ?14 Text: "contract_302e49"
-- ?15 Int: 51
-- ?16 Int: 51
-- column 1 Id
-- column 2 Text
-- column 3 Id
-- column 4 Text
-- column 5 Instant
-- column 6 Id
