SELECT t.id
  FROM o_contract_302e49 t
  WHERE t.id IN (NULL)
  AND 1=1
-- column 1 Id
