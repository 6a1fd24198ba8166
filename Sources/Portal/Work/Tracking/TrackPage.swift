import Domain
import Ground
import Web

/// How a machine that waits for its owner is fetched, and what leaving it has come to.
struct Fetching: Sendable {
    let code: String
    let fee: StorageFee
}

/// How far one job has come, for whoever waits for it.
struct TrackPage: Page {
    static let template = "tracking/job"
    let titleKey = "tracking.title"
    let titleValues: [String]
    let number: String
    /// What is to be done to what.
    let what: String
    /// In one sentence, where it stands.
    let now: String
    let steps: [Step]
    let facts: [Fact]
    /// nil where nothing is agreed that could be refused.
    let wish: WishView?

    struct Step: Sendable {
        let label: String
        let when: String?
        let isPast: Bool
        let isCurrent: Bool
        let isBegun: Bool
    }

    init(_ sheet: TrackSheet, _ names: CommonNames, _ wish: WishView?, _ fetching: Fetching?, _ context: PublicContext)
        throws
    {
        let (reader, words) = (context.reader, context.words)
        (number, self.wish) = (sheet.number, wish)
        titleValues = [sheet.number]
        what = sheet.what(names, reader)
        let here = TrackStep(sheet.state)
        let appointment = try sheet.state.isEnded ? nil : reader.appointment(sheet.row)
        now =
            sheet.waiting.flatMap { words.has("tracking.waiting.\($0)") ? words("tracking.waiting.\($0)") : nil }
            ?? words("tracking.now.\(here?.rawValue ?? sheet.state.rawValue)")
        steps =
            here.map { here in
                TrackStep.way(to: here, since: sheet.since).map { step in
                    let isBegun = step == here || step.isPast(at: here)
                    return Step(
                        label: words("tracking.step.\(step.rawValue)"),
                        when: isBegun ? sheet.since[step].map { reader.day(of: $0) } : nil,
                        isPast: step.isPast(at: here) || here == .done, isCurrent: step == here && here != .done,
                        isBegun: isBegun)
                }
            } ?? []
        var facts: [Fact] = []
        if let fetching {
            facts.append(Fact(label: words("tracking.fetch"), value: reader.digits(fetching.code), isLtr: true))
            if fetching.fee.amount > 0 {
                let fee = Money(fetching.fee.amount, context.company.currency)
                facts.append(Fact(label: words("storage.fee"), value: reader.money(fee)))
            }
        }
        if let appointment { facts.append(Fact(label: words("tracking.appointment"), value: appointment)) }
        if let dealer = sheet.dealer { facts.append(Fact(label: words("tracking.dealer"), value: dealer)) }
        facts += context.phones
        self.facts = facts
    }
}

extension TrackSheet {
    /// What is to be done to what.
    func what(_ names: CommonNames, _ reader: Reader) -> String {
        reader.words("tracking.what", names.service(service, reader), group.shown(reader))
    }
}

/// The one answer to a link that opens nothing, whatever the reason is.
struct TrackOverPage: Page {
    static let template = "tracking/over"
    let titleKey = "link_over.title"
}

extension PublicContext {
    /// Where the company is called, each number to be touched.
    var phones: [Fact] {
        profile.phones.split { ",،;؛/\n".contains($0) }.map { SearchText.stored(String($0)) }.filter { !$0.isEmpty }
            .map { typed in
                let number = (try? CallerNumber(typed)).map { "tel:\(MobileNumber.local(stored: $0.number))" }
                return Fact(
                    label: words("tracking.phone"), value: reader.digits(typed), href: number, isLtr: true)
            }
    }
}
