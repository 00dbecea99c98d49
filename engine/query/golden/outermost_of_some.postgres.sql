SELECT q.parent,q.value
  FROM (SELECT f_customer_ee0925 AS parent,f_level_cdd068 AS value,row_number() OVER (PARTITION BY f_customer_ee0925
  ORDER BY f_signed_on_66a9c9 IS NULL,f_signed_on_66a9c9 DESC,id DESC) AS place
  FROM (SELECT t.*,(t.f_amount_4317b2>?) AS holds0
  FROM o_contract_302e49 t) rows
  WHERE f_customer_ee0925 IN (?)
  AND holds0) q
  WHERE q.place=1
-- ?1 Decimal { precision: 18, scale: 2 }: "100.00"
-- ?2 Id: "00000000-0000-0000-0000-000000000009"
-- column 1 Id
-- column 2 Text
