import Database
import Desk
import Domain
import Ground

/// What the demo's customers said in the last days, and who is asked about it.
struct DemoContacts: Sendable {
    let company: OpenCompany
    let now: Instant

    private struct Said: Sendable {
        let daysAgo: Int64
        let kind: ContactKind
        let channel: ContactChannel
        let subject: String
        let body: String
        /// Who is asked, and in how many days from then; nil where reception follows it by itself.
        var asked: (unit: Role, days: Int)?
    }

    private static let all = [
        Said(
            daysAgo: 9, kind: .complaint, channel: .phone, subject: "تأخیر در مراجعه برای نصب یخچال",
            body: "سه بار نوبت داده شد و کسی نیامد.", asked: (.serviceManager, 3)),
        Said(
            daysAgo: 7, kind: .question, channel: .phone, subject: "مدت گارانتی کمپرسور",
            body: "می‌خواهد بداند کمپرسور تا چه تاریخی گارانتی دارد."),
        Said(
            daysAgo: 5, kind: .complaint, channel: .letter, subject: "ایراد دوباره پس از تعمیر",
            body: "یک هفته پس از تعمیر، صدای قبلی برگشته است.", asked: (.serviceManager, 10)),
        Said(
            daysAgo: 4, kind: .request, channel: .web, subject: "درخواست نصب دو کولر گازی",
            body: "نشانی در کرج است و تا پایان هفته آماده‌اند.", asked: (.dispatcher, 6)),
        Said(
            daysAgo: 3, kind: .complaint, channel: .phone, subject: "مبلغ دریافتی بیش از تعرفه",
            body: "می‌گوید رسید نگرفته است.", asked: (.financeOfficer, 2)),
        Said(
            daysAgo: 2, kind: .suggestion, channel: .email, subject: "پیامک یادآوری نوبت",
            body: "پیشنهاد می‌کند یک روز پیش از مراجعه خبر بدهید."),
        Said(
            daysAgo: 1, kind: .criticism, channel: .visit, subject: "پارکینگ واحد پذیرش",
            body: "جای پارک برای آوردن دستگاه نیست.", asked: (.administrator, 7)),
        Said(
            daysAgo: 0, kind: .question, channel: .sms, subject: "پیگیری زمان مراجعه",
            body: "می‌پرسد سرویس‌کار چه ساعتی می‌رسد."),
    ]

    func run() async throws {
        let company = company, now = now
        try await company.write { tx in
            guard let reception = try DemoList.actors(tx).office[.reception] else { return }
            let mobiles = try DemoList.mobiles(limit: Self.all.count, tx)
            try FrontSettings.open(followedBy: reception.person, tx)
            for (said, mobile) in zip(Self.all, mobiles) {
                let tx = tx.at(now.adding(seconds: -said.daysAgo * 86_400))
                let new = try NewContact(
                    kind: said.kind, channel: said.channel, direction: .incoming, party: "",
                    phone: CallerNumber(mobile),
                    subject: said.subject, body: said.body)
                let made = try ContactStore.add(new, clock: company.clock, by: reception.person, tx)
                guard let asked = said.asked else { continue }
                let due = company.clock.day(of: tx.now).adding(days: asked.days)
                try ReferralStore.ask(
                    .unit(asked.unit), about: made.id, made.number, text: "", due: due, by: reception.person, tx)
            }
            try write(followedBy: reception.person, tx)
        }
    }

    /// What two of them wrote on the company's own page.
    private func write(followedBy owner: ID<Person>, _ tx: Transaction) throws {
        let sent: [(WebContact, ContactKind, name: String, subject: String, body: String)] = [
            (
                WebContact(form: "fault", city: "کرج", device: "یخچال", wish: "عصرها پس از ساعت ۵"), .request,
                "مریم رستگار", "یخچال", "از دیشب سرد نمی‌کند و صدا می‌دهد."
            ),
            (
                WebContact(
                    form: "register", city: "تهران", serial: DemoCards.serial(3), card: DemoCards.number(3),
                    seller: "فروشگاه آزادی", purchasedOn: company.clock.day(of: now).adding(days: -12)),
                .registration, "پیمان نیک‌فر", DemoCards.serial(3), ""
            ),
        ]
        for (index, (web, kind, name, subject, body)) in sent.enumerated() {
            let tx = tx.at(now.adding(seconds: -Int64(3 - index) * 3_600))
            let new = try NewContact(
                kind: kind, channel: .web, direction: .incoming, party: name, phone: CallerNumber("0999000002\(index)"),
                subject: subject, body: body)
            try WebContactStore.add(new, web, clock: company.clock, owner: owner, tx)
        }
    }
}
