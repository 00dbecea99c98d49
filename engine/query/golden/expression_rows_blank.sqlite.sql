/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND ((NOT EXISTS (SELECT 1
  FROM o_line_cbdc25 q1
  WHERE q1.f_contract_8296f2=t.id)
  OR tenon_evaluate(?,(SELECT json_group_array(q4.v)
  FROM (SELECT q3.f_price_434232 AS v
  FROM o_line_cbdc25 q3
  WHERE q3.f_contract_8296f2=t.id
  ORDER BY q3.position,q3.id) q4))))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Text: "{\"expression\":{\"ast\":{\"node\":\"binary\",\"operator\":\"equal\",\"left\":{\"node\":\"call\",\"function\":\"MAX\",\"arguments\":[{\"node\":\"path\",\"root\":\"record\",\"names\":[\"lines\",\"price\"],\"type\":{\"list\":\"number\"}}],\"type\":\"number\"},\"right\":{\"node\":\"blank\",\"type\":\"blank\"},\"type\":\"boolean\"},\"result\":\"boolean\",\"dependencies\":[],\"rows\":[{\"path\":{\"root\":\"record\",\"names\":[\"lines\",\"price\"]},\"column\":true}],\"reads_clock\":false,\"reads_user\":false,\"reads_tables\":false},\"inputs\":[{\"path\":{\"root\":\"record\",\"names\":[\"lines\",\"price\"]},\"form\":{\"minor\":{\"precision\":18,\"scale\":2}},\"shape\":\"each\"}],\"result\":\"condition\",\"now\":0,\"user\":\"00000000-0000-0000-0000-000000000001\",\"department\":\"00000000-0000-0000-0000-000000000002\",\"user_name\":\"Me\"}"
-- ?2 Int: 51
-- column 1 Id
