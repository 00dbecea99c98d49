SELECT 1
  FROM o_contract_302e49 t
  WHERE t.f_partner_2a94cf=?
  AND t.approval_state IN (?,?) LIMIT 1
-- ?1 Id: "00000000-0000-0000-0000-000000000009"
-- ?2 Text: "running"
-- ?3 Text: "approved"
-- column 1 Int
