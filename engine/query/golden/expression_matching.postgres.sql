/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE t.id IN (?)
  AND (t.owner=?
  OR t.id IN (SELECT record
  FROM flow_grant
  WHERE user_id=?
  AND object=?))
  AND (t.f_quantity_9af9c1>?)
-- ?1 Id: "00000000-0000-0000-0000-000000000009"
-- ?2 Id: "00000000-0000-0000-0000-000000000001"
-- ?3 Id: "00000000-0000-0000-0000-000000000001"
-- ?4 Text: "contract_302e49"
-- ?5 Int: 1
-- column 1 Id
