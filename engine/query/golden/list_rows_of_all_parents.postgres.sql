/* g7 */ SELECT t.f_name_a7dcbf,r0.id,r0.f_name_e10022,t.position,t.id
  FROM o_line_cbdc25 t
  LEFT JOIN o_contract_302e49 r0 ON r0.id=t.f_contract_8296f2
  WHERE 1=1
  ORDER BY t.position NULLS FIRST,t.id LIMIT ?
-- ?1 Int: 51
-- column 1 Text
-- column 2 Id
-- column 3 Text
-- column 4 Int
-- column 5 Id
