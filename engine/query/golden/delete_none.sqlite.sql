DELETE
  FROM o_contract_302e49 AS t
  WHERE t.id IN (NULL)
  AND 1=1
