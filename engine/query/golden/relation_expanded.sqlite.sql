/* g7 */ SELECT r0.id,r0.f_name_b09705,r0.revision,r0.created_at,r0.created_by,r0.updated_at,r0.updated_by,r0.owner,r0.department,r0.approval_state,r0.f_level_9d0eb7,t.created_at,t.id
  FROM o_contract_302e49 t
  LEFT JOIN o_customer_d5d4d1 r0 ON r0.id=t.f_customer_ee0925
  AND (r0.owner=?)
  WHERE t.id IN (SELECT id
  FROM (SELECT k.id
  FROM o_contract_302e49 k
  WHERE k.owner=?
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
-- ?2 Id: "00000000-0000-0000-0000-000000000001"
-- ?3 Int: 51
-- ?4 Id: "00000000-0000-0000-0000-000000000001"
-- ?5 Text: "contract_302e49"
-- ?6 Int: 51
-- ?7 Int: 51
-- column 1 Id
-- column 2 Text
-- column 3 Int
-- column 4 Instant
-- column 5 Id
-- column 6 Instant
-- column 7 Id
-- column 8 Id
-- column 9 Id
-- column 10 Text
-- column 11 Text
-- column 12 Instant
-- column 13 Id
