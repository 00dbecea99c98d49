/* g7 */ SELECT t.f_name_e10022,t.f_tags_18ccbb,t.f_scan_94bf02,t.f_is_urgent_b17dfc,t.f_signed_on_66a9c9,t.f_handler_75941f,t.department,t.created_at,t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  ORDER BY t.created_at DESC,t.id DESC LIMIT ?
-- ?1 Int: 51
-- column 1 Text
-- column 2 TextList
-- column 3 TextList
-- column 4 Bool
-- column 5 Date
-- column 6 Id
-- column 7 Id
-- column 8 Instant
-- column 9 Id
