import Base
import Database
import Domain
import Ground

/// Two courses: one by film with an exam, that work asks for from next month on, and one in person; who has passed, and one that is
/// soon over.
struct DemoTraining: Sendable {
    private static let questions: [(text: String, choices: String)] = [
        ("پیش از شارژ گاز چه کاری لازم است؟", "* وکیوم سیستم\nتعویض ترموستات\nشست‌وشوی بدنه"),
        ("کمپرسور داغ می‌شود و خاموش می‌کند؛ نخست چه را می‌سنجید؟", "رنگ بدنه\n* جریان و ولتاژ\nوزن دستگاه"),
        ("نشت گاز را با چه پیدا می‌کنید؟", "* نشت‌یاب یا کف صابون\nشعله کبریت\nبوییدن"),
        ("هنگام کار روی برد چه می‌کنید؟", "برق وصل می‌ماند\n* دوشاخه را می‌کشید\nدستکش خیس می‌پوشید"),
    ]
    let company: OpenCompany

    func run() async throws {
        try await company.write { tx in
            guard let manager = try DemoList.actors(tx).office[.serviceManager] else { return }
            let today = company.clock.day(of: tx.now)
            let film = try CourseStore.add(Self.film(), by: manager.person, tx)
            for (text, choices) in Self.questions {
                try ExamQuestionStore.add(ExamQuestion(text, lines: choices), to: film, by: manager.person, tx)
            }
            if let group = try DemoList.groups(tx).first {
                let work = UntrainedWork(group.id, service: "repair")
                try CourseNeedStore.add(film, work, from: today.adding(days: 30), by: manager.person, tx)
            }
            let seminar = try CourseStore.add(Self.seminar(), by: manager.person, tx)
            for (place, technician) in try DemoList.technicians(limit: 12, tx).enumerated() {
                let ago = [20, 200, 345, 60, 120][place % 5]
                try CertificateStore.add(
                    place % 3 == 2 ? seminar : film, to: technician.id, of: technician.dealer,
                    from: today.adding(days: -ago), note: "سمینار حضوری، آزمون عملی", by: manager.person, in: company,
                    tx)
            }
        }
    }

    private static func film() throws -> Course {
        try Course(
            code: "FRIDGE-1", titleFa: "تعمیر یخچال: مدار گاز و برد", titleEn: "Fridge repair: gas circuit and board",
            kind: .film, link: "https://film.example/fridge-1",
            text: "فیلم ۴۰ دقیقه‌ای: وکیوم و شارژ، عیب‌یابی کمپرسور و برد، ایمنی برق.", months: 12, passPercent: 70,
            asked: 3, waitDays: 1)
    }

    private static func seminar() throws -> Course {
        try Course(
            code: "CARE-1", titleFa: "مشتری‌مداری در خانه مشتری", titleEn: "Customer care at the customer's home",
            kind: .onSite, link: "", text: "سمینار یک‌روزه: قرار ملاقات، آراستگی، توضیح هزینه، پاسخ به شکایت.",
            months: 24, passPercent: 70, asked: 0, waitDays: 1)
    }
}
