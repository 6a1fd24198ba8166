import Base
import Database
import Domain
import Ground
import Post
import Work

/// What the customers were told in the last days, by an account that is switched off again: a demo writes to nobody.
struct DemoMessages: Sendable {
    let company: OpenCompany
    let now: Instant

    func run() async throws {
        let (company, today) = (company, company.clock.day(of: now))
        try await company.write { tx in
            var account = PostAccountFacts(.kavenegar, key: "demo")
            account.partPrice = 1_850
            try PostAccountStore.set(account, version: 0, by: nil, in: company, tx)
            for (place, told) in try DemoList.told(since: today.adding(days: -6), limit: 40, tx).enumerated() {
                let tx = tx.at(told.at)
                try OutboxStore.add(
                    Notice(told.event, about: .job(told.job), told.number), to: .customer(told.customer), but: nil, tx)
                let (answer, status) = Self.end(place)
                try MessageStore.conclude(answer, status, in: company, tx.at(told.at.adding(seconds: 4)))
            }
            (account.quiet, account.isOn) = (QuietHours(from: 22 * 60, to: 8 * 60), false)
            try PostAccountStore.set(account, version: 1, by: nil, in: company, tx)
        }
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
