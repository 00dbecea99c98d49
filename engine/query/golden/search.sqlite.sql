/* g7 */ SELECT t.f_name_e10022,t.created_at,t.id
  FROM o_contract_302e49 t
  WHERE t.id IN (SELECT id
  FROM (SELECT k.id
  FROM o_contract_302e49 k
  WHERE k.owner=?
  AND (1=0
  OR k.f_name_e10022 LIKE ? ESCAPE '\'
  OR k.f_number_e47656 LIKE ? ESCAPE '\')
  ORDER BY k.created_at DESC,k.id DESC LIMIT ?) UNION ALL SELECT id
  FROM (SELECT k.id
  FROM o_contract_302e49 k
  WHERE k.id IN (SELECT record
  FROM flow_grant
  WHERE user_id=?
  AND object=?)
  AND (1=0
  OR k.f_name_e10022 LIKE ? ESCAPE '\'
  OR k.f_number_e47656 LIKE ? ESCAPE '\')
  ORDER BY k.created_at DESC,k.id DESC LIMIT ?))
  ORDER BY t.created_at DESC,t.id DESC LIMIT ?
-- ?1 Id: "00000000-0000-0000-0000-000000000001"
-- ?2 Text: "%50\\%\\_\\\\ Ltd%"
-- ?3 Text: "%50\\%\\_\\\\ Ltd%"
-- ?4 Int: 51
-- ?5 Id: "00000000-0000-0000-0000-000000000001"
-- ?6 Text: "contract_302e49"
-- ?7 Text: "%50\\%\\_\\\\ Ltd%"
-- ?8 Text: "%50\\%\\_\\\\ Ltd%"
-- ?9 Int: 51
-- ?10 Int: 51
-- column 1 Text
-- column 2 Instant
-- column 3 Id
