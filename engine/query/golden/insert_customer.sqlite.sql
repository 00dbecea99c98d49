INSERT INTO o_customer_d5d4d1 (f_level_9d0eb7)
  VALUES (?)
-- ?1 Text: "a"
