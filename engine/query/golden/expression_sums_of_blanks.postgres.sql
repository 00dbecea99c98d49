/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (((SELECT sum(q3.v)
  FROM (VALUES (round(div(((SELECT sum(q1.v)
  FROM (VALUES ((t.f_amount_4317b2*?)),((t.f_quantity_9af9c1::numeric))) q1(v)))*10000000000000,NULLIF(?,0))*0.0000000000001,12)),(((SELECT sum(q2.v)
  FROM (VALUES (round(div((t.f_amount_4317b2)*10000000000000,NULLIF(?,0))*0.0000000000001,12)),(-(round(div((t.f_quantity_9af9c1::numeric)*10000000000000,NULLIF(?,0))*0.0000000000001,12)))) q2(v))))) q3(v)))>(?))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Decimal { precision: 18, scale: 1 }: "0.5"
-- ?2 Decimal { precision: 18, scale: 0 }: "2"
-- ?3 Decimal { precision: 18, scale: 0 }: "2"
-- ?4 Decimal { precision: 18, scale: 0 }: "3"
-- ?5 Decimal { precision: 18, scale: 0 }: "1"
-- ?6 Int: 51
-- column 1 Id
