/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND ((t.f_signed_on_66a9c9>=?
  AND t.f_sent_at_8af20d<?))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Date: "1969-12-25"
-- ?2 Instant: "1970-01-01T00:00:00Z"
-- ?3 Int: 51
-- column 1 Id
