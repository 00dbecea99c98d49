/* g7 */ SELECT t.f_name_e10022,t.created_at,t.id
  FROM o_contract_302e49 t
  WHERE (t.owner=?
  OR t.department IN (?,?,?,?)
  OR t.id IN (SELECT record
  FROM flow_grant
  WHERE user_id=?
  AND object=?))
  ORDER BY t.created_at DESC,t.id DESC LIMIT ?
-- ?1 Id: "00000000-0000-0000-0000-000000000001"
-- ?2 Id: "00000000-0000-0000-0000-000000000002"
-- ?3 Id: "00000000-0000-0000-0000-000000000003"
-- ?4 Id: "00000000-0000-0000-0000-000000000004"
-- ?5 Id: "00000000-0000-0000-0000-000000000004"
-- ?6 Id: "00000000-0000-0000-0000-000000000001"
-- ?7 Text: "contract_302e49"
-- ?8 Int: 51
-- column 1 Text
-- column 2 Instant
-- column 3 Id
