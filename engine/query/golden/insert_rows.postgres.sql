INSERT INTO o_contract_302e49 (id,f_name_e10022,f_amount_4317b2)
  VALUES (?,?,?),(?,?,?),(?,?,?)
-- ?1 Id: "00000000-0000-0000-0000-000000000009"
-- ?2 Text: "a"
-- ?3 Decimal { precision: 18, scale: 2 }: null
-- ?4 Id: "00000000-0000-0000-0000-000000000009"
-- ?5 Text: "b"
-- ?6 Decimal { precision: 18, scale: 2 }: null
-- ?7 Id: "00000000-0000-0000-0000-000000000009"
-- ?8 Text: "c"
-- ?9 Decimal { precision: 18, scale: 2 }: null
