/* g7 */ SELECT t.id
  FROM o_contract_302e49 t
  WHERE 1=1
  AND ((NULLIF(COALESCE(NULLIF(COALESCE(NULLIF(COALESCE(NULLIF(COALESCE(NULLIF(COALESCE(NULLIF(COALESCE(trim_scale(t.f_amount_4317b2)::text,?)||?,?),?)||COALESCE(to_char(t.f_signed_on_66a9c9,?),?),?),?)||?,?),?)||COALESCE((CASE t.f_is_urgent_b17dfc WHEN TRUE THEN ? WHEN FALSE THEN ? END),?),?),?)||?,?),?)||COALESCE((to_char(timezone(make_interval(secs => 0), t.f_sent_at_8af20d),?)||rtrim(rtrim(to_char(timezone(make_interval(secs => 0), t.f_sent_at_8af20d),?),?),?)||?),?),?)) IS DISTINCT
  FROM (NULL::text))
  ORDER BY t.id,t.id LIMIT ?
-- ?1 Text: ""
-- ?2 Text: "/"
-- ?3 Text: ""
-- ?4 Text: ""
-- ?5 Text: "YYYY-MM-DD"
-- ?6 Text: ""
-- ?7 Text: ""
-- ?8 Text: ""
-- ?9 Text: "/"
-- ?10 Text: ""
-- ?11 Text: ""
-- ?12 Text: "TRUE"
-- ?13 Text: "FALSE"
-- ?14 Text: ""
-- ?15 Text: ""
-- ?16 Text: ""
-- ?17 Text: "/"
-- ?18 Text: ""
-- ?19 Text: ""
-- ?20 Text: "YYYY-MM-DD\"T\"HH24:MI:SS"
-- ?21 Text: ".US"
-- ?22 Text: "0"
-- ?23 Text: "."
-- ?24 Text: "Z"
-- ?25 Text: ""
-- ?26 Text: ""
-- ?27 Int: 51
-- column 1 Id
