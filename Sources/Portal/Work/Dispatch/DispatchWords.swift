import Domain
import Web

extension Words {
    /// `1 day`, `5 days`, or that it came in today.
    package func age(_ age: WaitingAge, _ reader: Reader) -> String {
        age.days == 0 ? self("dispatch.age.today") : count("dispatch.age", age.days, reader)
    }
}

extension EligibilityReason {
    /// In the reader's words. - Parameter groups: the names of the company's product groups.
    package func text(_ reader: Reader, groups: [ID<ProductGroup>: String]) -> String {
        let words = reader.words
        switch self {
        case .active: return words("dispatch.why.active")
        case .suspended: return words("dispatch.why.suspended")
        case .inContract(let day): return words("dispatch.why.in_contract", reader.day(day))
        case .beforeContract(let day): return words("dispatch.why.before_contract", reader.day(day))
        case .afterContract(let day): return words("dispatch.why.after_contract", reader.day(day))
        case .away(let day): return words("dispatch.why.away", reader.day(day))
        case .cityCovered: return words("dispatch.why.city")
        case .cityNotCovered: return words("dispatch.why.no_city")
        case .groupsAllowed: return words("dispatch.why.groups")
        case .groupsMissing(let missing, _): return words("dispatch.why.no_groups", names(missing, groups, words))
        case .certificateMissing(let missing, _):
            return words("dispatch.why.no_certificate", names(missing, groups, words))
        case .withinCapacity: return words("dispatch.why.capacity")
        case .overCapacity: return words("dispatch.why.over_capacity")
        case .blocked(let block): return block.text(reader)
        }
    }

    private func names(
        _ missing: Set<ID<ProductGroup>>, _ groups: [ID<ProductGroup>: String], _ words: Words
    ) -> String {
        missing.compactMap { groups[$0] }.inPersianOrder { $0 }.joined(separator: words("list.comma"))
    }

    /// The class of its line, and its icon.
    package var look: (kind: String, icon: String) {
        switch verdict {
        case .yes: ("yes", "check")
        case .doubt: ("doubt", "warning")
        case .no: ("no", "x")
        }
    }
}

extension OpenBlock {
    /// How many, beyond which limit, since when. Of money the limit is not said: a dispatcher sees no accounts.
    fileprivate func text(_ reader: Reader) -> String {
        reader.words(
            "dispatch.why.block.\(rule)", reader.number(count), reader.number(limit),
            since.map { reader.day($0) } ?? "")
    }
}

extension RankedDealer {
    /// `86 of 100: 12 km (28 of 30), …`, with what is known.
    func text(_ reader: Reader) -> String {
        let known = parts.compactMap { $0.text(reader) }
        guard !known.isEmpty else { return reader.words("dispatch.score.unknown") }
        let sum = reader.words("dispatch.score", reader.tenths(Int64(score)))
        return "\(sum) \(known.joined(separator: " · "))"
    }
}

extension RankedPart {
    /// nil where it is not known.
    fileprivate func text(_ reader: Reader) -> String? {
        guard let value, let tenths else { return nil }
        let words = reader.words
        let known =
            switch part {
            case .distance: words("dispatch.part.distance", reader.number(value / 10))
            case .load: words("dispatch.part.load", reader.number(value))
            case .acceptance: words("dispatch.part.acceptance", reader.tenths(Int64(value) / 6))
            case .completion: words("dispatch.part.completion", reader.tenths(Int64(value) / 144))
            case .repeats: words("dispatch.part.repeats", reader.tenths(Int64(value)))
            case .firstFix: words("dispatch.part.first_fix", reader.tenths(Int64(value)))
            case .parts: words(value == 1 ? "dispatch.part.parts.yes" : "dispatch.part.parts.no")
            case .survey: words("dispatch.part.survey", reader.tenths(Int64(value)))
            case .share: words("dispatch.part.share", reader.number(value))
            }
        return words("dispatch.part", known, reader.tenths(Int64(tenths)), reader.number(weight))
    }
}
