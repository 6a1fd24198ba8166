-- The catalogue is read from the part that was entered last, also within a group and among those that are set aside.
DROP INDEX spare_part_group;
CREATE INDEX spare_part_group ON spare_part (group_id, id);
CREATE INDEX spare_part_retired ON spare_part (id) WHERE is_retired = 1;
