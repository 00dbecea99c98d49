/* g7 */ SELECT t.id,t.created_at
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (t.created_at,t.id)<(?,?)
  ORDER BY t.created_at DESC,t.id DESC LIMIT ?
-- ?1 Instant: "2025-11-21T08:00:00Z"
-- ?2 Id: "00000000-0000-0000-0000-000000000009"
-- ?3 Int: 51
-- column 1 Id
-- column 2 Instant
