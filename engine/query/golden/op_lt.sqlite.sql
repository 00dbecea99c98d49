/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND t.f_quantity_9af9c1<?
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Int: 5
-- ?2 Int: 51
-- column 1 Id
