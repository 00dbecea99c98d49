/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND t.f_about_762a5f=?
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Text: "customer_d5d4d1:00000000-0000-0000-0000-000000000009"
-- ?2 Int: 51
-- column 1 Id
