/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (CASE WHEN coalesce(t.f_amount_4317b2,0) BETWEEN -1000000000
  AND 1000000000
  AND coalesce(t.f_quantity_9af9c1,0) BETWEEN -1000000000
  AND 1000000000 THEN (((coalesce((t.f_amount_4317b2*t.f_quantity_9af9c1),0)-?)>(t.f_amount_4317b2*?)) IS TRUE) ELSE tenon_evaluate(?,t.f_amount_4317b2,t.f_quantity_9af9c1) END)
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Int: 100
-- ?2 Int: 3
-- ?3 Text: "{\"expression\":{\"ast\":{\"node\":\"binary\",\"operator\":\"greater\",\"left\":{\"node\":\"binary\",\"operator\":\"subtract\",\"left\":{\"node\":\"binary\",\"operator\":\"multiply\",\"left\":{\"node\":\"path\",\"root\":\"record\",\"names\":[\"amount\"],\"type\":\"number\"},\"right\":{\"node\":\"path\",\"root\":\"record\",\"names\":[\"quantity\"],\"type\":\"number\"},\"type\":\"number\"},\"right\":{\"node\":\"number\",\"value\":\"1\",\"type\":\"number\"},\"type\":\"number\"},\"right\":{\"node\":\"binary\",\"operator\":\"multiply\",\"left\":{\"node\":\"path\",\"root\":\"record\",\"names\":[\"amount\"],\"type\":\"number\"},\"right\":{\"node\":\"number\",\"value\":\"3\",\"type\":\"number\"},\"type\":\"number\"},\"type\":\"boolean\"},\"result\":\"boolean\",\"dependencies\":[],\"rows\":[],\"reads_clock\":false,\"reads_user\":false,\"reads_tables\":false},\"inputs\":[{\"path\":{\"root\":\"record\",\"names\":[\"amount\"]},\"form\":{\"minor\":{\"precision\":18,\"scale\":2}},\"shape\":\"one\"},{\"path\":{\"root\":\"record\",\"names\":[\"quantity\"]},\"form\":\"whole\",\"shape\":\"one\"}],\"result\":\"condition\",\"now\":0,\"user\":\"00000000-0000-0000-0000-000000000001\",\"department\":\"00000000-0000-0000-0000-000000000002\",\"user_name\":\"Me\"}"
-- ?4 Int: 51
-- column 1 Id
