-- Files knew their field by its name, which a rename changes; now they know it by its identity.
UPDATE file SET field = (
    SELECT json_extract(f.value, '$.uid') FROM document d, json_each(d.body, '$.fields') f
    WHERE d.kind = 'object' AND json_extract(d.body, '$.uid') = file.object AND json_extract(f.value, '$.name') = file.field)
WHERE field IS NOT NULL AND EXISTS (
    SELECT 1 FROM document d, json_each(d.body, '$.fields') f
    WHERE d.kind = 'object' AND json_extract(d.body, '$.uid') = file.object AND json_extract(f.value, '$.name') = file.field
      AND json_extract(f.value, '$.uid') IS NOT NULL);
