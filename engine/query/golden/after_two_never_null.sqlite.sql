/* g7 */ SELECT t.id,t.created_at,t.updated_at
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (t.created_at,t.updated_at,t.id)<(?,?,?)
  ORDER BY t.created_at DESC,t.updated_at DESC,t.id DESC LIMIT ?
-- ?1 Instant: "2025-11-21T08:00:00Z"
-- ?2 Instant: "2025-11-21T08:00:00Z"
-- ?3 Id: "00000000-0000-0000-0000-000000000009"
-- ?4 Int: 51
-- column 1 Id
-- column 2 Instant
-- column 3 Instant
