/* g7 */ SELECT t.id,tenon_evaluate(?,t.f_amount_4317b2,t.f_quantity_9af9c1)
  FROM o_contract_302e49 t
  WHERE t.id IN (?,?)
  AND 1=1
-- ?1 Text: "{\"expression\":{\"ast\":{\"node\":\"binary\",\"operator\":\"divide\",\"left\":{\"node\":\"path\",\"root\":\"record\",\"names\":[\"amount\"],\"type\":\"number\"},\"right\":{\"node\":\"path\",\"root\":\"record\",\"names\":[\"quantity\"],\"type\":\"number\"},\"type\":\"number\"},\"result\":\"number\",\"dependencies\":[],\"rows\":[],\"reads_clock\":false,\"reads_user\":false,\"reads_tables\":false},\"inputs\":[{\"path\":{\"root\":\"record\",\"names\":[\"amount\"]},\"form\":{\"minor\":{\"precision\":18,\"scale\":2}},\"shape\":\"one\"},{\"path\":{\"root\":\"record\",\"names\":[\"quantity\"]},\"form\":\"whole\",\"shape\":\"one\"}],\"result\":{\"minor\":{\"precision\":18,\"scale\":2}},\"now\":1795219200000000,\"user\":\"00000000-0000-0000-0000-000000000001\",\"department\":\"00000000-0000-0000-0000-000000000002\",\"user_name\":\"Me\"}"
-- ?2 Id: "00000000-0000-0000-0000-000000000009"
-- ?3 Id: "00000000-0000-0000-0000-000000000003"
-- column 1 Id
-- column 2 Decimal { precision: 18, scale: 2 }
