/* g7 */ SELECT t.id,tenon_evaluate(?,t.f_name_e10022)
  FROM o_contract_302e49 t
  WHERE t.id IN (?,?)
  AND 1=1
-- ?1 Text: "{\"expression\":{\"ast\":{\"node\":\"binary\",\"operator\":\"join\",\"left\":{\"node\":\"path\",\"root\":\"record\",\"names\":[\"name\"],\"type\":\"text\"},\"right\":{\"node\":\"text\",\"value\":\"!\",\"type\":\"text\"},\"type\":\"text\"},\"result\":\"text\",\"dependencies\":[],\"rows\":[],\"reads_clock\":false,\"reads_user\":false,\"reads_tables\":false},\"inputs\":[{\"path\":{\"root\":\"record\",\"names\":[\"name\"]},\"form\":\"text\",\"shape\":\"one\"}],\"result\":\"text\",\"now\":1795219200000000,\"user\":\"00000000-0000-0000-0000-000000000001\",\"department\":\"00000000-0000-0000-0000-000000000002\",\"user_name\":\"Me\"}"
-- ?2 Id: "00000000-0000-0000-0000-000000000009"
-- ?3 Id: "00000000-0000-0000-0000-000000000003"
-- column 1 Id
-- column 2 Text
