/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND t.f_sent_at_8af20d>=?
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Instant: "2026-11-21T00:00:00Z"
-- ?2 Int: 51
-- column 1 Id
