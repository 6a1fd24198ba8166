-- Between what a machine has and what was done about it stands why it had it. A visit says it in words, as the other two.
VOCABULARY fault_kind ('symptom', 'cause', 'remedy');
KEY fault_code.kind TO fault_kind (code);

ALTER TABLE visit ADD COLUMN cause TEXT NOT NULL DEFAULT '';

-- For a company that works already. A new one begins with Data/fault_codes.tsv.
INSERT INTO fault_code (kind, code, name_fa, name_en)
WITH usual (kind, code, name_fa, name_en) AS (VALUES
    ('cause', 'C01', 'فرسودگی قطعه', 'Worn part'),
    ('cause', 'C02', 'نقص کارخانه', 'Defect of manufacture'),
    ('cause', 'C03', 'نوسان برق', 'Voltage fluctuation'),
    ('cause', 'C04', 'نصب نادرست', 'Faulty installation'),
    ('cause', 'C05', 'استفاده نادرست', 'Misuse'),
    ('cause', 'C06', 'آب سخت یا رسوب', 'Hard water or scale'),
    ('cause', 'C07', 'آسیب در حمل', 'Damaged in transport'),
    ('cause', 'C08', 'ضربه یا شکستگی', 'Knock or breakage'),
    ('cause', 'C09', 'گرفتگی یا آلودگی', 'Blockage or dirt'),
    ('cause', 'C10', 'اتصالی یا قطعی سیم', 'Short or broken wire'),
    ('cause', 'C11', 'نشتی در اتصال', 'Leaking joint'),
    ('cause', 'C12', 'خطای نرم‌افزار', 'Software error'),
    ('cause', 'C13', 'حشره یا جانور', 'Insects or animals'),
    ('cause', 'C14', 'نامعلوم', 'Not known'))
SELECT kind, code, name_fa, name_en FROM usual WHERE EXISTS (SELECT 1 FROM service_type);
