import Domain
import Ground
import Web

/// One finding as a page shows it.
struct FindingView: PageParts {
    let badge: Badge
    let sentence: String
    let disposition: String

    func child(named name: String) -> Part? {
        switch name {
        case "badge": .parts(badge)
        case "sentence": .text(sentence)
        case "disposition": .text(disposition)
        default: nil
        }
    }
}

/// Puts what the rules found into the reader's words, with the numbers.
struct FindingWords: Sendable {
    let reader: Reader
    let currency: Currency
    /// A dealer's people read nothing of another dealer's job: neither its number nor its day.
    let isOffice: Bool

    init(_ context: CompanyContext) {
        (reader, currency) = (context.reader, context.company.currency)
        isOffice = context.actor.dealer == nil
    }

    func view(_ finding: ClaimFinding) -> FindingView {
        FindingView(
            badge: badge(finding), sentence: sentence(finding),
            disposition: reader.words("claim_rules.disposition.\(finding.disposition.rawValue)"))
    }

    func badge(_ finding: ClaimFinding) -> Badge {
        let kind =
            switch finding.severity {
            case .low: "neutral"
            case .medium: "warning"
            case .high: "error"
            }
        let unknown = finding.numbers.isUnknown == true ? ".unknown" : ""
        return Badge(kind: kind, label: reader.words("claim_rules.code.\(finding.code.rawValue)\(unknown)"))
    }

    func sentence(_ finding: ClaimFinding) -> String {
        let (key, numbers) = ("claim_rules.found.\(finding.code.rawValue)", finding.numbers)
        switch finding.code {
        case .duplicate:
            return mayName(numbers) ? reader.words(key, job(numbers)) : reader.words("\(key).dealer")
        case .repeated:
            let days = reader.number(numbers.days ?? 0)
            return mayName(numbers) ? reader.words(key, job(numbers), days) : reader.words("\(key).dealer")
        case .distance:
            return reader.words(key, reader.tenths(numbers.typed ?? 0), reader.tenths(numbers.map ?? 0))
        case .labour:
            return reader.words(key, reader.number(numbers.minutes ?? 0), reader.number(numbers.standard ?? 0))
        case .charged where numbers.isUnknown == true:
            return reader.words("\(key).unknown", money(numbers.amount))
        case .charged, .asked:
            return reader.words(key, money(numbers.amount))
        case .customerPaid:
            let purposes = parts(numbers.bounds, "claim_rules.paid")
            return reader.words(
                isOffice ? key : "\(key).dealer", purposes, money(numbers.paid), money(numbers.amount))
        case .contract:
            return reader.words(key, parts(numbers.bounds, "claim_rules.bound"))
        case .noPhoto:
            guard let photos = numbers.photos, let asked = numbers.photosAsked else { return reader.words(key) }
            return reader.words("\(key).few", reader.number(photos), reader.number(asked))
        case .misfit:
            let parts = (numbers.parts ?? []).map(\.isolatedLeftToRight)
            return reader.words(key, parts.joined(separator: reader.words("list.comma")))
        case .swapped:
            let swaps = (numbers.swaps ?? []).map { swap in
                reader.words(
                    "claim_rules.swap", swap.part.isolatedLeftToRight, swap.removed.isolatedLeftToRight,
                    swap.held.isolatedLeftToRight)
            }
            return reader.words(key, swaps.joined(separator: reader.words("list.semicolon")))
        case .contradicted:
            let doubts = (numbers.doubts ?? []).map { doubt in
                let question = reader.name(fa: doubt.fa, en: doubt.en.isEmpty ? doubt.fa : doubt.en)
                return "\(question.isolated) \(reader.words("claim_rules.answer.\(doubt.answer)"))"
            }
            return reader.words(key, doubts.joined(separator: reader.words("list.semicolon")))
        case .beforeAcceptance, .unregistered:
            return reader.words(key)
        }
    }

    private func money(_ amount: Int64?) -> String { reader.money(Money(amount ?? 0, currency)) }

    private func parts(_ names: String?, _ key: String) -> String {
        (names ?? "").split(separator: ",").map { reader.words("\(key).\($0)") }
            .joined(separator: reader.words("list.comma"))
    }

    private func mayName(_ numbers: ClaimFinding.Numbers) -> Bool { isOffice || numbers.isOwn == true }

    private func job(_ numbers: ClaimFinding.Numbers) -> String { (numbers.job ?? "").isolatedLeftToRight }
}
