-- Files knew their field by its name, which a rename changes; now they know it by its identity.
UPDATE file SET field = f.value ->> 'uid'
FROM document d, jsonb_array_elements(d.body -> 'fields') f
WHERE d.kind = 'object' AND d.body ->> 'uid' = file.object AND f.value ->> 'name' = file.field AND f.value ->> 'uid' IS NOT NULL;
