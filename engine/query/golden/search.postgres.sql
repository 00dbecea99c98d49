/* g7 */ SELECT t.f_name_e10022,t.created_at,t.id
  FROM o_contract_302e49 t
  WHERE (t.owner=?
  OR t.id IN (SELECT record
  FROM flow_grant
  WHERE user_id=?
  AND object=?))
  AND (1=0
  OR t.f_name_e10022 ILIKE ? ESCAPE '\'
  OR t.f_number_e47656 ILIKE ? ESCAPE '\')
  ORDER BY t.created_at DESC,t.id DESC LIMIT ?
-- ?1 Id: "00000000-0000-0000-0000-000000000001"
-- ?2 Id: "00000000-0000-0000-0000-000000000001"
-- ?3 Text: "contract_302e49"
-- ?4 Text: "%50\\%\\_\\\\ Ltd%"
-- ?5 Text: "%50\\%\\_\\\\ Ltd%"
-- ?6 Int: 51
-- column 1 Text
-- column 2 Instant
-- column 3 Id
