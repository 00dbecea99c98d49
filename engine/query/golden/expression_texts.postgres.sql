/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE (t.owner=?
  OR t.id IN (SELECT record
  FROM flow_grant
  WHERE user_id=?
  AND object=?))
  AND ((((COALESCE(char_length(NULLIF(COALESCE(NULLIF(translate(NULLIF(t.f_name_e10022,?),?,?),?),?)||COALESCE(NULLIF(t.f_number_e47656,?),?),?)),0)::numeric)>(?)
  AND (((?)=ANY(t.f_tags_18ccbb)) IS TRUE))
  AND (NULLIF(left(NULLIF(t.f_name_e10022,?),(CASE WHEN t.f_quantity_9af9c1::numeric<0 THEN 0 WHEN t.f_quantity_9af9c1::numeric>1000000 THEN 1000000 ELSE trunc(t.f_quantity_9af9c1::numeric) END)::int),?))=(?)))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Id: "00000000-0000-0000-0000-000000000001"
-- ?2 Id: "00000000-0000-0000-0000-000000000001"
-- ?3 Text: "contract_302e49"
-- ?4 Text: ""
-- ?5 Text: "abcdefghijklmnopqrstuvwxyz"
-- ?6 Text: "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
-- ?7 Text: ""
-- ?8 Text: ""
-- ?9 Text: ""
-- ?10 Text: ""
-- ?11 Text: ""
-- ?12 Decimal { precision: 18, scale: 0 }: "3"
-- ?13 Text: "a"
-- ?14 Text: ""
-- ?15 Text: ""
-- ?16 Text: "x"
-- ?17 Int: 51
-- column 1 Id
