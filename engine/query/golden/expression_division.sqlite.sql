/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (tenon_evaluate(?,t.f_amount_4317b2,t.f_quantity_9af9c1))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Text: "{\"expression\":{\"ast\":{\"node\":\"binary\",\"operator\":\"greater\",\"left\":{\"node\":\"binary\",\"operator\":\"divide\",\"left\":{\"node\":\"path\",\"root\":\"record\",\"names\":[\"amount\"],\"type\":\"number\"},\"right\":{\"node\":\"path\",\"root\":\"record\",\"names\":[\"quantity\"],\"type\":\"number\"},\"type\":\"number\"},\"right\":{\"node\":\"number\",\"value\":\"1.5\",\"type\":\"number\"},\"type\":\"boolean\"},\"result\":\"boolean\",\"dependencies\":[],\"rows\":[],\"reads_clock\":false,\"reads_user\":false,\"reads_tables\":false},\"inputs\":[{\"path\":{\"root\":\"record\",\"names\":[\"amount\"]},\"form\":{\"minor\":{\"precision\":18,\"scale\":2}},\"shape\":\"one\"},{\"path\":{\"root\":\"record\",\"names\":[\"quantity\"]},\"form\":\"whole\",\"shape\":\"one\"}],\"result\":\"condition\",\"now\":0,\"user\":\"00000000-0000-0000-0000-000000000001\",\"department\":\"00000000-0000-0000-0000-000000000002\",\"user_name\":\"Me\"}"
-- ?2 Int: 51
-- column 1 Id
