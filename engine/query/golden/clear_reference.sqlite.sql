UPDATE o_contract_302e49 SET revision=revision+1,f_partner_2a94cf=NULL
  WHERE f_partner_2a94cf=?
-- ?1 Id: "00000000-0000-0000-0000-000000000009"
