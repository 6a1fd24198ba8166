import Testing

@testable import Domain

@Suite("Topics of what customers say")
struct SurveyTopicTests {
    @Test(
        "are suggested where one of their words begins, whatever letters and spaces it is written with",
        arguments: [
            ("دیر، سر وقت", "خیلی دیر آمد", true), ("دیر، سر وقت", "سروقت نبود", false),
            ("دیر، سر وقت", "نمی‌دانم. سر  وقت بود!", true), ("دیر", "مدیر شما خوب بود", false),
            ("دیر", "دیرتر از قرار", true), ("تأخیر", "تاخير داشت", true), ("late\nslow", "He was LATE.", true),
            ("late", "chocolate", false), ("", "هرچه", false), ("،؛", "هرچه", false), ("دیر", "", false),
        ])
    func suits(_ words: String, _ said: String, _ isSuggested: Bool) {
        #expect(SurveyTopicWords(words).suits(said) == isSuggested)
    }
}
