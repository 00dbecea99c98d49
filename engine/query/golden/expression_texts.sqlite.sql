/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE (t.owner=?
  OR t.id IN (SELECT record
  FROM flow_grant
  WHERE user_id=?
  AND object=?))
  AND (((tenon_evaluate(?,t.f_name_e10022,t.f_number_e47656)
  AND tenon_evaluate(?,t.f_tags_18ccbb))
  AND tenon_evaluate(?,t.f_name_e10022,t.f_quantity_9af9c1)))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Id: "00000000-0000-0000-0000-000000000001"
-- ?2 Id: "00000000-0000-0000-0000-000000000001"
-- ?3 Text: "contract_302e49"
-- ?4 Text: "{\"expression\":{\"ast\":{\"node\":\"binary\",\"operator\":\"greater\",\"left\":{\"node\":\"call\",\"function\":\"LEN\",\"arguments\":[{\"node\":\"binary\",\"operator\":\"join\",\"left\":{\"node\":\"call\",\"function\":\"UPPER\",\"arguments\":[{\"node\":\"path\",\"root\":\"record\",\"names\":[\"name\"],\"type\":\"text\"}],\"type\":\"text\"},\"right\":{\"node\":\"path\",\"root\":\"record\",\"names\":[\"number\"],\"type\":\"text\"},\"type\":\"text\"}],\"type\":\"number\"},\"right\":{\"node\":\"number\",\"value\":\"3\",\"type\":\"number\"},\"type\":\"boolean\"},\"result\":\"boolean\",\"dependencies\":[],\"rows\":[],\"reads_clock\":false,\"reads_user\":false,\"reads_tables\":false},\"inputs\":[{\"path\":{\"root\":\"record\",\"names\":[\"name\"]},\"form\":\"text\",\"shape\":\"one\"},{\"path\":{\"root\":\"record\",\"names\":[\"number\"]},\"form\":\"text\",\"shape\":\"one\"}],\"result\":\"condition\",\"now\":0,\"user\":\"00000000-0000-0000-0000-000000000001\",\"department\":\"00000000-0000-0000-0000-000000000002\",\"user_name\":\"Me\"}"
-- ?5 Text: "{\"expression\":{\"ast\":{\"node\":\"call\",\"function\":\"CONTAINS\",\"arguments\":[{\"node\":\"path\",\"root\":\"record\",\"names\":[\"tags\"],\"type\":{\"list\":\"text\"}},{\"node\":\"text\",\"value\":\"a\",\"type\":\"text\"}],\"type\":\"boolean\"},\"result\":\"boolean\",\"dependencies\":[],\"rows\":[],\"reads_clock\":false,\"reads_user\":false,\"reads_tables\":false},\"inputs\":[{\"path\":{\"root\":\"record\",\"names\":[\"tags\"]},\"form\":\"texts\",\"shape\":\"one\"}],\"result\":\"condition\",\"now\":0,\"user\":\"00000000-0000-0000-0000-000000000001\",\"department\":\"00000000-0000-0000-0000-000000000002\",\"user_name\":\"Me\"}"
-- ?6 Text: "{\"expression\":{\"ast\":{\"node\":\"binary\",\"operator\":\"equal\",\"left\":{\"node\":\"call\",\"function\":\"LEFT\",\"arguments\":[{\"node\":\"path\",\"root\":\"record\",\"names\":[\"name\"],\"type\":\"text\"},{\"node\":\"path\",\"root\":\"record\",\"names\":[\"quantity\"],\"type\":\"number\"}],\"type\":\"text\"},\"right\":{\"node\":\"text\",\"value\":\"x\",\"type\":\"text\"},\"type\":\"boolean\"},\"result\":\"boolean\",\"dependencies\":[],\"rows\":[],\"reads_clock\":false,\"reads_user\":false,\"reads_tables\":false},\"inputs\":[{\"path\":{\"root\":\"record\",\"names\":[\"name\"]},\"form\":\"text\",\"shape\":\"one\"},{\"path\":{\"root\":\"record\",\"names\":[\"quantity\"]},\"form\":\"whole\",\"shape\":\"one\"}],\"result\":\"condition\",\"now\":0,\"user\":\"00000000-0000-0000-0000-000000000001\",\"department\":\"00000000-0000-0000-0000-000000000002\",\"user_name\":\"Me\"}"
-- ?7 Int: 51
-- column 1 Id
