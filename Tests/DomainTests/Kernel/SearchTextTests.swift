import Domain
import Testing

@Suite("Texts made comparable")
struct SearchTextTests {
    @Test(
        "What differs by keyboard or code page has one key",
        arguments: [
            ("كتاب", "کتاب"), ("علي", "علی"), ("موسى", "موسی"), ("۰۹۱۲", "0912"), ("٠٩١٢", "0912"),
            ("خدمة", "خدمه"), ("خانۀ ما", "خانه ما"), ("خانه\u{654} ما", "خانه ما"),
            ("آذر أمير إبرا ٱ", "اذر امیر ابرا ا"),
            ("مؤمن", "مومن"), ("مسئول", "مسیول"), ("مُحَمَّد", "محمد"), ("كـــتاب", "کتاب"), ("ا\u{653}ذر", "اذر"),
            ("می\u{200C}شود", "میشود"), ("\u{FEFF}نام\u{200F}", "نام"), ("علی\u{A0}قاسمی", "علی قاسمی"),
            ("  شيراز   بزرگ \t", "شیراز بزرگ"), ("AC-227c7", "ac-227c7"), ("ﻛﺘﺎﺏ", "کتاب"), ("ﻻله", "لاله"),
            ("ＡＢ１２", "ab12"), ("ÉCOLE", "école"), ("e\u{301}", "é"), ("AC‑227", "ac-227"), ("", ""), ("\u{200C} ", ""),
            ("«دوم»", "«دوم»"),
        ])
    func keys(typed: String, key: String) {
        #expect(SearchText.key(typed) == key)
        #expect(SearchText.key(key) == key)
    }

    @Test("With or without half-space, a word has one squeezed key")
    func squeezed() {
        let spellings = ["می\u{200C}شود", "می شود", "میشود", " مي\u{A0}شود "]
        #expect(Set(spellings.map { SearchText.squeezed($0) }) == ["میشود"])
        #expect(SearchText.squeezed("سرويس دوره اي") == SearchText.squeezed("سرویس دوره‌ای"))
    }

    @Test("A key of any two scalars is a key of itself", arguments: [0x20...0x2FF, 0x600...0x6FF, 0x2000...0x206F])
    func idempotent(range: ClosedRange<UInt32>) throws {
        for value in range {
            let scalar = try #require(Unicode.Scalar(value))
            let text = "ب" + String(Character(scalar)) + "x"
            try #require(SearchText.key(SearchText.key(text)) == SearchText.key(text))
            try #require(SearchText.stored(SearchText.stored(text)) == SearchText.stored(text))
        }
    }

    @Test(
        "Stored text keeps half-spaces and line breaks, and nothing invisible besides",
        arguments: [
            (" علي\u{A0}كاظمي  ", "علی کاظمی"), ("می\u{200C}شود", "می\u{200C}شود"), ("\u{200C}سلام\u{200C} ", "سلام"),
            ("کوچه یاس \r\n  طبقه ۱\n", "کوچه یاس\nطبقه ۱"), ("a\u{0}b\u{202E}c", "abc"), ("plain text", "plain text"),
            ("two  spaces ", "two spaces"), ("نیم\u{200C} فاصله", "نیم فاصله"), ("\u{200C}\u{A0}", ""),
            ("آب۱٢", "آب۱٢"),
        ])
    func stored(typed: String, kept: String) {
        #expect(Array(SearchText.stored(typed).unicodeScalars) == Array(kept.unicodeScalars))
    }

    @Test("Names stand in the order of the Persian alphabet")
    func order() {
        let names = [
            "12 فروردین", "آبادان", "ابهر", "بابل", "پارس", "تهران", "جم", "چالوس", "رشت", "زابل", "ژاله", "ساری",
            "قم", "کرج", "گرگان", "لار", "نکا", "ورامین", "همدان", "یزد", "Arman", "pars",
        ]
        #expect(names.shuffled().sorted(by: PersianOrder.isBefore) == names)
        #expect(PersianOrder.isBefore("رضا یزدی", "رضایی"))
        #expect(PersianOrder.key("كريمي") == PersianOrder.key("کریمی"))
        #expect(PersianOrder.key("علی‌آباد") == PersianOrder.key("علی\u{64E}آباد"))
        #expect(!PersianOrder.isBefore("یزد", "یزد"))
    }
}
