-- How the serials of a group's machines are written (SerialPattern); empty: anyhow.
ALTER TABLE product_group ADD COLUMN serial_pattern TEXT NOT NULL DEFAULT '';
