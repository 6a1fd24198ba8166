-- What machines usually have and what is usually done about it, as the form of a visit offers it. A code that is of no group is
-- offered for all of them. What a visit says is a text of its own, so a code that is changed changes no visit.
CREATE TABLE fault_code (
    id IDENTITY_KEY,
    kind TEXT NOT NULL CHECK (kind IN ('symptom', 'remedy')),
    code TEXT NOT NULL UNIQUE,
    name_fa TEXT NOT NULL,
    name_en TEXT NOT NULL,
    is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE fault_code_group (
    code_id BIGINT NOT NULL REFERENCES fault_code (id),
    group_id BIGINT NOT NULL REFERENCES product_group (id),
    PRIMARY KEY (code_id, group_id)
);
CREATE INDEX fault_code_group_group ON fault_code_group (group_id);

-- For a company that works already: what was offered until now. A new one begins with Data/fault_codes.tsv.
INSERT INTO fault_code (kind, code, name_fa, name_en)
WITH usual (kind, code, name_fa, name_en) AS (VALUES
    ('symptom', 'S01', 'سرد نمی‌کند', 'Does not cool'),
    ('symptom', 'S02', 'گرم نمی‌کند', 'Does not heat'),
    ('symptom', 'S03', 'روشن نمی‌شود', 'Does not switch on'),
    ('symptom', 'S04', 'خودبه‌خود خاموش می‌شود', 'Switches off by itself'),
    ('symptom', 'S05', 'صدای غیرعادی', 'Unusual noise'),
    ('symptom', 'S06', 'نشت آب', 'Leaks water'),
    ('symptom', 'S07', 'نشت گاز', 'Leaks gas'),
    ('symptom', 'S08', 'آب‌گیری نمی‌کند', 'Does not take in water'),
    ('symptom', 'S09', 'تخلیه نمی‌کند', 'Does not drain'),
    ('symptom', 'S10', 'نمی‌چرخد', 'Does not spin'),
    ('symptom', 'S11', 'برفک می‌زند', 'Frosts up'),
    ('symptom', 'S12', 'خطا روی نمایشگر', 'Error on the display'),
    ('symptom', 'S13', 'تصویر یا صدا ندارد', 'No picture or sound'),
    ('symptom', 'S14', 'بوی سوختگی', 'Smells burnt'),
    ('remedy', 'R01', 'تعویض قطعه', 'Part replaced'),
    ('remedy', 'R02', 'تعمیر قطعه', 'Part repaired'),
    ('remedy', 'R03', 'شارژ گاز', 'Gas recharged'),
    ('remedy', 'R04', 'رفع نشتی', 'Leak mended'),
    ('remedy', 'R05', 'تنظیم و راه‌اندازی', 'Adjusted and started up'),
    ('remedy', 'R06', 'سرویس و نظافت', 'Serviced and cleaned'),
    ('remedy', 'R07', 'تعویض برد', 'Board replaced'),
    ('remedy', 'R08', 'به‌روزرسانی نرم‌افزار', 'Software updated'),
    ('remedy', 'R09', 'اصلاح سیم‌کشی', 'Wiring mended'),
    ('remedy', 'R10', 'نصب و آموزش', 'Installed and explained'),
    ('remedy', 'R11', 'رفع گرفتگی', 'Blockage cleared'),
    ('remedy', 'R12', 'عیبی دیده نشد', 'No fault found'))
SELECT kind, code, name_fa, name_en FROM usual WHERE EXISTS (SELECT 1 FROM service_type);
