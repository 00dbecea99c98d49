SELECT f_customer_ee0925,count(*),sum(f_amount_4317b2/1000000000),sum(f_amount_4317b2%1000000000),count(f_amount_4317b2),sum(f_quantity_9af9c1/1000000000),sum(f_quantity_9af9c1%1000000000),count(f_quantity_9af9c1),min(f_signed_on_66a9c9),max(f_amount_4317b2)
  FROM o_contract_302e49
  WHERE f_customer_ee0925 IN (?,?) GROUP BY f_customer_ee0925
-- ?1 Id: "00000000-0000-0000-0000-000000000009"
-- ?2 Id: "00000000-0000-0000-0000-000000000001"
-- column 1 Id
-- column 2 Int
-- column 3 Int
-- column 4 Int
-- column 5 Int
-- column 6 Int
-- column 7 Int
-- column 8 Int
-- column 9 Date
-- column 10 Decimal { precision: 18, scale: 2 }
