UPDATE o_contract_302e49 AS t SET revision=revision+1,f_name_e10022=?,f_amount_4317b2=?,f_customer_ee0925=?
  WHERE t.id=?
  AND t.revision=?
  AND (t.owner=?)
-- ?1 Text: "Acme"
-- ?2 Decimal { precision: 18, scale: 2 }: "50"
-- ?3 Id: null
-- ?4 Id: "00000000-0000-0000-0000-000000000009"
-- ?5 Int: 3
-- ?6 Id: "00000000-0000-0000-0000-000000000001"
