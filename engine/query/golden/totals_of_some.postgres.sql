SELECT f_customer_ee0925,count(*),sum(f_amount_4317b2) FILTER (WHERE holds1),count(f_amount_4317b2) FILTER (WHERE holds1),sum(f_quantity_9af9c1) FILTER (WHERE holds2),count(f_quantity_9af9c1) FILTER (WHERE holds2),min(f_signed_on_66a9c9) FILTER (WHERE holds3),max(f_amount_4317b2) FILTER (WHERE holds4)
  FROM (SELECT t.*,(t.f_amount_4317b2>?) AS holds1,(t.f_amount_4317b2>?) AS holds2,(t.f_amount_4317b2>?) AS holds3,(t.f_amount_4317b2>?) AS holds4
  FROM o_contract_302e49 t) rows
  WHERE f_customer_ee0925 IN (?,?) GROUP BY f_customer_ee0925
-- ?1 Decimal { precision: 18, scale: 2 }: "100.00"
-- ?2 Decimal { precision: 18, scale: 2 }: "100.00"
-- ?3 Decimal { precision: 18, scale: 2 }: "100.00"
-- ?4 Decimal { precision: 18, scale: 2 }: "100.00"
-- ?5 Id: "00000000-0000-0000-0000-000000000009"
-- ?6 Id: "00000000-0000-0000-0000-000000000001"
-- column 1 Id
-- column 2 Int
-- column 3 Decimal { precision: 38, scale: 2 }
-- column 4 Int
-- column 5 Decimal { precision: 38, scale: 0 }
-- column 6 Int
-- column 7 Date
-- column 8 Decimal { precision: 18, scale: 2 }
