/* g7 */ SELECT t.id,t.revision,t.created_at,t.created_by,t.updated_at,t.updated_by,t.owner,t.department,t.approval_state,t.f_name_e10022,t.f_number_e47656,t.f_amount_4317b2,t.f_quantity_9af9c1,t.f_signed_on_66a9c9,t.f_sent_at_8af20d,t.f_is_urgent_b17dfc,t.f_level_cdd068,t.f_tags_18ccbb,t.f_note_b30af3,t.f_scan_94bf02,t.f_customer_ee0925,t.f_partner_2a94cf,t.f_handler_75941f,t.f_team_820a3d,t.f_place_a3769d,t.f_about_762a5f
  FROM o_contract_302e49 t
  WHERE t.id=?
  AND (t.owner=?) FOR UPDATE
-- ?1 Id: "00000000-0000-0000-0000-000000000009"
-- ?2 Id: "00000000-0000-0000-0000-000000000001"
-- column 1 Id
-- column 2 Int
-- column 3 Instant
-- column 4 Id
-- column 5 Instant
-- column 6 Id
-- column 7 Id
-- column 8 Id
-- column 9 Text
-- column 10 Text
-- column 11 Text
-- column 12 Decimal { precision: 18, scale: 2 }
-- column 13 Int
-- column 14 Date
-- column 15 Instant
-- column 16 Bool
-- column 17 Text
-- column 18 TextList
-- column 19 Text
-- column 20 TextList
-- column 21 Id
-- column 22 Id
-- column 23 Id
-- column 24 TextList
-- column 25 Text
-- column 26 Text
