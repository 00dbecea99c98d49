/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND ((NOT EXISTS (SELECT 1
  FROM o_line_cbdc25 q1
  WHERE q1.f_contract_8296f2=t.id)
  OR ((SELECT max(q2.f_price_434232)
  FROM o_line_cbdc25 q2
  WHERE q2.f_contract_8296f2=t.id)) IS NOT DISTINCT
  FROM (NULL::numeric)))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Int: 51
-- column 1 Id
