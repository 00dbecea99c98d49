/* g7 */ SELECT t.id,tenon_evaluate(?,(SELECT json_group_array(q3.v)
  FROM (SELECT q2.f_price_434232 AS v
  FROM o_line_cbdc25 q2
  WHERE q2.f_contract_8296f2=t.id
  ORDER BY q2.position,q2.id) q3))
  FROM o_contract_302e49 t
  WHERE t.id IN (?,?)
  AND 1=1
-- ?1 Text: "{\"expression\":{\"ast\":{\"node\":\"call\",\"function\":\"SUM\",\"arguments\":[{\"node\":\"path\",\"root\":\"record\",\"names\":[\"lines\",\"price\"],\"type\":{\"list\":\"number\"}}],\"type\":\"number\"},\"result\":\"number\",\"dependencies\":[],\"rows\":[{\"path\":{\"root\":\"record\",\"names\":[\"lines\",\"price\"]},\"column\":true}],\"reads_clock\":false,\"reads_user\":false,\"reads_tables\":false},\"inputs\":[{\"path\":{\"root\":\"record\",\"names\":[\"lines\",\"price\"]},\"form\":{\"minor\":{\"precision\":18,\"scale\":2}},\"shape\":\"each\"}],\"result\":{\"minor\":{\"precision\":18,\"scale\":2}},\"now\":1795219200000000,\"user\":\"00000000-0000-0000-0000-000000000001\",\"department\":\"00000000-0000-0000-0000-000000000002\",\"user_name\":\"Me\"}"
-- ?2 Id: "00000000-0000-0000-0000-000000000009"
-- ?3 Id: "00000000-0000-0000-0000-000000000003"
-- column 1 Id
-- column 2 Decimal { precision: 18, scale: 2 }
