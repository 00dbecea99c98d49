/* g7 */ SELECT count(*)
  FROM o_contract_302e49 t
  WHERE (t.owner=?
  OR t.department IN (?,?,?,?)
  OR t.id IN (SELECT record
  FROM flow_grant
  WHERE user_id=?
  AND object=?))
  AND t.f_amount_4317b2>=?
  AND (1=0
  OR t.f_name_e10022 ILIKE ? ESCAPE '\'
  OR t.f_number_e47656 ILIKE ? ESCAPE '\')
-- ?1 Id: "00000000-0000-0000-0000-000000000001"
-- ?2 Id: "00000000-0000-0000-0000-000000000002"
-- ?3 Id: "00000000-0000-0000-0000-000000000003"
-- ?4 Id: "00000000-0000-0000-0000-000000000004"
-- ?5 Id: "00000000-0000-0000-0000-000000000004"
-- ?6 Id: "00000000-0000-0000-0000-000000000001"
-- ?7 Text: "contract_302e49"
-- ?8 Decimal { precision: 18, scale: 2 }: "1000.00"
-- ?9 Text: "%co%"
-- ?10 Text: "%co%"
-- column 1 Int
