/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE (t.owner=?
  OR t.id IN (SELECT record
  FROM flow_grant
  WHERE user_id=?
  AND object=?))
  AND NOT COALESCE((t.f_amount_4317b2>(t.f_quantity_9af9c1*100)),0)
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Id: "00000000-0000-0000-0000-000000000001"
-- ?2 Id: "00000000-0000-0000-0000-000000000001"
-- ?3 Text: "contract_302e49"
-- ?4 Int: 51
-- column 1 Id
