/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND (((SELECT round(q1.a0,(q1.a1)::int)
  FROM (SELECT (round(div((t.f_amount_4317b2)*10000000000000,NULLIF(?,0))*0.0000000000001,12))::numeric AS a0,(1)::numeric AS a1 OFFSET 0) q1)) IS NOT DISTINCT
  FROM ((CASE WHEN trunc(t.f_amount_4317b2,(1)::int)=t.f_amount_4317b2 THEN t.f_amount_4317b2 ELSE trunc(t.f_amount_4317b2,(1)::int)+sign(t.f_amount_4317b2)*power(10::numeric,-((1)::int)) END)))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Decimal { precision: 18, scale: 0 }: "3"
-- ?2 Int: 51
-- column 1 Id
