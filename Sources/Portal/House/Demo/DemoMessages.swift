import Base
import Database
import Domain
import Ground
import Post
import Work

/// What the customers and the company's own systems were told in the last month, by accounts that are switched off again, and
/// what came in: a demo writes to nobody and calls nobody.
struct DemoMessages: Sendable {
    let company: OpenCompany
    let now: Instant

    private static let (shop, browser) = ("https://erp.arman.example/kardan", "fcm.googleapis.com")

    func run() async throws {
        let (company, today) = (company, company.clock.day(of: now))
        try await company.write { tx in
            guard let manager = try DemoList.actors(tx).office[.administrator]?.person else { return }
            var account = PostAccountFacts(.kavenegar, key: "demo")
            account.partPrice = 1_850
            try PostAccountStore.set(account, version: 0, by: nil, in: company, tx)
            try addMail(by: manager, tx)
            let told = try DemoList.told(since: today.adding(days: -29), limit: 120, tx)
            let hook = try HookPastStore.add(
                Self.shop, [.jobReceived, .jobFinished, .payoutPaid], by: manager, in: company,
                tx.at(told.first?.at ?? now))
            for (place, told) in told.enumerated() {
                let tx = tx.at(told.at)
                try OutboxStore.add(
                    Notice(told.event, about: .job(told.job), told.number), to: .customer(told.customer), but: nil, tx)
                let (answer, status) = Self.end(place)
                try MessageStore.conclude(answer, status, in: company, tx.at(told.at.adding(seconds: 4)))
                try HookPastStore.conclude(place == 11 ? 503 : 200, tx.at(told.at.adding(seconds: 2)))
            }
            try HookPastStore.switchOff(hook, by: manager, tx)
            try receive(told.last { $0.event == MessageEvent.jobFinished.rawValue }?.customer, tx)
            try PushStore.addUnreachable(Self.browser, .fa, of: manager, tx.at(now.adding(seconds: -3 * 86_400)))
            (account.quiet, account.isOn) = (QuietHours(from: 22 * 60, to: 8 * 60), false)
            try PostAccountStore.set(account, version: 1, by: nil, in: company, tx)
        }
    }

    private func addMail(by manager: ID<Person>, _ tx: Transaction) throws {
        var mail = PostAccountFacts(.smtp, key: "demo")
        (mail.address, mail.security, mail.line) = ("mail.arman.example:587", .starttls, "service@arman.example")
        (mail.username, mail.isOn, mail.customers) = ("service@arman.example", false, .lacking)
        try PostAccountStore.set(mail, version: 0, by: manager, in: company, tx)
    }

    /// One wants no advertising, one asks something, one writes a mail.
    private func receive(_ customer: ID<Customer>?, _ tx: Transaction) throws {
        let numbers = try DemoList.mobiles(of: customer, tx)
        let texts: [(number: String?, text: String)] = [
            (numbers.first, "لغو۱۱"), ("09120000199", "سلام، برای نصب ماشین لباسشویی چه وقت می‌آیید؟"),
        ]
        for (place, said) in texts.enumerated() {
            let sms = ReceivedSms(id: "demo \(place)", from: said.number, line: "3000123", text: said.text)
            guard let sms else { continue }
            let moment = tx.at(now.adding(seconds: Int64(place - 2) * 3_600))
            try ReceivedStore.take(sms, from: .kavenegar, in: company, moment)
        }
        let mail = """
            From: "Zahra Karimi" <z.karimi@mail.example>\r
            Subject: Invoice of my repair\r
            Content-Type: text/plain; charset=utf-8\r
            \r
            سلام، فاکتور رسمی تعمیر یخچالم را چطور بگیرم؟\r

            """
        try ReceivedStore.take(
            ReceivedMail(Array(mail.utf8)), "demo mail", in: company, tx.at(now.adding(seconds: -1_800)))
    }

    /// As it goes: most arrive, one telephone is off, one number is none, one answer was lost.
    private static func end(_ place: Int) -> (SendAnswer, SendStatus?) {
        let taken = SendAnswer.accepted(id: String(8_792_343_000 + place), cost: nil)
        return switch place {
        case 5: (taken, .failed(code: "11"))
        case 9: (.refused(SendFault(.permanent, "411")), nil)
        case 14: (.unclear("silent"), nil)
        case 16...: (taken, .delivered)
        default: (taken, place.isMultiple(of: 7) ? nil : .delivered)
        }
    }
}
