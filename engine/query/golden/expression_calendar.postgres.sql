/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND ((((extract(year
  FROM t.f_signed_on_66a9c9)::numeric)=(?)
  AND ((SELECT CASE WHEN trunc(q1.a0) BETWEEN 1
  AND 9999
  AND trunc(q1.a1) BETWEEN 1
  AND 12
  AND trunc(q1.a2) BETWEEN 1
  AND 31 THEN CASE WHEN trunc(q1.a2)<=extract(day
  FROM make_date(trunc(q1.a0)::int,trunc(q1.a1)::int,1)+make_interval(months => 1,days => -1)) THEN make_date(trunc(q1.a0)::int,trunc(q1.a1)::int,trunc(q1.a2)::int) END END
  FROM (SELECT (?)::numeric AS a0,(t.f_quantity_9af9c1::numeric)::numeric AS a1,(?)::numeric AS a2 OFFSET 0) q1))<(t.f_signed_on_66a9c9))
  AND (((timezone(make_interval(secs => 28800), t.f_sent_at_8af20d))::date-t.f_signed_on_66a9c9)::numeric)>(?)))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Decimal { precision: 18, scale: 0 }: "2026"
-- ?2 Decimal { precision: 18, scale: 0 }: "2026"
-- ?3 Decimal { precision: 18, scale: 0 }: "30"
-- ?4 Decimal { precision: 18, scale: 0 }: "3"
-- ?5 Int: 51
-- column 1 Id
